import { z } from 'zod'
import { dayField } from '#lib/patient/days.ts'

const day = dayField('WHOLE').pipe(z.string({ error: 'Please give the day' }))

export const deathInput = z.object({ diedOn: day })
export const ownDeathInput = z.object({ patientId: z.uuid(), diedOn: day })
export const patientChoice = z.object({ patientId: z.uuid() })
export const nothing = z.object({})
