import { z } from 'zod'
import { mailAddress } from '#lib/auth/schema.ts'
import { requiredLine } from '#lib/text.ts'

export const offerInput = z.object({
  patientId: z.uuid(),
  name: requiredLine(80, 'Please say who it is, as you call them'),
  email: mailAddress('Please give the e-mail address of the new owner'),
})
export const offerChoice = z.object({ homeId: z.string() })
export const acceptInput = z.object({ token: z.string() })
