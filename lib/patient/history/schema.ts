import { z } from 'zod'
import type { HistoryKind, Severity } from '#lib/db/generated/enums.ts'
import { dayField } from '#lib/patient/days.ts'
import { parseKilograms } from '#lib/patient/rules.ts'
import { checkbox, line, optional } from '#lib/text.ts'
import { rowVersion } from '#lib/version.ts'
import { HISTORY_KINDS, KIND_WORDS, SEVERITIES } from './rules.ts'

const said = (max: number) => line(max).optional().default('')

const fields = z.object({
  kind: z.enum(HISTORY_KINDS, { error: 'Say what kind of line this is' }),
  what: said(200),
  dose: said(40),
  unit: said(40),
  route: said(80),
  frequency: said(120),
  detail: said(1000),
  severity: optional(z.enum(SEVERITIES, 'Choose mild, moderate or severe, or leave it open')).default(null),
  weightKg: said(20),
  since: dayField(),
  until: dayField(),
  ended: checkbox,
})

/** A line as it is kept. Only the columns of its kind are filled. */
export type EntryInput = {
  kind: HistoryKind
  what: string
  dose: string
  unit: string
  route: string
  frequency: string
  detail: string
  severity: Severity | null
  grams: number | null
  since: string | null
  until: string | null
  active: boolean
}

/** One line as a form posts it: its kind, and of the fields those that the kind has. */
const entryFields = fields.transform((given, context): EntryInput => {
  const { kind, weightKg, ended, ...rest } = given
  const has = KIND_WORDS[kind].fields
  const grams = kind === 'WEIGHT' ? parseKilograms(weightKg) : null
  const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  if (kind === 'WEIGHT' && grams === null) refuse('weightKg', KIND_WORDS.WEIGHT.missing)
  if (kind !== 'WEIGHT' && rest.what === '') refuse('what', KIND_WORDS[kind].missing)
  const until = has.until ? rest.until : null
  if (until && rest.since && until < rest.since.slice(0, until.length))
    refuse('until', 'The end lies before the beginning')
  const kept = <T>(field: keyof typeof has, value: T, empty: T): T => (has[field] ? value : empty)
  return {
    kind,
    what: kept('what', rest.what, ''),
    dose: kept('dose', rest.dose, ''),
    unit: kept('unit', rest.unit, ''),
    route: kept('route', rest.route, ''),
    frequency: kept('frequency', rest.frequency, ''),
    detail: kept('detail', rest.detail, ''),
    severity: kept('severity', rest.severity, null),
    grams,
    since: rest.since,
    until,
    active: !has.ended || !(ended || until !== null),
  }
})

/** A new line. Its id comes from the page, so that a second press does not write it twice. */
export const addEntrySchema = z.intersection(
  z.object({ entryId: z.uuid('Reload the page and try again') }),
  entryFields,
)

/** Ids are judged by the query that looks for them: a malformed one is as absent as a foreign one. */
const entryId = z.string()
export const removeEntrySchema = z.object({ entryId })
export const changeEntrySchema = z.intersection(z.object({ entryId, version: rowVersion }), entryFields)
