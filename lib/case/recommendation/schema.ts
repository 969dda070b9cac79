import { z } from 'zod'
import { checkbox, line, requiredLine, text } from '#lib/text.ts'
import { rowVersion } from '#lib/version.ts'
import { AGREEMENTS, answerField, needsWhy, URGENCIES, VET_STANCES } from './rules.ts'

// One shape for the form, its autosave and the commands. A draft may be half said; what must be there is judged at signing.

const number = z.coerce.number({ error: 'There is no such version' }).int().min(1).max(1000)

const choice = <T extends string>(values: readonly T[], error: string) =>
  z.union([z.literal('').transform(() => null), z.enum(values as [T, ...T[]])], { error }).optional()

/** More than a request can ask. */
export const MOST_ANSWERS = 10
const answers = Object.fromEntries(
  Array.from({ length: MOST_ANSWERS }, (_, place) => [answerField(place), text(8_000).optional()]),
)

const long = text(20_000).optional()

/** Fields of a draft; an absent one stays as it was saved. */
const draftShape = {
  assessment: long,
  agreement: choice(AGREEMENTS, 'Choose how your opinion stands to the first diagnosis'),
  agreementNote: text(8_000).optional(),
  differentials: long,
  tests: long,
  treatment: long,
  prognosis: text(8_000).optional(),
  urgency: choice(URGENCIES, 'Choose how urgent it is'),
  examinationNeeded: text(8_000).optional(),
  plainLanguage: long,
  addendumReason: text(4_000).optional(),
}

/**
 * One save. `number` and `version` are those on screen; `go` leads on to the review; `over` names the version that is
 * stored, when the person has seen it and saves theirs over it.
 */
export const saveSchema = z
  .object({
    ...draftShape,
    number,
    version: rowVersion,
    over: rowVersion.optional(),
    go: z.enum(['save', 'review']).optional(),
  })
  .and(z.object(answers))
export type SaveInput = z.output<typeof saveSchema>

export const signSchema = z.object({
  number,
  version: rowVersion,
  signedName: requiredLine(120, 'Type your name to sign'),
  statement: checkbox.refine(Boolean, 'Tick the box to say that this is your own opinion'),
})
export type SignInput = z.output<typeof signSchema>

export const pageSearch = z.object({
  step: z.enum(['write', 'review']).optional().catch(undefined),
  number: number.optional().catch(undefined),
  /** `all`: every record at hand by itself, with its hash. */
  records: z.literal('all').optional().catch(undefined),
})
export type PageSearch = z.output<typeof pageSearch>

/** The path of a printed version. */
export const pdfSchema = z.object({ number })

/** The attending vet's view of one version. */
export const vetViewSchema = z
  .object({
    number,
    stance: z.enum(VET_STANCES, { error: 'Choose how you stand to it' }),
    words: text(4_000).default(''),
  })
  .refine(({ stance, words }) => !needsWhy(stance) || words !== '', {
    path: ['words'],
    message: 'Say what and why, in a line or two: owner and hospital read it',
  })
export type VetViewInput = z.output<typeof vetViewSchema>

/** Whom a consultation's answer is shared with; both are left out once the owner is on the case. */
export const shareSchema = z.object({
  ownerName: line(120).default(''),
  ownerEmail: line(254).default(''),
})
