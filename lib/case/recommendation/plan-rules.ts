import { dayAfter } from '#lib/case/due.ts'
import type { CaseStatus, Side } from '#lib/db/generated/enums.ts'

// Who does what by when, beside a recommendation. Pure.

/** Who can have something to do. */
export const PLAN_SIDES = ['OWNER', 'PRACTICE', 'HOSPITAL'] as const satisfies readonly Side[]
export type PlanSide = (typeof PLAN_SIDES)[number]

/** Intervals that follow-ups have, as a specialist says them. */
export const PLAN_INTERVALS: readonly { days: number; words: string }[] = [
  { days: 7, words: 'in a week' },
  { days: 14, words: 'in two weeks' },
  { days: 28, words: 'in four weeks' },
  { days: 42, words: 'in six weeks' },
  { days: 91, words: 'in three months' },
  { days: 182, words: 'in six months' },
  { days: 365, words: 'in a year' },
]

/** So many lines one plan has at most: more than that is a letter. */
export const MOST_PLAN_ITEMS = 40
/** Whoever has something to do by a change is told after this time without another: one mail of several lines. */
export const TOLD_AFTER_MINUTES = 10
/** A plan reaches no further than this. */
const MOST_DAYS = 3 * 366

/** Why a day cannot be one of a plan, or null. Somewhere it is still yesterday, so yesterday is allowed. */
export function dayProblem(day: string, today: string): string | null {
  if (day < dayAfter(today, -1)) return 'This day has passed: choose one that is to come'
  return day > dayAfter(today, MOST_DAYS) ? 'This day is more than three years away' : null
}

type Line = { side: Side; who: Side; done: boolean; dropped: boolean }

/** May a reader of this side say that it is done, or not done after all? Whoever it is for. */
export const mayMarkDone = (line: Line, side: Side): boolean => line.who === side && !line.dropped

/** May it be taken off? By the side that wrote it, while it is not done. */
export const mayDrop = (line: Line, side: Side): boolean => line.side === side && !line.dropped && !line.done

/** Before the answer is signed, a plan is the hospital's own. */
export const isPublic = (status: CaseStatus): boolean => status === 'ANSWERED' || status === 'CLOSED'
