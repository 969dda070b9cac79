import { z } from 'zod'
import { mailAddress } from '#lib/auth/schema.ts'
import { checkbox, requiredLine, text } from '#lib/text.ts'

export const inviteInput = z.object({
  name: requiredLine(80, 'Please say who it is, as you call them'),
  email: mailAddress('Please give the e-mail address of the person to invite'),
  mayWrite: checkbox,
})
export type InviteInput = z.output<typeof inviteInput>

export const supportChoice = z.object({ supportId: z.string() })
export const changeInput = supportChoice.extend({ mayWrite: checkbox })
export const acceptInput = z.object({ token: z.string() })
export const mailsInput = z.object({ mails: z.enum(['on', 'off'], 'Please choose whether you want mails') })
export const noteInput = z.object({
  body: text(20_000),
  version: z.coerce.number('This form is stale: copy your words and reload').int().min(0).max(2_000_000_000),
})
export const nothing = z.object({})
