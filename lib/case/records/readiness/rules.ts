import type { Species } from '#lib/db/generated/enums.ts'
import {
  dayInName,
  methodOf,
  methodsNamed,
  panelsNamed,
  partsNamed,
  type ReadinessFacts,
  type RecordFact,
} from './facts.ts'
import type { Fit, ReadinessItem } from './schema.ts'

// How complete the records are for a specialty: a checklist judged by what is there. Pure.

/** From worst to best. */
export const STATES = ['missing', 'too old', 'doubtful', 'there'] as const
export type ItemState = (typeof STATES)[number]

export type JudgedItem = {
  item: ReadinessItem
  state: ItemState
  /** The records that it was judged by: those that have it, or the ones in doubt. */
  by: { id: string; name: string }[]
  /** What was found, or why it does not count, in a sentence or less; '' when nothing was found. */
  words: string
}

export type Readiness = {
  /** Judged items, those that must be there first. */
  items: JudgedItem[]
  score: { there: number; of: number; requiredMissing: number }
}

type Evidence = { state: ItemState; record: RecordFact | null; day: string | null; words: string }

const DAY = 86_400_000

/**
 * Judges a list by what its reader may see. More facts never make an item worse: the best that is found decides.
 * @param species of the patient; items for other animals are left out
 */
export function judgeReadiness(
  list: readonly ReadinessItem[],
  facts: ReadinessFacts,
  species: Species | null,
): Readiness {
  const asked = list.filter((item) => item.species.length === 0 || species === null || item.species.includes(species))
  const items = asked
    .map((item) => judgeItem(item, facts))
    .toSorted((a, b) => Number(b.item.importance === 'REQUIRED') - Number(a.item.importance === 'REQUIRED'))
  const lacking = items.filter(({ state }) => state !== 'there')
  return {
    items,
    score: {
      there: items.length - lacking.length,
      of: items.length,
      requiredMissing: lacking.filter(({ item }) => item.importance === 'REQUIRED').length,
    },
  }
}

function judgeItem(item: ReadinessItem, facts: ReadinessFacts): JudgedItem {
  const found = evidenceFor(item.fit, facts).map((evidence) => aged(evidence, item.maxAgeDays, facts.today))
  const best = Math.max(0, ...found.map(({ state }) => STATES.indexOf(state)))
  const state = STATES[best] ?? 'missing'
  const deciding = found.filter((evidence) => evidence.state === state)
  const newest = deciding.toSorted((a, b) => (b.day ?? '').localeCompare(a.day ?? ''))
  return {
    item,
    state,
    by: newest.flatMap(({ record }) => (record ? [{ id: record.id, name: record.name }] : [])),
    words: newest[0]?.words ?? '',
  }
}

/** What is older than it may be counts as too old. A record cannot show anything after the day on which it was added. */
function aged(evidence: Evidence, maxAgeDays: number | null, today: string): Evidence {
  if (maxAgeDays === null || evidence.state === 'missing') return evidence
  const added = evidence.record?.addedOn ?? null
  const day = evidence.day && evidence.day <= today ? evidence.day : null
  const age = ageInDays(day ?? added, today)
  if (age !== null && age > maxAgeDays)
    return { ...evidence, state: 'too old', words: `From ${dayWords(day ?? added ?? today)}: older than asked for.` }
  if (day || evidence.state !== 'there' || !evidence.record) return evidence
  return { ...evidence, words: `${evidence.words} Its date could not be read.`.trim() }
}

