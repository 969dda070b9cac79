import type { NeuterStatus, Sex, Species } from '#lib/db/generated/enums.ts'
import { parseKilograms } from '#lib/patient/rules.ts'
import type { Label } from './paste-labels.ts'
import type { Pasted } from './paste.ts'

// Signalment as practices write it: words that mean one thing, days that can be read in one way, weights with their unit. Pure.

const SPECIES: Record<string, Species> = {
  ...{ cat: 'CAT', feline: 'CAT', dog: 'DOG', canine: 'DOG', horse: 'HORSE', equine: 'HORSE', pony: 'HORSE' },
  ...{
    rabbit: 'RABBIT',
    lagomorph: 'RABBIT',
    bird: 'BIRD',
    avian: 'BIRD',
    reptile: 'REPTILE',
    'small mammal': 'SMALL_MAMMAL',
  },
}

type SexWords = { sex?: Sex; neuter?: NeuterStatus }
const F = { sex: 'FEMALE' } as const
const M = { sex: 'MALE' } as const
const SEX: Record<string, SexWords> = {
  ...{ f: F, female: F, m: M, male: M },
  ...entries(['fn', 'fs', 'sf', 'f/n', 'f/s', 'female neutered', 'female spayed', 'spayed female', 'neutered female'], {
    ...F,
    neuter: 'NEUTERED',
  }),
  ...entries(
    ['mn', 'mc', 'm/n', 'm/c', 'cm', 'male neutered', 'male castrated', 'neutered male', 'castrated male', 'gelding'],
    {
      ...M,
      neuter: 'NEUTERED',
    },
  ),
  ...entries(['fe', 'fi', 'f/e', 'female entire', 'female intact', 'entire female', 'intact female'], {
    ...F,
    neuter: 'INTACT',
  }),
  ...entries(['me', 'mi', 'm/e', 'male entire', 'male intact', 'entire male', 'intact male', 'stallion'], {
    ...M,
    neuter: 'INTACT',
  }),
}

const NEUTER: Record<string, NeuterStatus> = {
  ...{ yes: 'NEUTERED', y: 'NEUTERED', neutered: 'NEUTERED', spayed: 'NEUTERED', castrated: 'NEUTERED' },
  ...{ no: 'INTACT', n: 'INTACT', entire: 'INTACT', intact: 'INTACT' },
}

function entries<T>(keys: readonly string[], value: T): Record<string, T> {
  return Object.fromEntries(keys.map((key) => [key, value]))
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[(),]/g, ' ').replaceAll(/\s+/g, ' ').trim()

/** Facts of the animal in the form's own words, and the labels whose value could not be read for certain. */
export function readAnimal(once: ReadonlyMap<Label, string>): { values: Pasted['values']; unread: Label[] } {
  const values: Pasted['values'] = {}
  const unread: Label[] = []
  const read = (label: Label, value: Pasted['values'] | null) => {
    if (value) Object.assign(values, value)
    else unread.push(label)
  }
  for (const [label, said] of once) {
    if (label === 'name') read(label, { name: said.slice(0, 80) })
    if (label === 'breed') read(label, { breed: said.slice(0, 120) })
    if (label === 'species') read(label, SPECIES[plain(said)] ? { species: SPECIES[plain(said)] ?? '' } : null)
    if (label === 'neuter') read(label, NEUTER[plain(said)] ? { neuter: NEUTER[plain(said)] ?? '' } : null)
    if (label === 'sex') read(label, sexOf(said))
    if (label === 'bornOn') read(label, dayOf(said))
    if (label === 'weightKg') read(label, kilogramsOf(said))
    // An age was true on a day that nobody names here.
    if (label === 'age') unread.push(label)
  }
  const bySex = once.has('sex') ? SEX[plain(once.get('sex') ?? '')]?.neuter : undefined
  const byNeuter = once.has('neuter') ? NEUTER[plain(once.get('neuter') ?? '')] : undefined
  if (bySex && byNeuter && bySex !== byNeuter) {
    delete values.neuter
    unread.push('neuter')
  }
  return { values, unread }
}

function sexOf(said: string): Pasted['values'] | null {
  const known = SEX[plain(said)]
  return known ? { ...(known.sex ? { sex: known.sex } : {}), ...(known.neuter ? { neuter: known.neuter } : {}) } : null
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A day that can be read in one way: 2017-03-28, 28 March 2017, March 28, 2017, 28.03.2017; 28/03/2017, but not 03/04/2017. */
function dayOf(said: string): Pasted['values'] | null {
  const text = said.trim().toLowerCase().replaceAll(',', ' ').replaceAll(/\s+/g, ' ')
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const worded =
    /^(\d{1,2})\.? ([a-z]{3,9})\.? (\d{4})$/.exec(text) ?? swapped(/^([a-z]{3,9})\.? (\d{1,2}) (\d{4})$/.exec(text))
  if (worded) return real(Number(worded[3]), monthOf(worded[2] ?? ''), Number(worded[1]))
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  if (dotted) return real(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]))
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text)
  if (!slashed) return null
  const [a, b, year] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])]
  if (a === b) return real(year, a, b)
  if (a > 12) return real(year, b, a)
  return b > 12 ? real(year, a, b) : null
}

const swapped = (found: RegExpExecArray | null) => found && [found[0], found[2], found[1], found[3]]

const monthOf = (word: string): number =>
  MONTHS.indexOf(word.slice(0, 3)) + 1 && LONG_MONTHS.test(word) ? MONTHS.indexOf(word.slice(0, 3)) + 1 : 0
const LONG_MONTHS =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/

function real(year: number, month: number, day: number): Pasted['values'] | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (month < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return { bornOn: date.toISOString().slice(0, 10) }
}

/** A weight with its unit; a bare number is not read, as it may be pounds. */
function kilogramsOf(said: string): Pasted['values'] | null {
  const found = /^(\d{1,6}(?:[.,]\d{1,3})?)\s*(kg|kilograms?|g|grams?)\.?$/i.exec(said.trim())
  if (!found?.[1] || !found[2]) return null
  const number = found[1].replace(',', '.')
  const kilograms = found[2].toLowerCase().startsWith('k') ? number : String(Number(number) / 1000)
  return parseKilograms(kilograms) === null ? null : { weightKg: String(Number(kilograms)) }
}
