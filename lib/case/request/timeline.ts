import { daysText, type Happened } from '#lib/case/wishes.ts'
import { parseDay } from '#lib/patient/days.ts'

// What happened, day by day: a few lines in the request, which become lines of the animal's history when it is sent. Pure.

export const MOST_LINES = 12
/** Together they fit into one line of the history, with a colon between. */
export const MOST_WHEN = 80
export const MOST_WHAT = 160

/** Lines to offer: those that are filled and two more, four at least. */
export const linesShown = (filled: number): number => Math.min(MOST_LINES, Math.max(4, filled + 2))

/**
 * The lines as the history keeps them. A day that can be read with certainty becomes one; any other, such as "two weeks
 * ago", stays in the words.
 */
export const historyLines = (lines: readonly Happened[], today: Date): { since: string | null; what: string }[] =>
  lines
    .filter(({ what }) => what !== '')
    .map(({ when, what }) => {
      const read = parseDay(when, today)
      return 'day' in read ? { since: read.day, what } : { since: null, what: daysText([{ when, what }]) }
    })
