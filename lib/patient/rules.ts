import type { NeuterStatus, Sex, Species } from '#lib/db/generated/enums.ts'

// The animal in words and numbers. Pure: "today" and sizes come from the caller.

export const SPECIES = ['CAT', 'DOG', 'HORSE', 'RABBIT', 'BIRD', 'REPTILE', 'SMALL_MAMMAL', 'OTHER'] as const
export const SEXES = ['FEMALE', 'MALE', 'UNKNOWN'] as const
export const NEUTER_STATUSES = ['INTACT', 'NEUTERED', 'UNKNOWN'] as const

export const SPECIES_WORDS: Record<Species, string> = {
  CAT: 'Cat',
  DOG: 'Dog',
  HORSE: 'Horse',
  RABBIT: 'Rabbit',
  BIRD: 'Bird',
  REPTILE: 'Reptile',
  SMALL_MAMMAL: 'Small mammal',
  OTHER: 'Another animal',
}

export type Signalment = {
  species: Species
  breed: string
  sex: Sex
  neuter: NeuterStatus
  bornOn: Date | null
  weightGrams: number | null
}

/** "Cat, domestic shorthair · female, spayed · 9 years · 4.1 kg": what is not known is left out. */
export function signalmentLine(animal: Signalment, today: Date): string {
  const kind = [SPECIES_WORDS[animal.species], animal.breed].filter(Boolean).join(', ')
  const parts = [kind, sexWords(animal), ageWords(animal.bornOn, today), weightWords(animal.weightGrams)]
  return parts.filter(Boolean).join(' · ')
}

/** "female, spayed", "gelding"; '' when nothing is known. */
export function sexWords({ species, sex, neuter }: Pick<Signalment, 'species' | 'sex' | 'neuter'>): string {
  if (species === 'HORSE' && sex === 'MALE' && neuter !== 'UNKNOWN')
    return neuter === 'NEUTERED' ? 'gelding' : 'stallion'
  const words = [sex === 'UNKNOWN' ? '' : sex.toLowerCase(), neuterWords(sex, neuter)]
  return words.filter(Boolean).join(', ')
}

function neuterWords(sex: Sex, neuter: NeuterStatus): string {
  if (neuter === 'UNKNOWN') return ''
  if (neuter === 'INTACT') return 'not neutered'
  return sex === 'FEMALE' ? 'spayed' : sex === 'MALE' ? 'castrated' : 'neutered'
}

/** "9 years", "14 months", "6 weeks"; '' without a birthday. */
export function ageWords(bornOn: Date | null, today: Date): string {
  if (!bornOn) return ''
  const months = monthsBetween(bornOn, today)
  if (months >= 24) return `${Math.floor(months / 12)} years`
  if (months >= 3) return `${months} months`
  const weeks = Math.max(0, Math.floor((today.getTime() - bornOn.getTime()) / (7 * DAY)))
  return weeks === 1 ? '1 week' : `${weeks} weeks`
}

const DAY = 86_400_000

function monthsBetween(from: Date, to: Date): number {
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth()
  return to.getUTCDate() < from.getUTCDate() ? months - 1 : months
}

/** "4.1 kg", "38 g"; '' when not known. */
export function weightWords(grams: number | null): string {
  if (grams === null) return ''
  return grams < 1000 ? `${grams} g` : `${kilograms(grams)} kg`
}

/** Grams as a person would type kilograms: "4.1". */
export const kilograms = (grams: number): string => String(Number((grams / 1000).toFixed(3)))

/** "4.2" or "4,2" kilograms as grams; null when it is not a weight between 1 g and 5 t. */
export function parseKilograms(typed: string): number | null {
  const match = /^(\d{1,4})(?:[.,](\d{1,3}))?$/.exec(typed.replace(/\s*kg$/i, ''))
  if (!match) return null
  const grams = Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0') || 0)
  return grams >= 1 && grams <= 5_000_000 ? grams : null
}

/** A birthday from an age: that many years and months before today. */
export function bornFromAge(years: number, months: number, today: Date): Date {
  const day = new Date(Date.UTC(today.getUTCFullYear() - years, today.getUTCMonth() - months, 1))
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
  day.setUTCDate(Math.min(today.getUTCDate(), last))
  return day
}

/** "2017-03-28", as a date field wants it. */
export const isoDay = (date: Date): string => date.toISOString().slice(0, 10)
