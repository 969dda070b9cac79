import { parseDay } from '#lib/patient/days.ts'
import { isAnalyteName } from './analytes.ts'
import { type Column, findHeader, type Header } from './header.ts'
import { readLoose, readTight } from './line.ts'
import { type Decimal, decimalIn, plainNumber, readRange, readResult } from './result.ts'
import { type Delimiter, DELIMITERS, type Row, rowsOf } from './table.ts'

// A pasted table, a CSV file or typed lines as laboratory values. Pure. Nothing is guessed: a line that is not certain comes back
// with what is wrong, and the whole text is read in the one way in which most of it is certain.

/** One value as the sheet has it, decimals with a point. */
export type ReadValue = { line: number; name: string; said: string; unit: string; range: string; flag: string }

/** Values of one day; `day` null where the text names none. */
export type ReadSheet = { day: string | null; laboratory: string; values: ReadValue[] }

export type Unread = { line: number; text: string; why: string }

export type ReadTable = { sheets: ReadSheet[]; unread: Unread[]; count: number }

export const MAX_TEXT = 200_000
export const MAX_VALUES = 2000

/** Reads a text of at most MAX_TEXT characters. @param today for days that lie in the future */
export function readTable(text: string, today: Date): ReadTable {
  let best: ReadTable | null = null
  for (const delimiter of DELIMITERS) {
    if (delimiter !== 'blanks' && !text.includes(delimiter)) continue
    const read = readAs(text, delimiter, today)
    if (!best || read.unread.length < best.unread.length || (best.count === 0 && read.count > 0)) best = read
    if (best.unread.length === 0 && best.count > 0) break
  }
  return best ?? { sheets: [], unread: [], count: 0 }
}

type Context = { decimal: Decimal; today: Date; heading: string }

/** What one row says: values (several where days are columns), or why it says nothing. */
type RowResult = { values: (Omit<ReadValue, 'line'> & { day: string | null; laboratory: string })[] } | { why: string }

function readAs(text: string, delimiter: Delimiter, today: Date): ReadTable {
  const rows = rowsOf(text, delimiter)
  const header = delimiter === 'blanks' && !rows.some(({ cells }) => cells.length > 2) ? null : findHeader(rows, today)
  const context: Context = { decimal: decimalOf(rows), today, heading: '' }
  const [sheets, unread]: [Map<string, ReadSheet>, Unread[]] = [new Map(), []]
  let count = 0
  for (const row of rows) {
    if (row.line === header?.line) continue
    const heading = headingOf(row, header)
    if (heading !== null) {
      context.heading = heading
      continue
    }
    const found = header && row.line > header.line ? readUnder(header, row, context) : readBare(row, delimiter, context)
    const why = 'why' in found ? found.why : found.values.some(isLong) ? 'it is too long for a value' : null
    if ('why' in found || why !== null) unread.push({ line: row.line, text: row.text, why: why ?? '' })
    else
      for (const { day, laboratory, ...value } of found.values) {
        const key = `${day}\n${laboratory}`
        const sheet = sheets.get(key) ?? { day, laboratory, values: [] }
        sheet.values.push({ line: row.line, ...value, name: inUrine(value.name, context.heading) })
        sheets.set(key, sheet)
        count += 1
      }
  }
  return { sheets: [...sheets.values()], unread, count }
}

const MAX_CELL = 200
const isLong = ({ name, unit, range, flag }: Omit<ReadValue, 'line'>): boolean =>
  [name, unit, range, flag].some((text) => text.length > MAX_CELL)

/** The decimal sign that the table's cells prove; null where none does or they contradict each other. */
function decimalOf(rows: readonly Row[]): Decimal {
  const proved = new Set(
    rows.flatMap(({ cells }) =>
      (cells.length > 1 ? cells : (cells[0] ?? '').split(' ')).slice(1).flatMap((cell) => decimalIn(cell) ?? []),
    ),
  )
  return proved.size === 1 ? ([...proved][0] ?? null) : null
}

/** A line with words alone stands over others: "Haematology". The name of a test without its result does not. */
function headingOf({ cells }: Row, header: Header | null): string | null {
  const filled = cells.filter((cell) => cell !== '')
  const [only = ''] = filled
  if (filled.length !== 1 || /\d/.test(only) || isAnalyteName(only) || readLoose(only, null)) return null
  return header || cells.length > 1 || !/\s\S+\s\S+\s\S+/.test(only) ? only : null
}

