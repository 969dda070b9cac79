// A case on one page: which parts it has, in which order, and what is left out when they are too long. Pure.

export const PART_KEYS = [
  ...(['questions', 'complaint', 'timeline', 'problems', 'diagnosis', 'plan', 'decision'] as const),
  ...(['medications', 'allergies', 'weight', 'results', 'images', 'missing'] as const),
] as const
export type PartKey = (typeof PART_KEYS)[number]

/** Where a part stands: over both columns, or in one of them. */
export type Place = 'WIDE' | 'LEFT' | 'RIGHT'

/** One part of the page. `lines` are whole sentences or entries; `many` says that each is an entry of its own. */
export type SummaryPart = { key: PartKey; title: string; lines: string[]; many: boolean }

/** The same after cutting: how many entries are not shown, and whether a text was shortened. */
export type CutPart = SummaryPart & { hidden: number; shortened: boolean }

type Rule = {
  title: string
  place: Place
  many: boolean
  /** Entries, and characters of each, at full length. */
  most: number
  each: number
  /** Which end of too long a list is kept. */
  keep: 'FIRST' | 'LAST'
  /** "2 more medicines" */
  named: readonly [one: string, many: string]
}

const text = (title: string, each: number): Rule => ({
  ...{ title, each, place: 'LEFT', many: false, most: 1, keep: 'FIRST', named: ['text', 'texts'] },
})
const list = (title: string, place: Place, most: number, each: number, named: Rule['named']): Rule => ({
  ...{ title, place, most, each, named, many: true, keep: 'FIRST' },
})

export const PARTS: Record<PartKey, Rule> = {
  questions: list('The most important questions', 'WIDE', 3, 260, ['question', 'questions']),
  complaint: text('Presenting complaint', 600),
  timeline: { ...list('What happened', 'LEFT', 12, 700, ['event', 'events']), keep: 'LAST' },
  problems: list('Problem list', 'LEFT', 10, 140, ['problem', 'problems']),
  diagnosis: text('Working diagnosis', 500),
  plan: text('Proposed plan', 500),
  decision: text('Decision ahead', 300),
  medications: list('Medicines', 'RIGHT', 12, 160, ['medicine', 'medicines']),
  allergies: list('Allergies and reactions', 'RIGHT', 6, 140, ['allergy', 'allergies']),
  weight: { ...text('Weight', 120), place: 'RIGHT' },
  results: list('Key results', 'RIGHT', 14, 110, ['result', 'results']),
  images: list('Imaging and pathology', 'RIGHT', 10, 110, ['study', 'studies']),
  missing: { ...text('Still missing', 300), place: 'RIGHT' },
}

/** How much of each limit is allowed, from everything to the least that still helps. */
export const SHARES = [1, 0.85, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2] as const

/** Parts with something to say, in the page's order. */
export function partsOf(said: Partial<Record<PartKey, readonly string[]>>): SummaryPart[] {
  return PART_KEYS.flatMap((key) => {
    const lines = (said[key] ?? []).map((line) => line.replaceAll(/\s+/g, ' ').trim()).filter(Boolean)
    return lines.length === 0 ? [] : [{ key, title: PARTS[key].title, lines, many: PARTS[key].many }]
  })
}

/** The parts with at most this share of what each may take. Questions are never fewer than three. */
export function cutParts(parts: readonly SummaryPart[], share: number): CutPart[] {
  return parts.map((part) => {
    const { most, each, keep } = PARTS[part.key]
    const room = part.key === 'questions' ? most : Math.max(1, Math.ceil(most * share))
    const kept = keep === 'LAST' ? part.lines.slice(-room) : part.lines.slice(0, room)
    const length = Math.max(part.key === 'questions' ? QUESTION_LENGTH : MIN_LENGTH, Math.round(each * share))
    const lines = kept.map((line) => shorten(line, length))
    return {
      ...part,
      lines,
      hidden: part.lines.length - kept.length,
      shortened: lines.some((line, at) => line !== kept[at]),
    }
  })
}

const MIN_LENGTH = 60
const QUESTION_LENGTH = 160

/** At most this many characters, cut between words where there are any. */
export function shorten(line: string, most: number): string {
  const characters = [...line]
  if (characters.length <= most) return line
  const begun = characters.slice(0, most - 1).join('')
  const blank = begun.lastIndexOf(' ')
  return `${(blank > most * 0.6 ? begun.slice(0, blank) : begun).replace(/[\s,;:.]+$/, '')}…`
}

/** To a hospital whose consent leaves something out. */
export const SOME_LEFT_OUT = 'Some records are not shared with this reader.'

/** What the page does not show, in a sentence; '' when it shows all. */
export function leftOutWords(parts: readonly CutPart[]): string {
  const hidden = parts
    .filter((part) => part.hidden > 0)
    .map(({ key, hidden: n }) => `${n} more ${PARTS[key].named[n === 1 ? 0 : 1]}`)
  const shortened = parts.filter((part) => part.shortened).map(({ title }) => title.toLowerCase())
  const short = shortened.length > 0 ? `${shortened.join(', ')} shortened` : ''
  const all = [...hidden, short].filter(Boolean)
  return all.length === 0 ? '' : `Left out to fit one page: ${all.join('; ')}.`
}

const COLUMN_CHARACTERS = 50
const WIDE_CHARACTERS = 105
/** Lines of one A4 or Letter page below its head, with what stands at its foot left free. */
const PAGE_LINES = 62

/** The least cut that an estimate holds for one page: for the screen and its print, where nothing can be measured. */
export function cutForOnePage(parts: readonly SummaryPart[]): CutPart[] {
  const share = SHARES.find((one) => linesOf(cutParts(parts, one)) <= PAGE_LINES) ?? SHARES.at(-1) ?? 1
  return cutParts(parts, share)
}

function linesOf(parts: readonly CutPart[]): number {
  const tall = (place: Place, width: number) =>
    parts
      .filter(({ key }) => PARTS[key].place === place)
      .reduce((sum, { lines }) => sum + 2 + lines.reduce((all, line) => all + Math.ceil(widthOf(line) / width), 0), 0)
  return tall('WIDE', WIDE_CHARACTERS) + Math.max(tall('LEFT', COLUMN_CHARACTERS), tall('RIGHT', COLUMN_CHARACTERS))
}

/** East Asian characters are about twice as wide as Latin ones. */
const widthOf = (line: string): number =>
  [...line].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1), 0)

/** "25 November 2026, 18:40 (Europe/Dublin)" */
export const madeAt = (at: Date, zone: string): string =>
  `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(at).replace(' at ', ', ')} (${zone.replaceAll('_', ' ')})`
