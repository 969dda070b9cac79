import { z } from 'zod'
import { isLanguage } from '#lib/languages.ts'
import { line, requiredLine, text } from '#lib/text.ts'
import { rowVersion } from '#lib/version.ts'
import { collegeOf } from './colleges.ts'
import { domainsOf } from './groups.ts'

// What owners choose a hospital by, as the forms of hospitals, practices and of the operator send it.

const WEEKLY = 'Give the number of cases as a whole number from 1 to 500, or leave it empty'

const languages = z
  .preprocess(
    (given) => (given === undefined ? [] : typeof given === 'string' ? [given] : given),
    z.array(z.string().refine(isLanguage, 'Choose languages from the list'), 'Choose languages from the list').max(60),
  )
  .transform((chosen) => [...new Set(chosen)])

export const profileChange = z.object({
  'languages[]': languages,
  weeklyCases: z
    .string(WEEKLY)
    .trim()
    .regex(/^\d{0,3}$/, WEEKLY)
    .transform((typed) => (typed === '' ? null : Number(typed)))
    .pipe(z.int().min(1, WEEKLY).max(500, WEEKLY).nullable()),
  returnPledge: text(1000),
  groupName: line(120),
  version: rowVersion,
})

export const groupChange = z.object({ groupName: line(120) })

const ADDRESS = 'Give the whole address of the entry, from https:// on'

export const newCredential = z.object({
  personId: z.string(),
  college: z.string('Choose a college').refine((code) => collegeOf(code) !== null, 'Choose a college from the list'),
  field: line(60),
  evidence: line(300).refine((typed) => typed === '' || isWebAddress(typed), ADDRESS),
})
export const credentialChoice = z.object({ credentialId: z.string() })
export const credentialJudged = z.object({
  organizationId: z.string(),
  credentialId: z.string(),
  found: z.enum(['yes', 'no'], 'Say whether it is in the register'),
})

/** A link that a page may show: nothing but the web. */
function isWebAddress(typed: string): boolean {
  try {
    return new URL(typed).protocol === 'https:'
  } catch {
    return false
  }
}

export const corporateGroup = z.object({
  groupId: z
    .union([z.literal(''), z.uuid('Choose a group from the list')])
    .optional()
    .default(''),
  version: rowVersion.optional().default(0),
  name: requiredLine(120, 'Give the group a name'),
  domains: text(4000).transform((typed, context) => {
    const { domains, problem } = domainsOf(typed)
    if (problem) context.addIssue({ code: 'custom', message: problem })
    return domains
  }),
  source: line(300),
})
export const corporateGroupChoice = z.object({ groupId: z.string() })
