/** The hospital's clock as a reader sees it. Durations in milliseconds. */
export type ClockView = {
  at: Date | null
  state: 'running' | 'soon' | 'late' | 'paused'
  leftMs: number | null
  promisedMs: number | null
}

const HOUR = 3_600_000
/** Amber from here on: a working part of a day. */
const SOON = 6 * HOUR

/**
 * Pure. The clock runs while `dueAt` stands, waits while only `leftMs` is kept, and is absent otherwise.
 * @param promisedHours the whole promise, for "23 h left of 48 h"
 */
export function clockView(
  dueAt: Date | null,
  clockLeftMs: bigint | null,
  now: Date,
  promisedHours: number | null = null,
): ClockView | null {
  const promisedMs = promisedHours === null ? null : promisedHours * HOUR
  if (dueAt) {
    const leftMs = dueAt.getTime() - now.getTime()
    return { at: dueAt, state: leftMs < 0 ? 'late' : leftMs < SOON ? 'soon' : 'running', leftMs, promisedMs }
  }
  if (clockLeftMs !== null) return { at: null, state: 'paused', leftMs: Number(clockLeftMs), promisedMs }
  return null
}
