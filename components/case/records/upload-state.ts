import type { RecordKind } from '#lib/db/generated/enums.ts'
import type { Identity, Remembered } from './upload-memory.ts'

// What the screen knows of files on their way.

export type UploadState =
  /** Its turn comes. */
  | 'waiting'
  /** Read for its content, to know whether it was added before. */
  | 'reading'
  | 'sending'
  /** The connection or the server is away; it goes on by itself. */
  | 'away'
  | 'finishing'
  | 'paused'
  | 'done'
  /** Was here already: nothing was sent. */
  | 'here'
  | 'failed'
  /** Cannot be added; the rest goes on. */
  | 'refused'

export type UploadItem = {
  id: string
  name: string
  size: number
  sent: number
  state: UploadState
  /** Why it failed or was refused, or what is away. */
  message: string
  secondsLeft: number | null
}

export type Snapshot = {
  items: readonly UploadItem[]
  sent: number
  size: number
  secondsLeft: number | null
  active: boolean
  /** Begun before this page was loaded: a browser keeps no files, so each is picked once more. */
  unfinished: readonly Remembered[]
}

/** A file as somebody chose it; `kind` where they said what it is. */
export type Picked = Blob & Identity & { kind?: RecordKind }

/** Before a browser has taken over. */
export const NOTHING: Snapshot = { items: [], sent: 0, size: 0, secondsLeft: null, active: false, unfinished: [] }

export const UNDER_WAY: readonly UploadState[] = ['waiting', 'reading', 'sending', 'away', 'finishing']

/** Nothing more happens to it, and all is well. */
export const isOver = (state: UploadState): boolean => state === 'done' || state === 'here'

/** Bytes that count for the whole: what cannot be added is no part of it. */
export function totals(items: readonly UploadItem[]): { sent: number; size: number; active: boolean } {
  const sum = { sent: 0, size: 0, active: false }
  for (const { state, sent, size } of items) {
    if (UNDER_WAY.includes(state)) sum.active = true
    if (state === 'refused' || state === 'failed') continue
    sum.sent += sent
    sum.size += size
  }
  return sum
}
