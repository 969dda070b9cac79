// An animal's facts as people type them. Pure: "today" comes from the caller.

export const SPECIES = ['CAT', 'DOG', 'HORSE', 'RABBIT', 'BIRD', 'REPTILE', 'SMALL_MAMMAL', 'OTHER'] as const
export const SEXES = ['FEMALE', 'MALE', 'UNKNOWN'] as const
export const NEUTER_STATUSES = ['INTACT', 'NEUTERED', 'UNKNOWN'] as const

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
