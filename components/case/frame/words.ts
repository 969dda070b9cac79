import type { StageName } from './types.ts'

// Words for what the case stores as codes. Pure.

export const stageNames: Record<StageName, string> = {
  request: 'Request',
  records: 'Records',
  consent: 'Consent',
  triage: 'Triage',
  fee: 'Fee',
  thread: 'Thread',
  recommendation: 'Recommendation',
}

export const specialtyNames: Record<string, string> = {
  CARDIOLOGY: 'Cardiology',
  DERMATOLOGY: 'Dermatology',
  EXOTICS: 'Exotic animals',
  IMAGING: 'Imaging',
  INTERNAL_MEDICINE: 'Internal medicine',
  NEUROLOGY: 'Neurology',
  ONCOLOGY: 'Oncology',
  OPHTHALMOLOGY: 'Ophthalmology',
  ORTHOPAEDICS: 'Orthopaedics',
  SURGERY: 'Surgery',
}

const species: Record<string, readonly [emoji: string, one: string, many: string]> = {
  CAT: ['🐈', 'Cat', 'cats'],
  DOG: ['🐕', 'Dog', 'dogs'],
  HORSE: ['🐎', 'Horse', 'horses'],
  RABBIT: ['🐇', 'Rabbit', 'rabbits'],
  BIRD: ['🦜', 'Bird', 'birds'],
  REPTILE: ['🦎', 'Reptile', 'reptiles'],
  SMALL_MAMMAL: ['🐹', 'Small mammal', 'small mammals'],
  OTHER: ['🐾', 'Animal', 'other animals'],
}

export const speciesEmoji = (code: string) => species[code]?.[0] ?? '🐾'
export const speciesName = (code: string) => species[code]?.[1] ?? 'Animal'
/** "cats, dogs, other animals"; all of them are "all animals". */
export const speciesList = (codes: string[]) =>
  codes.length >= Object.keys(species).length
    ? 'all animals'
    : codes.map((code) => species[code]?.[2] ?? 'other animals').join(', ')

export type Signalment = {
  species: string
  breed?: string | null
  sex?: string | null
  neuter?: string | null
  bornOn?: Date | null
  weightGrams?: number | null
}

/** "Cat, domestic shorthair · female, spayed · 9 years · 4.1 kg"; what is unknown is left out. */
export function signalmentLine(patient: Signalment, now: Date = new Date()) {
  const parts = [
    [speciesName(patient.species), patient.breed].filter(Boolean).join(', '),
    sexWords(patient.sex, patient.neuter),
    patient.bornOn && ageWords(patient.bornOn, now),
    patient.weightGrams && weightWords(patient.weightGrams),
  ]
  return parts.filter(Boolean).join(' · ')
}

function sexWords(sex?: string | null, neuter?: string | null) {
  const known = sex === 'FEMALE' ? 'female' : sex === 'MALE' ? 'male' : ''
  const spayed = sex === 'FEMALE' ? 'spayed' : 'neutered'
  const state = neuter === 'NEUTERED' ? spayed : neuter === 'INTACT' ? 'intact' : ''
  return [known, state].filter(Boolean).join(', ')
}

/** "9 years", "7 months", "3 weeks": whole units, as they are said. */
export function ageWords(bornOn: Date, now: Date = new Date()) {
  const months =
    (now.getUTCFullYear() - bornOn.getUTCFullYear()) * 12 +
    (now.getUTCMonth() - bornOn.getUTCMonth()) -
    (now.getUTCDate() < bornOn.getUTCDate() ? 1 : 0)
  if (months >= 24) return `${Math.floor(months / 12)} years`
  if (months >= 3) return `${months} months`
  const weeks = Math.max(0, Math.floor((now.getTime() - bornOn.getTime()) / (7 * 86_400_000)))
  return weeks === 1 ? '1 week' : `${weeks} weeks`
}

/** "4.1 kg", "320 g", "540 kg". */
export function weightWords(grams: number) {
  if (grams < 1000) return `${grams} g`
  const kilos = grams / 1000
  return `${kilos < 100 ? Number(kilos.toFixed(1)) : Math.round(kilos)} kg`
}
