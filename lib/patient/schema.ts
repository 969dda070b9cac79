import { z } from 'zod'
import { line, requiredLine } from '#lib/text.ts'
import { rowVersion } from '#lib/version.ts'
import { bornFromAge, NEUTER_STATUSES, parseKilograms, SEXES, SPECIES } from './rules.ts'

const OLDEST_YEARS = 150

const wholeNumber = (max: number, words: string) =>
  z
    .string()
    .optional()
    .transform((typed) => typed?.trim() ?? '')
    .pipe(
      z.union(
        [
          z.literal('').transform(() => null),
          z
            .string()
            .regex(/^\d{1,3}$/, words)
            .transform(Number)
            .pipe(z.number().max(max, words)),
        ],
        { error: words },
      ),
    )

const bornOn = z
  .string()
  .optional()
  .transform((typed, context) => {
    if (!typed?.trim()) return null
    const day = /^\d{4}-\d{2}-\d{2}$/.test(typed.trim()) ? new Date(`${typed.trim()}T00:00:00Z`) : null
    if (day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(typed.trim())) return day
    context.addIssue({ code: 'custom', message: 'Give the birthday as a day of the calendar, like 2017-03-28' })
    return z.NEVER
  })

const weight = z
  .string()
  .optional()
  .transform((typed, context) => {
    if (!typed?.trim()) return null
    const grams = parseKilograms(typed.trim())
    if (grams !== null) return grams
    context.addIssue({ code: 'custom', message: 'Give the weight in kilograms, like 4.2' })
    return z.NEVER
  })

/** Fields of an animal as a form posts them: name, species, breed, sex, neuter, bornOn or ageYears and ageMonths, weightKg. */
export const patientFields = z.object({
  name: requiredLine(80, 'Say what the animal is called'),
  species: z.enum(SPECIES, { error: 'Say what kind of animal it is' }),
  breed: line(120).default(''),
  sex: z.enum(SEXES, { error: 'Choose female, male or not known' }).default('UNKNOWN'),
  neuter: z
    .enum(NEUTER_STATUSES, { error: 'Say whether the animal is neutered, or choose not known' })
    .default('UNKNOWN'),
  bornOn,
  ageYears: wholeNumber(OLDEST_YEARS, 'Give the years as a whole number'),
  ageMonths: wholeNumber(11, 'Give the months as a number from 0 to 11'),
  weightKg: weight,
})

export type PatientInput = {
  name: string
  species: (typeof SPECIES)[number]
  breed: string
  sex: (typeof SEXES)[number]
  neuter: (typeof NEUTER_STATUSES)[number]
  bornOn: Date | null
  weightGrams: number | null
}

/** The same, judged: a birthday, or an age that becomes one. */
export const patientSchema = patientFields.transform((given, context): PatientInput => {
  const { ageYears, ageMonths, weightKg, bornOn: day, ...rest } = given
  const today = new Date()
  const byAge = ageYears === null && ageMonths === null ? null : bornFromAge(ageYears ?? 0, ageMonths ?? 0, today)
  const born = day ?? byAge
  if (born && born.getTime() > today.getTime())
    context.addIssue({ code: 'custom', path: ['bornOn'], message: 'The birthday lies in the future' })
  if (born && today.getUTCFullYear() - born.getUTCFullYear() > OLDEST_YEARS)
    context.addIssue({ code: 'custom', path: ['bornOn'], message: 'The birthday lies too far back' })
  return { ...rest, bornOn: born, weightGrams: weightKg }
})

/** An animal that is there already: which, and the version that was on screen. */
export const editPatientSchema = z.intersection(z.object({ patientId: z.uuid(), version: rowVersion }), patientSchema)
