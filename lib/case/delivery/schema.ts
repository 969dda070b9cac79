import { z } from 'zod'
import { requiredLine, requiredText, text } from '#lib/text.ts'
import { rowVersion } from '#lib/version.ts'
import { ELSEWHERE, isPlace } from './places.ts'
import { POLICIES } from './rules.ts'

// A rule as the operator writes it, and as it is stored.

export const sourceSchema = z.object({ title: z.string(), url: z.string().nullable(), readOn: z.string() })
export type Source = z.output<typeof sourceSchema>

const MOST_SOURCES = 8
const DAY = /^\d{4}-\d{2}-\d{2}$/
const SOURCES_HINT =
  'Write each source on a line of its own: the day it was read, its name, and its address if it has one'

/** A line such as "2026-11-21 | AVMA policy on remote consulting | https://www.avma.org"; null when it is no such line. */
export function readSource(line: string): Source | null {
  const [readOn = '', title = '', url = ''] = line.split('|').map((part) => part.trim())
  const isDay =
    DAY.test(readOn) && !Number.isNaN(Date.parse(readOn)) && new Date(readOn).toISOString().startsWith(readOn)
  if (!isDay || title === '' || line.split('|').length > 3) return null
  if (url !== '' && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) return null
  return { readOn, title, url: url === '' ? null : url }
}

export const sourceLine = ({ readOn, title, url }: Source): string => [readOn, title, ...(url ? [url] : [])].join(' | ')

const sources = text(1_500).transform((typed, context): Source[] => {
  const lines = typed.split('\n').filter((line) => line.trim() !== '')
  const read = lines.map(readSource)
  const bad = read.indexOf(null)
  if (lines.length === 0) context.addIssue({ code: 'custom', message: 'Name at least one source' })
  else if (lines.length > MOST_SOURCES) context.addIssue({ code: 'custom', message: `At most ${MOST_SOURCES} sources` })
  else if (bad >= 0) context.addIssue({ code: 'custom', message: `Line ${bad + 1} could not be read. ${SOURCES_HINT}` })
  else return read.filter((source) => source !== null)
  return z.NEVER
})

const region = z
  .string({ error: 'Choose a region' })
  .refine((code) => code === ELSEWHERE || isPlace(code), 'Choose a region from the list')

/** What is asked for before a version is published. */
export const ruleSchema = z.object({
  region,
  /** The newest version that was on screen; 0: none yet. */
  seen: rowVersion,
  withoutVet: z.enum(POLICIES, 'Choose what an owner may be told'),
  words: requiredText(800, 'Say the rule in words'),
  withVet: requiredText(800, 'Say what holds when the vet agrees'),
  sources,
  reason: requiredLine(300, 'Say why this version is published'),
})
export type RuleInput = z.output<typeof ruleSchema>

const typed = z.string().max(2_000).catch('')

/** The page's address: which region, and what was typed for it so far; `preview` shows it as people will read it. */
export const ruleSearch = z.object({
  region: region.nullable().catch(null),
  preview: z.literal('1').optional().catch(undefined),
  seen: typed,
  withoutVet: z.enum(POLICIES).nullable().catch(null),
  words: typed,
  withVet: typed,
  sources: typed,
  reason: typed,
})
export type RuleSearch = z.output<typeof ruleSearch>

/** The way to that page, with what was typed. */
export const rulePath = (rule: RuleInput, preview: boolean): string =>
  `/operator/delivery?${new URLSearchParams({
    ...(preview ? { preview: '1' } : {}),
    ...{ region: rule.region, seen: String(rule.seen), withoutVet: rule.withoutVet },
    ...{ words: rule.words, withVet: rule.withVet, reason: rule.reason },
    sources: rule.sources.map(sourceLine).join('\n'),
  })}`
