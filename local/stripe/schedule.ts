const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 5_000

/** How long an endpoint may be away before an event is given up; Stripe waits three days, a laptop need not. */
export const GIVE_UP_AFTER_MS = 15 * 60_000

/**
 * Milliseconds until the next attempt, for a delivery first tried `elapsedMs` ago: the pause doubles from a
 * quarter of a second to five seconds. Null once it is given up.
 */
export function nextDelayMs(elapsedMs: number): number | null {
  if (elapsedMs >= GIVE_UP_AFTER_MS) return null
  return Math.min(Math.max(elapsedMs, FIRST_DELAY_MS), LONGEST_DELAY_MS)
}
