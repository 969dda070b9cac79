import { z } from 'zod'
import { mailAddress, timeZone } from '#lib/auth/schema.ts'
import { line, requiredLine } from '#lib/text.ts'
import { isCountry } from './countries.ts'

const ROLES = ['ADMIN', 'COORDINATOR', 'SPECIALIST', 'BILLING', 'VET', 'NURSE', 'RECEPTION'] as const
const role = z.enum(ROLES, 'Please choose a role')

/** Currencies that a fee may be asked in. */
export const CURRENCIES = ['EUR', 'GBP', 'USD', 'AUD', 'CAD', 'CHF', 'DKK', 'JPY', 'NOK', 'NZD', 'PLN', 'SEK'] as const

/** Its code: payments are opened for a country, and a word for it would lead nowhere. */
const country = z
  .string({ error: 'Please choose a country' })
  .refine(isCountry, 'Please choose a country from the list')

export const newOrganization = z.object({
  kind: z.enum(['PRACTICE', 'HOSPITAL'], 'Please choose whether this is a practice or a hospital'),
  name: requiredLine(120, 'Please give the name, as people know it'),
  city: requiredLine(80, 'Please say in which town or city it is'),
  country,
  timeZone,
  currency: z.enum(CURRENCIES, 'Please choose a currency'),
})

export const newInvitation = z.object({
  email: mailAddress('Please give the e-mail address of the person to invite'),
  role,
})

export const invitationChoice = z.object({ invitationId: z.string() })
export const memberChoice = z.object({ personId: z.string() })
export const memberChange = z.object({ personId: z.string(), role, credentials: line(80) })
