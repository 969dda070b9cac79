import { z } from 'zod'
import { normaliseAddress } from '#lib/auth/address.ts'
import { line, optional, requiredLine, requiredText } from '#lib/text.ts'
import { rowVersion } from '#lib/version.ts'
import { PLACEHOLDERS, TEXT_KINDS, unknownPlaces } from './text-rules.ts'

// Sites and texts of a practice, as their forms post them.

const STALE = 'Please open this page again: it is out of date'
const id = z.uuid(STALE)

const email = z
  .string()
  .default('')
  .transform((given, context) => {
    if (given.trim() === '') return null
    const result = normaliseAddress(given)
    if ('address' in result) return result.address
    context.issues.push({ code: 'custom', message: result.problem, input: given })
    return z.NEVER
  })

const site = {
  name: requiredLine(80, 'Give the site a name, such as the part of town'),
  address: line(200).default(''),
  phone: line(40).default(''),
  email,
}
export const newSite = z.object(site)
export const siteChange = z.object({ siteId: id, version: rowVersion, ...site })
export const siteChoice = z.object({ siteId: id })
export type SiteInput = z.output<typeof newSite>

/** Which site looks after the animal; empty: none in particular. */
export const caseSite = z.object({ siteId: optional(id) })

const words = {
  kind: z.enum(TEXT_KINDS, 'Choose what it is'),
  title: requiredLine(80, 'Give it a name that you find it by'),
  body: requiredText(4_000, 'Write the text'),
}
const known = ({ body }: { body: string }, context: z.RefinementCtx) => {
  const [unknown] = unknownPlaces(body)
  if (unknown !== undefined)
    context.addIssue({
      code: 'custom',
      path: ['body'],
      message: `{${unknown}} is nothing that we can fill in. There are ${PLACEHOLDERS.map((one) => `{${one}}`).join(', ')}`,
    })
}
export const newText = z.object(words).superRefine(known)
export const textChange = z.object({ textId: id, version: rowVersion, ...words }).superRefine(known)
export const textChoice = z.object({ textId: id })
export type TextInput = z.output<typeof newText>
