import { z } from 'zod'
import { mailAddress } from '#lib/auth/schema.ts'
import { requiredLine } from '#lib/text.ts'

export const coOwnerInput = z.object({
  patientId: z.uuid(),
  name: requiredLine(80, 'Please say who it is, as you call them'),
  email: mailAddress('Please give the e-mail address of the other owner'),
})
export type CoOwnerInput = z.output<typeof coOwnerInput>

export const coOwnerChoice = z.object({ coOwnerId: z.string() })
export const leaveInput = z.object({ patientId: z.string() })
export const acceptInput = z.object({ token: z.string() })
