/** A process that ends sooner than this after its start has "crashed quickly". */
export const QUICK_MS = 10_000
/** So many quick crashes in a row, and it is not started again. */
export const MOST_QUICK_CRASHES = 5
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 8000

export type Verdict = { again: true; afterMs: number } | { again: false }

/** Decides over restarts of one process: `crashed(uptimeMs)` tells whether, and after which pause, to start it again. */
export function restartPolicy(): { crashed(uptimeMs: number): Verdict } {
  let quick = 0
  return {
    crashed(uptimeMs) {
      quick = uptimeMs < QUICK_MS ? quick + 1 : 1
      if (quick >= MOST_QUICK_CRASHES) return { again: false }
      return { again: true, afterMs: Math.min(FIRST_PAUSE_MS * 2 ** (quick - 1), LONGEST_PAUSE_MS) }
    },
  }
}
