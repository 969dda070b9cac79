import type { ActionErrorCode } from '#components/ui/action-state.ts'

export type ErrorCode = ActionErrorCode

/** An expected refusal, in the person's words. Anything else that is thrown is a defect or an outage. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly fieldErrors: Record<string, string[]>

  constructor(code: ErrorCode, message: string, fieldErrors: Record<string, string[]> = {}) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.fieldErrors = fieldErrors
  }
}

/** A foreign object and a missing one are the same: one message, one code. */
export const notFound = () => new AppError('NOT_FOUND', 'There is nothing here, or it is not yours to see.')

export const unauthenticated = () =>
  new AppError('UNAUTHENTICATED', 'You are signed out. Sign in again: what you typed is kept here.')

export const forbidden = (message = 'This is not yours to do on this case.') => new AppError('FORBIDDEN', message)

export const conflict = (message = 'Someone else was a moment faster. Have a look at the case as it is now.') =>
  new AppError('CONFLICT', message)

/** @param fieldErrors messages by field name */
export const invalid = (message: string, fieldErrors: Record<string, string[]> = {}) =>
  new AppError('INVALID', message, fieldErrors)

/** @param comfort what did not happen, in words that begin a sentence */
export const unavailable = (what: string, comfort = 'Nothing was lost') =>
  new AppError('UNAVAILABLE', `${what} cannot be reached just now. ${comfort}: please try again in a minute.`)
