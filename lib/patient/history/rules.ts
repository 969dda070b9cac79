import type { HistoryKind, Severity } from '#lib/db/generated/enums.ts'
import { dayWords } from '#lib/patient/days.ts'
import { kilograms } from '#lib/patient/rules.ts'
import { weight } from '#lib/words.ts'
import type { HistoryEntry, WeightTrend } from './view.ts'

// What a line of the history says, how it reads, and in which order. Pure.

/** Lines of one case, removed ones not counted. */
export const MAX_ENTRIES = 500

export const HISTORY_KINDS = ['MEDICATION', 'ALLERGY', 'PROBLEM', 'SYMPTOM', 'PROCEDURE', 'WEIGHT'] as const
export const SEVERITIES = ['MILD', 'MODERATE', 'SEVERE'] as const

export type EntryField =
  'what' | 'dose' | 'unit' | 'route' | 'frequency' | 'detail' | 'severity' | 'weightKg' | 'since' | 'until' | 'ended'

type KindWords = {
  /** "medicine", "medicines" */
  one: string
  many: string
  title: string
  empty: string
  /** What the form asks, in order; `what` and `weightKg` must be said. */
  fields: Partial<Record<EntryField, { label: string; hint?: string; placeholder?: string }>>
  /** What is wrong when the first field is empty. */
  missing: string
}

const DAY_HINT = 'A day, a month or a year: 2026-03-14, March 2026, 2025'

/** What each kind of line asks for, in the words of its form. */
export const KIND_WORDS: Record<HistoryKind, KindWords> = {
  MEDICATION: {
    one: 'medicine',
    many: 'medicines',
    title: 'Medicines',
    empty: 'Everything that is given now, or was given for this problem: tablets, drops, food supplements.',
    missing: 'Say which medicine it is',
    fields: {
      what: { label: 'Medicine', placeholder: 'Furosemide' },
      dose: { label: 'Dose', placeholder: '10' },
      unit: { label: 'Unit', placeholder: 'mg' },
      route: { label: 'How it is given', placeholder: 'by mouth' },
      frequency: { label: 'How often', placeholder: 'twice a day' },
      since: { label: 'Since', hint: DAY_HINT },
      until: { label: 'Until', hint: 'Empty while it is still given' },
      ended: { label: 'It is no longer given' },
    },
  },
  ALLERGY: {
    one: 'allergy or reaction',
    many: 'allergies and reactions',
    title: 'Allergies and reactions',
    empty: 'Medicines, vaccines or food that the animal did not bear, and what happened.',
    missing: 'Say what the reaction was to',
    fields: {
      what: { label: 'To what', placeholder: 'Meloxicam' },
      detail: { label: 'What happened', placeholder: 'Vomited blood on the third day' },
      severity: { label: 'How bad' },
      since: { label: 'When', hint: DAY_HINT },
    },
  },
  PROBLEM: {
    one: 'problem',
    many: 'problems',
    title: 'Problem list',
    empty: 'Illnesses and findings that the animal has, or had: one a line.',
    missing: 'Say what the problem is',
    fields: {
      what: { label: 'Problem', placeholder: 'Heart murmur, grade III' },
      detail: { label: 'More about it' },
      since: { label: 'Since', hint: DAY_HINT },
      until: { label: 'Until', hint: 'Empty while it is there' },
      ended: { label: 'It is resolved' },
    },
  },
  SYMPTOM: {
    one: 'symptom',
    many: 'symptoms',
    title: 'What was seen, day by day',
    empty: 'What you saw, and when, in your own words. The hospital reads it as a timeline.',
    missing: 'Say what was seen',
    fields: {
      what: { label: 'What was seen', placeholder: 'Coughed for an hour after the walk' },
      since: { label: 'When', hint: DAY_HINT },
      severity: { label: 'How bad' },
      detail: { label: 'More about it' },
    },
  },
  PROCEDURE: {
    one: 'procedure',
    many: 'procedures',
    title: 'Procedures',
    empty: 'Operations, anaesthesia, scopes, transfusions, and where they were done.',
    missing: 'Say what was done',
    fields: {
      what: { label: 'What was done', placeholder: 'Spay, keyhole' },
      since: { label: 'When', hint: DAY_HINT },
      detail: { label: 'Where', placeholder: 'Riverside Vets' },
    },
  },
  WEIGHT: {
    one: 'weight',
    many: 'weights',
    title: 'Weight',
    empty: 'Two or three weights with their days show more than one.',
    missing: 'Give the weight in kilograms, like 4.2',
    fields: {
      weightKg: { label: 'Weight in kg', placeholder: '4.2' },
      since: { label: 'When', hint: DAY_HINT },
    },
  },
}

