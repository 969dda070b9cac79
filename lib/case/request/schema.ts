import { z } from 'zod'
import { isPlace } from '#lib/case/delivery/places.ts'
import { patientSchema } from '#lib/patient/schema.ts'
import { line, text } from '#lib/text.ts'
import { rowVersion } from '#lib/version.ts'
import { PRIORITIES, REACH_WAYS, SITUATIONS } from '#lib/case/wishes.ts'
import { isLanguage } from '#lib/languages.ts'
import { MOST_LINES, MOST_WHAT, MOST_WHEN } from './timeline.ts'
import { MOST_QUESTIONS, REQUEST_STEPS, URGENCIES } from './rules.ts'

// One shape for the form, autosave and the commands. A draft may be half said: what must be there is judged when it is sent.

const id = z.uuid()

const situation = z.enum(['', ...SITUATIONS.map((one) => one.id)], { error: 'Choose a situation from the list' })

const DAY = 'Choose the day, or write it like 2026-12-24'

/** A day to come or past, as a date field sends it; '' for none. */
const wholeDay = z
  .string({ error: DAY })
  .max(30, DAY)
  .transform((given) => given.trim())
  .refine((given) => given === '' || (/^(19|20)\d\d-/.test(given) && z.iso.date().safeParse(given).success), DAY)
  .transform((given) => given || null)

/** Fields of a draft; an absent one stays as it was saved. */
export const draftFields = {
  presentingComplaint: text(4_000).optional(),
  history: text(20_000).optional(),
  workingDiagnosis: text(4_000).optional(),
  proposedPlan: text(8_000).optional(),
  medications: text(8_000).optional(),
  decisionAhead: text(2_000).optional(),
  whatMatters: text(4_000).optional(),
  situation: situation.optional(),
  decisionOn: wholeDay.optional(),
  reachPhone: line(40).optional(),
  reachTimes: line(120).optional(),
  language: z.string().refine(isLanguage, 'Choose a language from the list').optional(),
  urgency: z.enum(URGENCIES, { error: 'Choose how soon a decision is due' }).optional(),
  attendingVetName: line(160).optional(),
  attendingVetPractice: line(160).optional(),
  attendingVetEmail: line(254).optional(),
  livesIn: z
    .string()
    .refine((code) => code === '' || isPlace(code), 'Choose a place from the list')
    .optional(),
}

export const listOf = (item: z.ZodType<string>, most: number, tooMany: string) =>
  z.preprocess((given) => (typeof given === 'string' ? [given] : given), z.array(item).max(most, tooMany)).optional()

/** One step of the form. `go` says where to; without it the draft is only saved. */
export const saveSchema = z.object({
  ...draftFields,
  step: z.enum(REQUEST_STEPS),
  /** `more` saves and comes back with more lines. */
  go: z.enum(['next', 'back', 'on', 'again', 'more']).optional(),
  /** A suggested question whose button was pressed without JavaScript. */
  add: line(500).optional(),
  version: rowVersion,
  'redFlags[]': listOf(z.string().max(40), 60, 'These are more signs than there are'),
  'questions[]': listOf(line(500), MOST_QUESTIONS, `Choose your ${MOST_QUESTIONS} most important questions`),
  'when[]': listOf(line(MOST_WHEN), MOST_LINES, `At most ${MOST_LINES} lines: put the rest into the text below`),
  'what[]': listOf(line(MOST_WHAT), MOST_LINES, `At most ${MOST_LINES} lines: put the rest into the text below`),
  'priorities[]': listOf(
    z.enum(PRIORITIES, { error: 'Choose from the list' }),
    12,
    'These are more choices than there are',
  ),
  'reachBy[]': listOf(z.enum(REACH_WAYS, { error: 'Choose e-mail or phone' }), 4, 'These are more ways than there are'),
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
    /** Why, where the page that tells of situations led here. */
    situation: situation.optional(),
  })
  .transform((given, context) => {
    const from = { service: given.service || null, situation: given.situation ?? '' }
    if (given.patient !== NEW_ANIMAL) return { patientId: given.patient, animal: null, ...from }
    const animal = patientSchema.safeParse(given)
    if (animal.success) return { patientId: '', animal: animal.data, ...from }
    for (const { path, message } of animal.error.issues) context.addIssue({ code: 'custom', path, message })
    return z.NEVER
  })
