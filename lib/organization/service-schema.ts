import { z } from 'zod'
import { SPECIES } from '#lib/patient/rules.ts'
import { line, requiredLine, text } from '#lib/text.ts'
import { rowVersion } from '#lib/version.ts'
import { SPECIALTY_WORDS } from '#lib/words.ts'

// What a hospital offers and promises, as its forms send it.

const keys = <T extends string>(of: Record<T, unknown>) => Object.keys(of) as [T, ...T[]]

const whole = (least: number, most: number, what: string) => {
  const wrong = `Give ${what} as a whole number from ${least} to ${most}`
  return z
    .string(wrong)
    .trim()
    .regex(/^\d{1,4}$/, wrong)
    .transform(Number)
    .pipe(z.int().min(least, wrong).max(most, wrong))
}

const serviceFields = {
  specialty: z.enum(keys(SPECIALTY_WORDS), 'Choose a specialty'),
  name: requiredLine(80, 'Give the service a name'),
  description: text(1000),
  /** Text until the hospital's currency is known. */
  fee: line(30),
  turnaroundHours: whole(1, 720, 'the hours'),
  'species[]': z
    .array(z.enum(SPECIES, 'Choose animals from the list'), 'Choose at least one kind of animal')
    .min(1, 'Choose at least one kind of animal')
    .transform((chosen) => [...new Set(chosen)]),
}

export const newService = z.object(serviceFields)
export const serviceChange = z.object({ ...serviceFields, serviceId: z.string(), version: rowVersion })
export const serviceSwitch = z.object({
  serviceId: z.string(),
  version: rowVersion,
  active: z.enum(['on', 'off'], 'Choose on or off'),
})

export const DELIVERY_POLICIES = ['ATTENDING_VET_ONLY', 'AFTER_LIVE_EXAM', 'GENERAL_ADVICE'] as const

export const promisesChange = z.object({
  turnaroundHours: whole(1, 720, 'the hours to the answer'),
  triageHours: whole(1, 336, 'the hours to the decision'),
  followUpDays: whole(1, 90, 'the days for questions'),
  deliveryPolicy: z.enum(DELIVERY_POLICIES, 'Choose how answers are delivered'),
  version: rowVersion,
})
