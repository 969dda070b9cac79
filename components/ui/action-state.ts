/** What a server action answers to a form. Only what the person may read: no stack, no id of something foreign. */
export type ActionState =
  /** Nothing was sent yet; with values when a press came back with the form filled in further. */
  | { status: 'idle'; values?: Record<string, string | string[]> }
  | { status: 'ok'; message?: string; data?: unknown }
  | {
      status: 'error'
      code: ActionErrorCode
      /** What happened, what was kept, what to do now. */
      message: string
      /** By the name of the field; each message stands alone ("Say how old Miso is"), as the summary lists it without a label. */
      fieldErrors?: Record<string, string[]>
      /** What was typed, so that a post without JavaScript gets it back. Never passwords or files. */
      values?: Record<string, string | string[]>
    }

export type ActionErrorCode =
  'INVALID' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'UNAUTHENTICATED' | 'RATE_LIMITED' | 'UNAVAILABLE'

export type FormAction = (prev: ActionState, form: FormData) => Promise<ActionState>

export const idle: ActionState = { status: 'idle' }
