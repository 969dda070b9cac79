import { formatDuration } from '#components/ui/time-format.ts'
import type { QueueRow } from '#lib/case/queue/queries.ts'
import { age, SPECIES_WORDS } from '#lib/words.ts'

// What a row of the queue says. Pure. Formatters are costly to make, and a page has fifty rows: one a zone.

const formats = new Map<string, Intl.DateTimeFormat>()

const FULL: Intl.DateTimeFormatOptions = {
  ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
}

/** "Tue, 24 Nov 2026, 18:00 CET" */
export function fullTime(at: Date, zone: string): string {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { ...FULL, timeZone: zone })
    formats.set(zone, format)
  }
  return format.format(at)
}

/** "cat, 9 years" */
export const lookWords = ({ species, bornOn }: Pick<QueueRow, 'species' | 'bornOn'>, now: Date): string =>
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
export const turnSince = (row: Pick<QueueRow, 'turn' | 'turnSince'>, now: Date): string =>
  `${WHO[row.turn]} · ${shortDuration(now.getTime() - row.turnSince.getTime())}`

/** One unit only: "25 min", "7 h", "3 d". */
const shortDuration = (ms: number): string =>
  formatDuration(ms).replace(/ (?:min|h|d)\b.*$/, (unit) => unit.match(/^ \w+/)?.[0] ?? unit)
