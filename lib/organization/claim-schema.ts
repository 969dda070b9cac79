import { z } from 'zod'
import { mailAddress } from '#lib/auth/schema.ts'
import { requiredText, text } from '#lib/text.ts'

const address = mailAddress('Give an e-mail address at which your practice is asked')

/** Everybody's at the domain, or this one mailbox. */
const scope = z.enum(['DOMAIN', 'ADDRESS'], 'Choose what you want to show')

export const claimByMail = z.object({ address, scope })
export const claimByOperator = z.object({
  address,
  scope,
  statement: requiredText(1000, 'Say where we can see that it is yours: a website, a register, a phone number'),
})
export const claimProof = z.object({ token: z.string().max(200) })
export const departed = z.object({ address })

export const claimDecision = z
  .object({ claimId: z.uuid(), answer: z.enum(['yes', 'no']), reason: text(500) })
  .refine(({ answer, reason }) => answer === 'yes' || reason !== '', {
    path: ['reason'],
    message: 'Say why not: the practice reads it',
  })
