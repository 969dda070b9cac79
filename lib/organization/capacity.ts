// How soon a hospital takes another case: from how many are open and how many it takes a week. Pure. PostgreSQL filters by the same
// whole division (lib/case/directory.ts), so that what the filter finds is what the page says.

/** Weeks that are counted; what lies further is "more than". */
export const MOST_WEEKS = 8
const WEEK = 7 * 86_400_000

/** Full weeks of work ahead of a new case. Null for a hospital that names no number: it takes cases as they come. */
export function weeksAhead(open: number, weekly: number | null): number | null {
  if (weekly === null || weekly < 1) return null
  return Math.min(MOST_WEEKS, Math.floor(open / weekly))
}

/** The day from which a new case is begun, or null: now, or not said. */
export const nextCapacity = (weeks: number | null, now: Date): Date | null =>
  weeks === null || weeks === 0 ? null : new Date(now.getTime() + weeks * WEEK)

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })

/** "Takes new cases now", "Next free from 9 December", or '' where the hospital names no number. */
export function capacityWords(weeks: number | null, now: Date): string {
  if (weeks === null) return ''
  const from = nextCapacity(weeks, now)
  if (from === null) return 'Takes new cases now'
  return weeks >= MOST_WEEKS ? `Full for ${MOST_WEEKS} weeks or more` : `Next free from ${DAY.format(from)}`
}