const ageInDays = (day: string | null, today: string): number | null =>
  day ? Math.floor((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / DAY) : null

const SHOWN = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const dayWords = (day: string): string => SHOWN.format(new Date(`${day}T00:00:00Z`))

function evidenceFor(fit: Fit, facts: ReadinessFacts): Evidence[] {
  switch (fit.by) {
    case 'RECORD':
      return facts.records.flatMap((record) => ofKind(record, fit.kinds))
    case 'IMAGES':
      return facts.records.flatMap((record) => ofImages(record, fit))
    case 'LAB':
      return [
        ...facts.labs.flatMap((lab) => ofValues(lab, fit.panel)),
        ...facts.records.flatMap((r) => ofLab(r, fit.panel)),
      ]
    case 'FIELD':
      return ofField(fit.field, facts)
  }
}

const dayOf = (record: RecordFact): string | null => record.day ?? dayInName(record.name)

const seen = (record: RecordFact, state: ItemState, words = ''): Evidence => ({
  state,
  record,
  day: dayOf(record),
  words,
})

function ofKind(record: RecordFact, kinds: readonly RecordFact['kind'][]): Evidence[] {
  const { kind, looksLike } = record
  if (looksLike === 'RECEIPT' && kinds.includes(kind) && kind !== 'IMAGING')
    return [seen(record, 'doubtful', 'This looks like a receipt, not like clinical notes.')]
  const fits = kinds.includes(kind) || kinds.some((wanted) => wanted === looksLike)
  return fits ? [seen(record, 'there')] : []
}

function ofImages(record: RecordFact, { methods, parts }: Extract<Fit, { by: 'IMAGES' }>): Evidence[] {
  if (record.modality === null) return ofPicture(record, methods)
  const method = methodOf(record.modality)
  if (!method || !methods.includes(method)) return []
  const shows = partsNamed(record.shows)
  if (parts.length === 0 || shows.some((part) => parts.includes(part))) return [seen(record, 'there')]
  return shows.length === 0 ? [seen(record, 'doubtful', 'The images do not say which part of the body they show.')] : []
}

/** A photo or a report of images is not the images. */
function ofPicture(record: RecordFact, methods: Extract<Fit, { by: 'IMAGES' }>['methods']): Evidence[] {
  if (record.kind !== 'IMAGING' && record.kind !== 'VIDEO') return []
  const speaksOf = methodsNamed(record.name)
  const fits = speaksOf.some((method) => methods.includes(method))
  if (!fits && (speaksOf.length > 0 || record.kind === 'VIDEO')) return []
  return [seen(record, 'doubtful', 'A picture or report: the original images (DICOM) show far more.')]
}

function ofLab(record: RecordFact, panel: Extract<Fit, { by: 'LAB' }>['panel']): Evidence[] {
  if (record.kind !== 'LAB' && record.looksLike !== 'LAB') return []
  if (record.looksLike === 'RECEIPT') return [seen(record, 'doubtful', 'This looks like a receipt, not like results.')]
  if (panel === null) return [seen(record, 'there')]
  const panels = panelsNamed(record.name)
  if (panels.includes(panel)) return [seen(record, 'there')]
  return panels.length === 0
    ? [seen(record, 'doubtful', 'There are laboratory files; whether they hold this cannot be told from here.')]
    : []
}

function ofValues(lab: ReadinessFacts['labs'][number], panel: Extract<Fit, { by: 'LAB' }>['panel']): Evidence[] {
  const fits = lab.analytes.some((analyte) => panel === null || panelsNamed(analyte).includes(panel))
  return fits ? [{ state: 'there', record: null, day: lab.day, words: 'Typed values.' }] : []
}

function ofField(field: Extract<Fit, { by: 'FIELD' }>['field'], facts: ReadinessFacts): Evidence[] {
  const there = (day: string | null = null): Evidence[] => [{ state: 'there', record: null, day, words: '' }]
  switch (field) {
    case 'MEDICATIONS':
      if (facts.medications === 'NAMED')
        return [{ state: 'doubtful', record: null, day: null, words: 'Medicines are named, without their doses.' }]
      return facts.medications === 'WITH_DOSES' ? there() : []
    case 'WEIGHT':
      return facts.weighedOn === null ? [] : there(facts.weighedOn || null)
    case 'TIMELINE':
      return facts.timeline ? there() : []
    case 'DIAGNOSIS':
      return facts.diagnosis ? there() : []
  }
}

/** "30 days", "12 months" */
export function ageLimitWords(days: number): string {
  if (days === 365) return '12 months'
  if (days % 365 === 0) return `${days / 365} years`
  if (days >= 60 && days % 30 === 0) return `${days / 30} months`
  return days === 1 ? '1 day' : `${days} days`
}

/** "chest X-rays newer than 30 days": as it stands in a sentence. */
export function wantedWords({ name, maxAgeDays }: Pick<ReadinessItem, 'name' | 'maxAgeDays'>): string {
  const begun = /^[A-Z][a-z]/.test(name) ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name
  return [begun, limitWords({ maxAgeDays })].filter(Boolean).join(' ')
}

/** "newer than 30 days"; '' where age does not matter. */
export const limitWords = ({ maxAgeDays }: Pick<ReadinessItem, 'maxAgeDays'>): string =>
  maxAgeDays === null ? '' : `newer than ${ageLimitWords(maxAgeDays)}`

export const STATE_WORDS: Record<ItemState, string> = {
  missing: 'missing',
  'too old': 'too old',
  doubtful: 'in doubt',
  there: 'there',
}

/** "Missing: chest X-rays newer than 30 days. In doubt: clinic notes.": the list in a sentence. */
export function missingWords(lines: readonly { wanted: string; state: ItemState }[]): string {
  if (lines.every(({ state }) => state === 'there')) return 'Everything that the specialists ask for is there.'
  const named = (state: ItemState, label: string): string => {
    const wanted = lines.filter((line) => line.state === state).map((line) => line.wanted)
    return wanted.length === 0 ? '' : `${label}: ${wanted.join(', ')}.`
  }
  return [named('missing', 'Missing'), named('too old', 'Too old'), named('doubtful', 'In doubt')]
    .filter(Boolean)
    .join(' ')
}

/** A mail that asks the practice for records goes out once an hour at most. */
const ASK_EVERY_MINUTES = 60

/** When the practice may be asked by mail again; null: now. */
export function mayAskAt(lastAskedAt: Date, at: Date): Date | null {
  const next = new Date(lastAskedAt.getTime() + ASK_EVERY_MINUTES * 60_000)
  return next > at ? next : null
}

const MOST_ASKED = 1900

/** A hospital's question that asks for items, in vets' or owners' words; what would not fit is left to the list of names. */
export function askWords(items: readonly ReadinessItem[], of: 'OWNER' | 'PRACTICE'): string {
  const lines = items.map((item) => {
    const wanted = wantedWords(item)
    return `- ${wanted.charAt(0).toUpperCase()}${wanted.slice(1)}: ${of === 'OWNER' ? item.owner : item.vet}`
  })
  const whole = ['To answer well we still need:', ...lines].join('\n')
  if (whole.length <= MOST_ASKED) return whole
  return ['To answer well we still need:', ...items.map((item) => `- ${item.name}`)].join('\n').slice(0, MOST_ASKED)
}