export const SEVERITY_WORDS: Record<Severity, string> = { MILD: 'mild', MODERATE: 'moderate', SEVERE: 'severe' }

type Said = Omit<HistoryEntry, 'holder' | 'by' | 'at' | 'own' | 'carried' | 'version' | 'id'>

/** One line in words: "Furosemide 10 mg by mouth, twice a day", "4.1 kg", "Meloxicam: vomited blood (severe)". */
export function entryWords(entry: Said): string {
  switch (entry.kind) {
    case 'MEDICATION': {
      const dose = [entry.dose, entry.unit].filter(Boolean).join(' ')
      const given = [[entry.what, dose, entry.route].filter(Boolean).join(' '), entry.frequency]
      return given.filter(Boolean).join(', ')
    }
    case 'WEIGHT':
      // As it was written: a small animal's weight is watched by grams.
      return entry.grams === null ? '' : entry.grams < 1000 ? weight(entry.grams) : `${kilograms(entry.grams)} kg`
    case 'ALLERGY':
    case 'SYMPTOM':
    case 'PROBLEM':
    case 'PROCEDURE': {
      const severity = entry.severity && ` (${SEVERITY_WORDS[entry.severity]})`
      return [entry.what, entry.kind === 'ALLERGY' && entry.detail].filter(Boolean).join(': ') + (severity ?? '')
    }
  }
}

/** "since 12 Mar 2026", "Mar 2026 to 4 Apr 2026", "no longer given"; '' where no day is known. */
export function whenWords({
  kind,
  since,
  until,
  active,
}: Pick<HistoryEntry, 'kind' | 'since' | 'until' | 'active'>): string {
  if (kind !== 'MEDICATION' && kind !== 'PROBLEM') return since ? dayWords(since) : ''
  if (active) return since ? `since ${dayWords(since)}` : ''
  const over = kind === 'MEDICATION' ? 'no longer given' : 'resolved'
  if (since && since === until) return `${dayWords(since)}, ${over}`
  if (since && until) return `${dayWords(since)} to ${dayWords(until)}, ${over}`
  if (until) return `until ${dayWords(until)}, ${over}`
  return since ? `since ${dayWords(since)}, ${over}` : over
}

const SEVEREST: Record<Severity, number> = { SEVERE: 0, MODERATE: 1, MILD: 2 }

/** The order of a kind: what counts now, the worst reaction, the newest day; a timeline runs forward. Ties as written. */
export function inOrder(entries: readonly HistoryEntry[]): HistoryEntry[] {
  return entries.toSorted((a, b) => {
    if (a.active !== b.active) return a.active ? -1 : 1
    if (a.kind === 'ALLERGY' && a.severity !== b.severity) return rank(a.severity) - rank(b.severity)
    const byDay = compareDays(a.since, b.since)
    return (a.kind === 'SYMPTOM' ? byDay : -byDay) || a.at.getTime() - b.at.getTime() || compareText(a.id, b.id)
  })
}

const rank = (severity: Severity | null) => (severity === null ? 3 : SEVEREST[severity])
/** A line without a day stands before all days. */
const compareDays = (a: string | null, b: string | null) => compareText(a ?? '', b ?? '')
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The newest weight beside the one of another day before it. @param weights newest first */
export function trendOf(weights: readonly HistoryEntry[]): WeightTrend | null {
  const [latest, ...earlier] = weights
  if (!latest) return null
  const before = earlier.find(({ since, grams }) => since !== latest.since && grams !== null) ?? null
  const percent =
    before?.grams && latest.grams ? Math.round(((latest.grams - before.grams) / before.grams) * 1000) / 10 : null
  return { latest, before, percent }
}

/** "down 4.5% from 4.4 kg on 2 Mar 2026" */
export function trendWords({ before, percent }: WeightTrend): string {
  if (!before || percent === null || before.grams === null) return ''
  const from = `${weight(before.grams)}${before.since ? ` on ${dayWords(before.since)}` : ''}`
  if (percent === 0) return `the same as ${from}`
  return `${percent > 0 ? 'up' : 'down'} ${Math.abs(percent)}% from ${from}`
}

/** A line as its form shows it for mending. */
export const formValuesOf = (entry: HistoryEntry): Record<EntryField, string> => ({
  what: entry.what,
  dose: entry.dose,
  unit: entry.unit,
  route: entry.route,
  frequency: entry.frequency,
  detail: entry.detail,
  severity: entry.severity ?? '',
  weightKg: entry.grams === null ? '' : kilograms(entry.grams),
  since: entry.since ?? '',
  until: entry.until ?? '',
  ended: entry.active ? '' : 'on',
})
