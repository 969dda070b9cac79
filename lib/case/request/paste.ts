import { normaliseAddress } from '#lib/auth/address.ts'
import { oneLine } from '#lib/text.ts'
import { readAnimal } from './paste-animal.ts'
import { isLong, type Label, labelOf, nameOf, PASTED_FIELDS, type PastedField, withUnit } from './paste-labels.ts'
import { tableLines } from './paste-table.ts'

// A clinic's history as it is pasted, or as a file holds it: what stands behind a known label is read, and nothing else. Nothing is
// guessed: a value that can be read in two ways, or that is given twice, stays where it was. Pure.

/** `values`: as the form's fields want them. `rest`: the lines that were not read, as they stood. */
export type Pasted = {
  values: Partial<Record<PastedField, string>>
  rest: string
  /** More than one animal is named, so that nothing was read: which of them is meant is not ours to say. */
  several: boolean
}

/** `alone`: a table's cell, after which no text goes on. */
export type Line = { label: Label | null; value: string; alone?: true }

const LINE = /^\s*(?<label>\p{L}[\p{L}\s.’'()/_-]{0,40}?)\s*[:：\t]\s*(?<value>.*)$/u
/** Another name within a line, as where two columns of a page stand side by side: "Bella Species: Canine". */
const NEXT = /\s(?<label>\p{L}[\p{L}.’'()/_-]*(?: [\p{L}.’'()/_-]+){0,2}):(?:\s|$)/gu

/** What a paste may hold. */
export const MOST_PASTED = 60_000

/** Reads a pasted history, or a table of one animal (names above values, or names beside them). */
export function readPaste(given: string, most = MOST_PASTED): Pasted {
  const text = given
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .slice(0, most)
  const table = tableLines(text)
  if (table === 'SEVERAL') return unreadAnimals(text)
  const lines = table ?? text.split('\n').flatMap(labelled)
  const found = new Map<Label, string[]>()
  const rest: string[] = []
  let open: string[] | null = null
  for (const { label, value, alone } of lines) {
    if (label === null) {
      ;(open ?? rest).push(value)
      continue
    }
    const said: string[] = [...(found.get(label) ?? []), value]
    found.set(label, said)
    open = isLong(label) && !alone ? said : null
  }
  const names = new Set((found.get('name') ?? []).map((name) => oneLine(name).toLowerCase()).filter(Boolean))
  return names.size > 1 ? unreadAnimals(text) : settle(found, rest)
}

const unreadAnimals = (text: string): Pasted => ({ values: {}, rest: text.trim(), several: true })

/** A line as what it names; one that names several short facts, as each of them. */
function labelled(line: string): Line[] {
  const { label: name, value } = LINE.exec(line)?.groups ?? {}
  const label = name === undefined ? null : labelOf(name)
  if (label === null || name === undefined || value === undefined) return [{ label: null, value: line }]
  if (isLong(label)) return [{ label, value: value.trim() }]
  const next = nextName(value)
  if (!next) return [{ label, value: withUnit(name, value.trim()) }]
  // What follows has a name that is not known, and so may be part of what stands before it.
  if (next === 'UNKNOWN') return [{ label: null, value: line }]
  return [{ label, value: withUnit(name, value.slice(0, next.at).trim()) }, ...labelled(value.slice(next.at))]
}

/** Where in a value another known name begins. A name may be the end of the words before it: "Bella Date of birth:". */
function nextName(value: string): { at: number } | 'UNKNOWN' | null {
  const found = [...value.matchAll(NEXT)][0]
  const words = found?.groups?.label?.split(' ')
  if (!found || !words) return null
  for (let from = 0; from < words.length; from += 1) {
    const name = words.slice(from).join(' ')
    if (labelOf(name) !== null) return { at: found.index + found[0].lastIndexOf(`${name}:`) }
  }
  return 'UNKNOWN'
}

function settle(found: ReadonlyMap<Label, readonly string[]>, unread: readonly string[]): Pasted {
  const values: Pasted['values'] = {}
  const rest = [...unread]
  const once = new Map<Label, string>()
  for (const [label, said] of found) {
    if (isLong(label)) {
      const text = said.join('\n').trim()
      if (text) values[label] = text
      continue
    }
    const different = [...new Set(said.map((value) => oneLine(value)).filter(Boolean))]
    const [only] = different
    // Given twice, and not the same: which of them holds is not ours to say.
    if (different.length === 1 && only) once.set(label, only)
    else for (const value of different) rest.push(`${nameOf(label)}: ${value}`)
  }
  const animal = readAnimal(once)
  Object.assign(values, animal.values, readOwner(once, rest))
  for (const label of animal.unread) rest.push(`${nameOf(label)}: ${once.get(label) ?? ''}`)
  return { values, rest: rest.join('\n').trim(), several: false }
}

function readOwner(once: ReadonlyMap<Label, string>, rest: string[]): Pasted['values'] {
  const name = ownerName(once, rest)
  const email = once.get('ownerEmail')
  const values: Pasted['values'] = name ? { ownerName: name.slice(0, 120) } : {}
  if (email === undefined) return values
  const judged = normaliseAddress(email)
  if ('address' in judged) return { ...values, ownerEmail: judged.address }
  rest.push(`${PASTED_FIELDS.ownerEmail}: ${email}`)
  return values
}

/** In one field, or in two, which are believed together. */
function ownerName(once: ReadonlyMap<Label, string>, rest: string[]): string | undefined {
  const whole = once.get('ownerName')
  const [first, last] = [once.get('firstName'), once.get('lastName')]
  if (whole === undefined && first && last) return `${first} ${last}`
  for (const label of ['firstName', 'lastName'] as const) {
    const said = once.get(label)
    if (said && !whole?.includes(said)) rest.push(`${nameOf(label)}: ${said}`)
  }
  return whole
}
