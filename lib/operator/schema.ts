import { z } from 'zod'
import { line } from '#lib/text.ts'

export const LIMIT_KINDS = ['CASE', 'OWNER', 'PRACTICE', 'HOSPITAL', 'ADDRESS'] as const
export type LimitKind = (typeof LIMIT_KINDS)[number]

export const LIMIT_WORDS: Record<LimitKind, string> = {
  CASE: 'A case',
  OWNER: 'An owner, over all cases',
  PRACTICE: 'A practice',
  HOSPITAL: 'A hospital',
  ADDRESS: 'A practice without an account',
}

const MOST_RECORDS = 100_000_000
const MOST_GB = 1_000_000

export const limitSchema = z.object({
  kind: z.enum(LIMIT_KINDS, 'Choose what the limit is for'),
  /** One of that kind; empty: all that have none of their own. */
  named: line(254),
  records: z.coerce
    .number('Give a number of records')
    .int('Give a whole number of records')
    .min(0, 'No less than 0 records')
    .max(MOST_RECORDS, 'That is more than can be kept'),
  gigabytes: z.coerce
    .number('Give a number of gigabytes')
    .min(0, 'No less than 0 gigabytes')
    .max(MOST_GB, 'That is more than can be kept'),
})
export type LimitInput = z.output<typeof limitSchema>
