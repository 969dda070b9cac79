import type {
  Audience,
  CaseKind,
  NeuterStatus,
  RecordKind,
  Sex,
  Specialty,
  Species,
  Turn,
  Urgency,
} from '#lib/db/generated/enums.ts'

// The field's words for what the database calls by code, in one place for screens, mails and documents. Pure.

export const SPECIES_WORDS: Record<Species, { label: string; emoji: string }> = {
  CAT: { label: 'Cat', emoji: '🐈' },
  DOG: { label: 'Dog', emoji: '🐕' },
  HORSE: { label: 'Horse', emoji: '🐎' },
  RABBIT: { label: 'Rabbit', emoji: '🐇' },
  BIRD: { label: 'Bird', emoji: '🦜' },
  REPTILE: { label: 'Reptile', emoji: '🦎' },
  SMALL_MAMMAL: { label: 'Small mammal', emoji: '🐹' },
  OTHER: { label: 'Other animal', emoji: '🐾' },
}

export const SPECIALTY_WORDS: Record<Specialty, string> = {
  CARDIOLOGY: 'Cardiology',
  DERMATOLOGY: 'Dermatology',
  EXOTICS: 'Exotics',
  IMAGING: 'Imaging',
  INTERNAL_MEDICINE: 'Internal medicine',
  NEUROLOGY: 'Neurology',
  ONCOLOGY: 'Oncology',
  OPHTHALMOLOGY: 'Ophthalmology',
  ORTHOPAEDICS: 'Orthopaedics',
  SURGERY: 'Surgery',
}

export const URGENCY_WORDS: Record<Urgency, string> = { ROUTINE: 'Routine', SOON: 'Soon', URGENT: 'Urgent' }

export const CASE_KIND_WORDS: Record<CaseKind, string> = {
  SECOND_OPINION: 'Second opinion',
  CONSULTATION: 'Consultation',
  REFERRAL: 'Referral',
}

/** Who hears what a practice says: the owner of a consultation reads its answer at most, and nothing beside it. */
export const practiceHeardBy = (kind: CaseKind): string =>
  kind === 'CONSULTATION' ? 'the hospital' : 'owner and hospital'

export const RECORD_KIND_WORDS: Record<RecordKind, string> = {
  HISTORY: 'Clinic notes',
  LAB: 'Laboratory',
  IMAGING: 'Imaging',
  PATHOLOGY: 'Pathology',
  PHOTO: 'Photo',
  VIDEO: 'Video',
  LETTER: 'Letter',
  OTHER: 'Other',
}

/** @param hospital the hospital's own name: "Northgate only" */
export const audienceWords = (audience: Audience, hospital: string): string =>
  ({ EVERYONE: 'Everyone', VETS: 'Vets', HOSPITAL: `${hospital} only` })[audience]

/** Who a turn waits for, by name. */
export function turnWords(turn: Turn, names: { owner: string; practice: string; hospital: string }): string {
  switch (turn) {
    case 'OWNER':
      return names.owner
    case 'PRACTICE':
      return names.practice
    case 'OWNER_AND_PRACTICE':
      return `${names.owner} and ${names.practice}`
    case 'HOSPITAL':
      return names.hospital
    case 'EVERYONE':
      return 'everyone, for questions'
    case 'NOBODY':
      return 'nobody'
  }
}

export type Signalment = {
  species: Species
  breed: string
  sex: Sex
  neuter: NeuterStatus
  bornOn: Date | null
  weightGrams: number | null
  diedOn?: Date | null
}

/** An animal that has died stays as old as it was: "Cat, Domestic shorthair · female, spayed · 9 years · 4.1 kg" */
export function signalment(animal: Signalment, now = animal.diedOn ?? new Date()): string {
  const { species, breed, sex, neuter, bornOn, weightGrams } = animal
  const kind = [SPECIES_WORDS[species].label, breed].filter(Boolean).join(', ')
  const parts = [kind, sexWords(sex, neuter), bornOn && age(bornOn, now), weightGrams && weight(weightGrams)]
  return parts.filter(Boolean).join(' · ')
}

function sexWords(sex: Sex, neuter: NeuterStatus): string {
  const neutered = neuter === 'NEUTERED' ? { FEMALE: 'spayed', MALE: 'neutered', UNKNOWN: 'neutered' }[sex] : ''
  const words = [sex === 'UNKNOWN' ? '' : sex.toLowerCase(), neuter === 'INTACT' ? 'entire' : neutered]
  return words.filter(Boolean).join(', ')
}

/** "9 years", "14 months", "5 weeks" */
export function age(bornOn: Date, now = new Date()): string {
  // By the calendar: on its ninth birthday an animal is nine.
  const begun = now.getUTCDate() < bornOn.getUTCDate() ? 1 : 0
  const years = now.getUTCFullYear() - bornOn.getUTCFullYear()
  const months = years * 12 + now.getUTCMonth() - bornOn.getUTCMonth() - begun
  if (months >= 24) return `${Math.floor(months / 12)} years`
  if (months >= 3) return `${months} months`
  const weeks = Math.max(0, Math.floor((now.getTime() - bornOn.getTime()) / (7 * 86_400_000)))
  return weeks === 1 ? '1 week' : `${weeks} weeks`
}

/** "4.1 kg", "520 kg", "85 g" */
export function weight(grams: number): string {
  if (grams < 1000) return `${grams} g`
  const kilograms = grams / 1000
  return `${kilograms >= 100 ? Math.round(kilograms) : Number(kilograms.toFixed(1))} kg`
}
