import { isUnit } from './units.ts'
import { type Decimal, readFlag, readRange, readResult } from './result.ts'

// One line without a head: what its cells are shows by what they look like. Pure.

type Line = { name: string; said: string; unit: string; range: string; flag: string }
type LineResult = Line | { why: string }

/** Cells of a table without a head: a name, its result, then unit, interval and flag in any order. */
export function readTight(cells: readonly string[], decimal: Decimal): LineResult {
  const [name = '', typed = '', ...rest] = cells
  if (!/\p{L}/u.test(name)) return { why: 'it does not begin with the name of a test' }
  const [result, inner] = resultWithUnit(typed, decimal)
  if (!result) return { why: `“${typed}” is no result that we can read for certain` }
  const line: Line = { name: named(name), ...result, unit: inner, range: '' }
  for (const cell of rest) {
    const wrong = place(line, cell, decimal)
    if (wrong) return { why: wrong }
  }
  return line
}

/** "2.4 mg/dL" in one cell. */
function resultWithUnit(cell: string, decimal: Decimal): [ReturnType<typeof readResult>, string] {
  const whole = readResult(cell, decimal)
  if (whole) return [whole, '']
  const [, number = '', unit = ''] = /^([<>≤≥]?=?\s*[-+]?[\d.,]*\d)\s+(\D\S*(?:\s*\/\s*\S+)?)$/.exec(cell.trim()) ?? []
  return isUnit(unit) ? [readResult(number, decimal), unit] : [null, '']
}

/** Puts a cell where it belongs, or says what is wrong with it. */
function place(line: Line, cell: string, decimal: Decimal): string | null {
  const range = readRange(cell, decimal)
  if (range && line.range === '' && (range.rest === '' || isUnit(range.rest))) {
    line.range = range.said
    line.unit ||= range.rest
    return null
  }
  if (line.unit === '' && isUnit(cell)) {
    line.unit = cell
    return null
  }
  if (line.flag === '' && readFlag(cell)) {
    line.flag = cell
    return null
  }
  return `we cannot tell what “${cell}” is`
}

const named = (text: string): string => text.replace(/[\s:,;*]+$/, '').trim()

/** A line as somebody types it: "Creatinine 2.4 mg/dL (0.8 - 1.8) H". Null where no result stands in it. */
export function readLoose(text: string, decimal: Decimal): LineResult | null {
  const words = text
    .replaceAll(/\s*([-–—])\s*(?=[\d<>])/g, (all, _dash, at: number) => (/[\d)]$/.test(text.slice(0, at)) ? '-' : all))
    .split(/\s+/)
  const at = words.findIndex((word, index) => index > 0 && readResult(word.replace(/[;,]$/, ''), decimal) !== null)
  if (at < 1) return null
  const name = named(words.slice(0, at).join(' '))
  if (!/\p{L}/u.test(name)) return { why: 'it does not begin with the name of a test' }
  const result = readResult((words[at] ?? '').replace(/[;,]$/, ''), decimal)
  if (!result) return null
  const line: Line = { name, ...result, unit: '', range: '' }
  return placeAll(line, words.slice(at + 1), decimal)
}

/** Words behind the result, of which a unit or an interval may take two or three ("x 10^9 /L", "up to 5"). */
function placeAll(line: Line, words: readonly string[], decimal: Decimal): LineResult {
  let rest = words.filter((word) => !/^(ref|ref\.|reference|range|normal|interval|norm):?$/i.test(word))
  while (rest.length > 0) {
    const lengths = [3, 2, 1].filter((length) => length <= rest.length)
    const fits = lengths.find(
      (length) => place(line, rest.slice(0, length).join(' ').replace(/[;,]$/, ''), decimal) === null,
    )
    if (!fits) return { why: `we cannot tell what “${rest[0]}” is` }
    rest = rest.slice(fits)
  }
  return line
}
