import { z } from 'zod'
import { line, optional, requiredLine, text } from '#lib/text.ts'
import { rowVersion } from '#lib/version.ts'
import { MOST_PASTED } from './paste.ts'
import { BEGUN_KINDS, PRACTICE_STEPS } from './practice-rules.ts'
import { draftFields, listOf } from './schema.ts'
import { MOST_QUESTIONS } from './rules.ts'

// What a practice posts while it prepares a case of its own. A draft may be half said; sending judges what must be there.

const id = z.uuid()

/** The beginning: which of the two, the hospital's service where one was chosen, and a history to read from. */
export const beginSchema = z.object({
  kind: z.enum(BEGUN_KINDS, { error: 'Choose whether you refer a patient or ask a specialist' }),
  paste: text(MOST_PASTED).default(''),
  service: z.union([z.literal(''), id], { error: 'Choose a service from the list' }).optional(),
  /** With a file, which is added on the next page. */
  go: z.enum(['file']).optional(),
})

/** One of the draft's files, to be read into its form. */
export const takeFileSchema = z.object({ recordId: z.string() })

/** An animal's fields as they were typed; judged by the patient's own schema once they make one. */
export const typedAnimal = z.object({
  name: line(80).optional(),
  species: line(20).optional(),
  breed: line(120).optional(),
  sex: line(20).optional(),
  neuter: line(20).optional(),
  bornOn: line(20).optional(),
  ageYears: line(10).optional(),
  ageMonths: line(10).optional(),
  weightKg: line(20).optional(),
})
export type TypedAnimal = z.output<typeof typedAnimal>

const day = optional(
  z.iso
    .date({ error: 'Give the day as a day of the calendar, like 2026-03-28' })
    .transform((given) => new Date(`${given}T00:00:00Z`)),
)

export const practiceSaveSchema = z.object({
  ...draftFields,
  ...typedAnimal.shape,
  step: z.enum(PRACTICE_STEPS),
  go: z.enum(['next', 'back', 'file']).optional(),
  version: rowVersion,
  'questions[]': listOf(line(500), MOST_QUESTIONS, `Choose your ${MOST_QUESTIONS} most important questions`),
  service: z.union([z.literal(''), id], { error: 'Choose a service from the list' }).optional(),
  ownerName: line(120).optional(),
  ownerEmail: line(254).optional(),
  payer: z.enum(['OWNER', 'PRACTICE'], { error: 'Choose who pays' }).optional(),
  consentHow: z
    .union([z.literal(''), z.enum(['IN_WRITING', 'IN_PERSON', 'BY_PHONE', 'BY_MAIL'])], {
      error: 'Choose how the owner consented',
    })
    .optional(),
  consentOn: day.optional(),
  consentNote: line(300).optional(),
})
export type PracticeSaveInput = z.output<typeof practiceSaveSchema>

/** Signing and sending: the version that was read, the texts that were shown, the name. */
export const practiceSendSchema = z.object({
  version: rowVersion,
  textId: z.uuid({ error: 'Please open this page again: it is out of date' }),
  statementId: z.union([z.literal(''), id]).default(''),
  signedName: requiredLine(120, 'Type your name to sign'),
})
export type PracticeSendInput = z.output<typeof practiceSendSchema>
