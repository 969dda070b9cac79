import { z } from 'zod'

// Days as people type them in many countries, as exactly as they know them. Pure: "today" comes from the caller. What could be two
// days is no day: 03/04/2026 is asked about, never guessed.

export type DayResult = { day: string } | { problem: string }

const EARLIEST_YEAR = 1900
/** Whose months are known by name; where two languages name different months alike, the name is none. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'da']

const plain = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f.]/g, '')

const MONTHS: ReadonlyMap<string, number> = monthNames()

function monthNames(): Map<string, number> {
  const found = new Map<string, number>()
  for (const format of monthFormats())
    for (let month = 1; month <= 12; month += 1) {
      const parts = format.formatToParts(new Date(Date.UTC(2026, month - 1, 15)))
      const name = plain(parts.find(({ type }) => type === 'month')?.value ?? '')
      found.set(name, (found.get(name) ?? month) === month ? month : 0)
    }
  return found
}

/** Long and short names, alone and behind a day: some languages bend them. */
function monthFormats(): Intl.DateTimeFormat[] {
  return LANGUAGES.flatMap((language) =>
    (['long', 'short'] as const).flatMap((month) =>
      [undefined, 'numeric' as const].map(
        (day) => new Intl.DateTimeFormat(language, { month, ...(day ? { day } : {}), timeZone: 'UTC' }),
      ),
    ),
  )
}

const ASK = 'Write the day like 2026-03-14, or only the month, like 2026-03'

/** A day, a month or a year: "2026-03-14", "14.3.2026", "14 March 2026", "3/2026", "2026". */
export function parseDay(typed: string, today: Date): DayResult {
  const found = readDay(typed.trim())
  if (found === null) return { problem: ASK }
  if ('problem' in found) return found
  const { year, month, day } = found
  if (year < EARLIEST_YEAR) return { problem: 'This day lies too far back' }
  if (month !== null && (month < 1 || month > 12)) return { problem: ASK }
  if (month !== null && day !== null && !exists(year, month, day))
    return { problem: 'There is no such day in the calendar' }
  const written = [String(year), month, day]
    .filter((part) => part !== null)
    .map((part) => String(part).padStart(2, '0'))
  const result = written.join('-')
  // Somewhere it is tomorrow already.
  const latest = new Date(today.getTime() + 14 * 3_600_000).toISOString().slice(0, result.length)
  return result > latest ? { problem: 'This day lies in the future' } : { day: result }
}

type Found = { year: number; month: number | null; day: number | null }

function readDay(text: string): Found | { problem: string } | null {
  const iso = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ]\d{1,2}:\d{2}(?::\d{2})?.*)?$/.exec(text)
  if (iso) return parts(iso[1], iso[2], iso[3])
  const monthOnly = /^(\d{1,2})[-/.](\d{4})$/.exec(text)
  if (monthOnly) return parts(monthOnly[2], monthOnly[1])
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(text)
  if (dotted) return parts(fullYear(dotted[3]), dotted[2], dotted[1])
  const slashed = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(text)
  if (slashed) return eitherOrder(slashed[1], slashed[2], slashed[3])
  return named(text)
}

const fullYear = (year: string | undefined): string => (year?.length === 2 ? `20${year}` : (year ?? ''))

const parts = (year?: string, month?: string, day?: string): Found => ({
  year: Number(year),
  month: month === undefined ? null : Number(month),
  day: day === undefined ? null : Number(day),
})

/** Day first in most of the world, month first in the United States. */
function eitherOrder(a = '', b = '', year = ''): Found | { problem: string } {
  if (Number(a) > 12 || a === b) return parts(year, b, a)
  if (Number(b) > 12) return parts(year, a, b)
  const two = (n: string) => n.padStart(2, '0')
  return { problem: `This could be two days: write ${year}-${two(b)}-${two(a)} or ${year}-${two(a)}-${two(b)}` }
}

function named(text: string): Found | null {
  const words = text.split(/[\s,/-]+/).filter((word) => word !== '' && !/^(of|de|del|di|den)$/i.test(word))
  const names = words.filter((word) => /^\p{L}{2}/u.test(word))
  const numbers = words
    .filter((word) => /^\d{1,4}(st|nd|rd|th|\.)?$/i.test(word))
    .map((word) => Number.parseInt(word, 10))
  const month = names.length === 1 ? MONTHS.get(plain(names[0] ?? '')) : undefined
  const year = numbers.find((n) => n >= 1000)
  const days = numbers.filter((n) => n < 1000)
  if (!month || year === undefined || days.length > 1 || numbers.length + names.length !== words.length) return null
  return { year, month, day: days[0] ?? null }
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return day >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

const WORDS = {
  4: new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: 'UTC' }),
  7: new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  10: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
} as const

/** "14 Mar 2026", "Mar 2026", "2026". */
export function dayWords(day: string): string {
  const format = WORDS[day.length as keyof typeof WORDS]
  return format ? format.format(new Date(`${day}${'-01-01'.slice(0, 10 - day.length)}T00:00:00Z`)) : day
}

/** A field for a day that may be left empty: null then. @param exact whether a month alone will do */
export const dayField = (exact: 'PARTLY' | 'WHOLE' = 'PARTLY') =>
  z
    .string()
    .max(60, ASK)
    .optional()
    .transform((typed, context): string | null => {
      if (!typed?.trim()) return null
      const found = parseDay(typed, new Date())
      const problem =
        'problem' in found
          ? found.problem
          : exact === 'WHOLE' && found.day.length < 10
            ? 'Give the whole day, like 2026-03-14'
            : null
      if (problem === null && 'day' in found) return found.day
      context.addIssue({ code: 'custom', message: problem ?? ASK })
      return z.NEVER
    })
