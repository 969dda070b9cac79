import { languageWords } from '#lib/languages.ts'
import type { DueView } from '#components/case/frame/types.ts'
import { formatDuration } from '#components/ui/time-format.ts'
import { clockView } from '#lib/case/clock.ts'
import type { QueueRow } from '#lib/case/queue/queries.ts'
import { AGREEMENT_WORDS } from '#lib/case/queue/rules.ts'
import { age, CASE_KIND_WORDS, SPECIES_WORDS, URGENCY_WORDS } from '#lib/words.ts'

// What a row of the queue says. Pure, and said by the server: its time zone and its "now" are those of the page. Formatters are
// costly to make, and a page has fifty rows: one a zone.

/** A row in words. */
export type QueueLine = {
  id: string
  title: string
  look: string
  sub: string
  urgency: { code: QueueRow['urgency']; words: string } | null
  /** What most cases are, a second opinion, is not said. */
  kind: string | null
  asks: string
  practice: string
  agreement: string
  files: number
  yours: boolean
  turn: string
  since: string
  dueAt?: string
  due: Omit<DueView, 'at'> | null
}

export const queueLine = (row: QueueRow, zone: string, now: Date): QueueLine => ({
  id: row.id,
  title: row.title || 'No name',
  look: lookWords(row, now),
  sub: [row.number, row.ownerName, row.language !== 'en' && languageWords(row.language)].filter(Boolean).join(' · '),
  urgency: row.urgency === 'ROUTINE' ? null : { code: row.urgency, words: URGENCY_WORDS[row.urgency] },
  kind: row.kind === 'SECOND_OPINION' ? null : CASE_KIND_WORDS[row.kind],
  asks: row.headline,
  practice: row.practiceName,
  agreement: AGREEMENT_WORDS[row.agreement],
  files: row.recordCount,
  yours: row.turn === 'HOSPITAL',
  turn: turnSince(row, now),
  since: fullTime(row.turnSince, zone),
  ...(row.dueAt ? { dueAt: fullTime(row.dueAt, zone) } : {}),
  due: dueOf(row, now),
})

/** The whole promise of this turn is from its beginning to its end: a question in between has moved both. */
function dueOf({ dueAt, clockLeftMs, turnSince: since }: QueueRow, now: Date): QueueLine['due'] {
  const clock = clockView(dueAt, clockLeftMs, now)
  if (!clock) return null
  const promisedMs = dueAt && dueAt > since ? dueAt.getTime() - since.getTime() : null
  return { state: clock.state, leftMs: clock.leftMs, promisedMs }
}

const formats = new Map<string, Intl.DateTimeFormat>()

const FULL: Intl.DateTimeFormatOptions = {
  ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
}

/** "Tue, 24 Nov 2026, 18:00 CET" */
function fullTime(at: Date, zone: string): string {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { ...FULL, timeZone: zone })
    formats.set(zone, format)
  }
  return format.format(at)
}

/** "cat, 9 years" */
const lookWords = ({ species, bornOn }: Pick<QueueRow, 'species' | 'bornOn'>, now: Date): string =>
  [species && SPECIES_WORDS[species].label.toLowerCase(), bornOn && age(bornOn, now)].filter(Boolean).join(', ')

const WHO: Record<QueueRow['turn'], string> = {
  OWNER: 'Owner',
  PRACTICE: 'Practice',
  OWNER_AND_PRACTICE: 'Owner and practice',
  HOSPITAL: 'Yours',
  EVERYONE: 'Answered',
  NOBODY: 'Closed',
}

/** "Yours · 2 h", "Practice · 2 d" */
const turnSince = (row: Pick<QueueRow, 'turn' | 'turnSince'>, now: Date): string =>
  `${WHO[row.turn]} · ${shortDuration(now.getTime() - row.turnSince.getTime())}`

/** One unit only: "25 min", "7 h", "3 d". */
const shortDuration = (ms: number): string =>
  formatDuration(ms).replace(/ (?:min|h|d)\b.*$/, (unit) => unit.match(/^ \w+/)?.[0] ?? unit)
