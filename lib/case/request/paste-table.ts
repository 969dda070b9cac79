import { csvRows } from '#lib/files/csv-rows.ts'
import { isLong, labelOf, plainName, withUnit } from './paste-labels.ts'
import type { Line } from './paste.ts'

// A table, pasted or exported by a practice's program, as lines of a name and a value: one animal in one row, in rows of its visits,
// or with names beside the values. Pure.

const MOST_ROWS = 2000
/** What tells one animal from another, beside its name: two different values mean two animals. */
const IDENTITY = new Set(['name', 'species', 'bornOn', 'ownerName', 'ownerEmail', 'firstName', 'lastName'])
const NUMBER = /^(?:(?:patient|animal|pet|client|owner) (?:id|no\.?|number|code)|(?:micro)?chip(?: (?:no\.?|number))?)$/
const VISIT = /^(?:date|visit date|date of visit|consultation date|entry date)$/

const filled = (cell: string | undefined): string => (cell ?? '').trim()

/** Null: this is no such table. 'SEVERAL': it is one of more than one animal, or nobody can tell. */
export function tableLines(text: string): Line[] | 'SEVERAL' | null {
  const first = text.split('\n', 1)[0] ?? ''
  if (!/[\t;,|]/.test(first)) return null
  const { rows, more } = csvRows(text, MOST_ROWS)
  const [head = [], ...data] = rows
  const known = head.filter((cell) => labelOf(cell) !== null).length
  const said = data.filter((row) => row.some((cell) => filled(cell) !== ''))
  if (head.length > 1 && known >= 2 && said.length > 0) {
    if (said.length > 1 && (more || !isOneAnimal(head, said))) return 'SEVERAL'
    return ofRows(head, said)
  }
  const beside = rows.filter((row) => row.length === 2 && labelOf(row[0] ?? '') !== null).length
  if (rows.length > 1 && beside >= 2 && rows.every((row) => row.length === 2))
    return rows.map(([name = '', value = '']) => line(name, value))
  return null
}

function isOneAnimal(head: readonly string[], rows: readonly string[][]): boolean {
  const differs = (at: number) => new Set(rows.map((row) => filled(row[at]).toLowerCase()).filter(Boolean)).size > 1
  const names = head.flatMap((cell, at) => (labelOf(cell) === 'name' || NUMBER.test(plainName(cell)) ? [at] : []))
  const isNamed = names.some((at) => rows.every((row) => filled(row[at]) !== ''))
  return isNamed && !head.some((cell, at) => isIdentity(cell) && differs(at))
}

const isIdentity = (cell: string): boolean => IDENTITY.has(labelOf(cell) ?? '') || NUMBER.test(plainName(cell))

/** Of several visits, each long text begins with the day of its row. */
function ofRows(head: readonly string[], rows: readonly string[][]): Line[] {
  const day = head.findIndex((cell) => VISIT.test(plainName(cell)))
  const seen = new Set<string>()
  return rows.flatMap((row) => {
    const on = filled(row[day])
    const texts = head.some((cell, at) => isLongCell(cell) && filled(row[at]) !== '')
    return head.flatMap((name, at) => {
      const value = filled(row[at])
      if (value === '' || (at === day && texts)) return []
      const made = line(name, on && isLongCell(name) && rows.length > 1 ? `${on} ${value}` : value)
      // What each row repeats, as an export does, is said once.
      const key = `${at} ${value}`
      if (!isLongCell(name) && seen.has(key)) return []
      seen.add(key)
      return [made]
    })
  })
}

function isLongCell(cell: string): boolean {
  const label = labelOf(cell)
  return label !== null && isLong(label)
}

function line(name: string, value: string): Line {
  const label = labelOf(name)
  return label === null
    ? { label, value: `${filled(name)}: ${filled(value)}` }
    : { label, value: withUnit(name, filled(value)), alone: true }
}