const URINE = /\burin|\bharn|\borin|\bmocz|\bpis\b/i

/** Under the heading "Urine", "Glucose" is not the one of blood. */
const inUrine = (name: string, heading: string): string =>
  URINE.test(heading) && !URINE.test(name) && !/\b(usg|upc|upcr)\b/i.test(name) ? `${name} (urine)` : name

function readUnder(header: Header, row: Row, context: Context): RowResult {
  const cell = (column: Column): string => row.cells[header.columns.indexOf(column)] ?? ''
  const name = cell('name')
  if (name === '' || !/\p{L}/u.test(name)) return { why: 'there is no name of a test in it' }
  if (row.cells.slice(header.columns.length).some((extra) => extra !== ''))
    return { why: 'it has more cells than the head of the table' }
  const panel = cell('panel')
  if (panel !== '') context.heading = panel
  const range = rangeUnder(cell, context)
  if (range === null) return { why: `“${[cell('low'), cell('high')].join(' ')}” is no interval` }
  const common = { name, unit: cell('unit') || range.unit, range: range.said, laboratory: cell('laboratory') }
  const flag = cell('flag')
  const values = []
  for (const [at, column] of header.columns.entries()) {
    const ofDay = typeof column === 'object' && column !== null
    if (column !== 'value' && !ofDay) continue
    const typed = row.cells[at] ?? ''
    // A day on which this was not measured.
    if (ofDay && /^(-|–|n\/?a|nd)?$/i.test(typed)) continue
    if (typed === '') return { why: 'it has no result' }
    const result = readResult(typed, context.decimal) ?? asWords(typed)
    if (!result) return { why: `“${typed}” is no result that we can read for certain` }
    const day = ofDay ? column.day : dayUnder(cell('day'), context.today)
    if (typeof day === 'object' && day !== null) return { why: day.problem }
    values.push({ ...common, ...result, flag: result.flag || (ofDay ? '' : flag), day })
  }
  return { values }
}

/** In a column of results, words are a result ("slightly haemolytic"); a number that could be two is not. */
const asWords = (typed: string): { said: string; flag: string } | null =>
  /^\p{L}[^\d]*$/u.test(typed) && typed.length <= 60 ? { said: typed, flag: '' } : null

function dayUnder(cell: string, today: Date): string | null | { problem: string } {
  if (cell === '') return null
  const found = parseDay(cell, today)
  if ('problem' in found) return { problem: `“${cell}”: ${found.problem}` }
  return found.day.length === 10 ? found.day : { problem: `“${cell}” is not a whole day` }
}

function rangeUnder(cell: (column: Column) => string, { decimal }: Context): { said: string; unit: string } | null {
  const [typed, lowTyped, highTyped] = [cell('range'), cell('low'), cell('high')]
  if (typed !== '') {
    const found = readRange(typed, decimal)
    // What is no interval in numbers is kept as the sheet says it: "negative".
    return found ? { said: found.said, unit: found.rest } : { said: typed, unit: '' }
  }
  if (lowTyped === '' && highTyped === '') return { said: '', unit: '' }
  const limit = (text: string) => (text === '' ? '' : plainNumber(text.replace(/^[<>≤≥]=?/, ''), decimal))
  const [low, high] = [limit(lowTyped), limit(highTyped)]
  if (low === null || high === null) return null
  return { said: low && high ? `${low} - ${high}` : high ? `< ${high}` : `> ${low}`, unit: '' }
}

function readBare(row: Row, delimiter: Delimiter, { decimal }: Context): RowResult {
  const cells = row.cells.filter((cell) => cell !== '')
  // Without a head a comma between two figures may as well be their decimal sign.
  if (delimiter === ',' && /\d,\d/.test(row.text)) return { why: 'a comma in it may part two cells or a number' }
  const found =
    cells.length > 1 ? readTight(cells, decimal) : delimiter === 'blanks' ? readLoose(row.text, decimal) : null
  const loose =
    found === null || 'why' in found ? (delimiter === 'blanks' ? readLoose(row.text, decimal) : found) : found
  if (loose === null) return { why: 'there is no result in it' }
  if ('why' in loose) return loose
  return { values: [{ ...loose, day: null, laboratory: '' }] }
}
