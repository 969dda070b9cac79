import { z } from 'zod'
import { isPlace } from '#lib/case/delivery/places.ts'
import { patientSchema } from '#lib/patient/schema.ts'
import { line, text } from '#lib/text.ts'
import { rowVersion } from '#lib/version.ts'
import { MOST_QUESTIONS, REQUEST_STEPS, URGENCIES } from './rules.ts'

// One shape for the form, autosave and the commands. A draft may be half said: what must be there is judged when it is sent.

const id = z.uuid()

/** Fields of a draft; an absent one stays as it was saved. */
export const draftFields = {
  presentingComplaint: text(4_000).optional(),
  history: text(20_000).optional(),
  workingDiagnosis: text(4_000).optional(),
  proposedPlan: text(8_000).optional(),
  medications: text(8_000).optional(),
  decisionAhead: text(2_000).optional(),
  whatMatters: text(4_000).optional(),
  urgency: z.enum(URGENCIES, { error: 'Choose how soon a decision is due' }).optional(),
  attendingVetName: line(160).optional(),
  attendingVetPractice: line(160).optional(),
  attendingVetEmail: line(254).optional(),
  livesIn: z
    .string()
    .refine((code) => code === '' || isPlace(code), 'Choose a place from the list')
    .optional(),
}

const listOf = (item: z.ZodType<string>, most: number, tooMany: string) =>
  z.preprocess((given) => (typeof given === 'string' ? [given] : given), z.array(item).max(most, tooMany)).optional()

/** One step of the form. `go` says where to; without it the draft is only saved. */
export const saveSchema = z.object({
  ...draftFields,
  step: z.enum(REQUEST_STEPS),
  go: z.enum(['next', 'back', 'on', 'again']).optional(),
  version: rowVersion,
  'redFlags[]': listOf(z.string().max(40), 60, 'These are more signs than there are'),
  'questions[]': listOf(line(500), MOST_QUESTIONS, `Choose your ${MOST_QUESTIONS} most important questions`),
  service: z.union([z.literal(''), id], { error: 'Choose a service from the list' }).optional(),
})

export type SaveInput = z.output<typeof saveSchema>

/** Sending: the version that was read on the last page. */
export const submitSchema = z.object({ version: rowVersion.optional() })

export const nothing = z.object({})

/** Posted instead of an animal's id: the animal is described in the same form. */
export const NEW_ANIMAL = 'NEW'

/** The beginning: which animal (or `NEW` with the animal's own fields), and the hospital's service where one was chosen. */
export const startSchema = z
  .looseObject({
    patient: z.union([id, z.literal(NEW_ANIMAL)], { error: 'Choose an animal, or add one' }),
    service: z.union([z.literal(''), id], { error: 'Choose a service from the list' }).optional(),
  })
  .transform((given, context) => {
    const service = given.service || null
    if (given.patient !== NEW_ANIMAL) return { patientId: given.patient, animal: null, service }
    const animal = patientSchema.safeParse(given)
    if (animal.success) return { patientId: '', animal: animal.data, service }
    for (const { path, message } of animal.error.issues) context.addIssue({ code: 'custom', path, message })
    return z.NEVER
  })
