import type { CaseStatus } from '#lib/db/generated/enums.ts'

// What changes when an animal has died. Pure; days are ISO days in UTC.

/** Somewhere it is tomorrow already. */
const AHEAD_MS = 14 * 3_600_000

/** What is wrong with the day, in words, or null. */
export function deathDayProblem(day: string, bornOn: Date | null, now: Date): string | null {
  if (day > new Date(now.getTime() + AHEAD_MS).toISOString().slice(0, 10)) return 'This day lies in the future'
  if (bornOn && day < bornOn.toISOString().slice(0, 10)) return 'This day lies before the birthday'
  return null
}

const OPEN: readonly CaseStatus[] = [
  'AWAITING_CONSENT',
  'IN_TRIAGE',
  'NEEDS_INFORMATION',
  'AWAITING_PAYMENT',
  'IN_REVIEW',
]

/** Is the answer still to come, so that the owner may choose whether it is still wanted? */
export const answerToCome = (status: CaseStatus): boolean => OPEN.includes(status)

/** What the owner has chosen; nothing before they have. */
export type Farewell = { diedOn: Date; wanted: boolean }

/** Does the owner still have to say whether the answer is wanted? */
export const asksForChoice = (farewell: Farewell | null, status: CaseStatus): boolean =>
  farewell !== null && !farewell.wanted && answerToCome(status)
