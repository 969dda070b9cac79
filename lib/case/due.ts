// Days on which something is due, as text: "2026-11-25". Pure: today comes from the caller.

const DAY = 86_400_000

/** A calendar day as text, so many days from this one. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)

export type Due = 'NONE' | 'LATER' | 'SOON' | 'TODAY' | 'OVER'
const SOON_DAYS = 7

/** How near a line's day is. @param today the reader's own day */
export function dueOf(dueOn: string | null, today: string): Due {
  if (dueOn === null) return 'NONE'
  if (dueOn < today) return 'OVER'
  if (dueOn === today) return 'TODAY'
  return dueOn <= dayAfter(today, SOON_DAYS) ? 'SOON' : 'LATER'
}
