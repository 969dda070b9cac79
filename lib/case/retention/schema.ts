import { z } from 'zod'
import { line, requiredLine } from '#lib/text.ts'
import { rowVersion } from '#lib/version.ts'

export const FEWEST_YEARS = 1
export const MOST_YEARS = 30

export const retentionSchema = z.object({
  years: z.coerce
    .number('Give a number of years')
    .int('Give whole years')
    .min(FEWEST_YEARS, `At least ${FEWEST_YEARS} year`)
    .max(MOST_YEARS, `At most ${MOST_YEARS} years`),
  version: rowVersion,
})

export const holdSchema = z.object({
  /** A case's number; empty: all cases of the organization. */
  number: line(40).transform((typed) => typed.toUpperCase()),
  reason: requiredLine(300, 'Say why, in a line'),
})

export const liftSchema = z.object({
  holdId: z.string(),
  reason: requiredLine(300, 'Say why it can be lifted, in a line'),
})
