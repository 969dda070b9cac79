import type { Fit, Importance, Method, Panel, Part, ReadinessItem } from '../schema.ts'

// What every list is put together from. Pure data.

/** Says the same to both where one sentence serves owner and vet. */
export type Written = {
  name: string
  owner: string
  vet: string
  why: string
  days?: number
  species?: ReadinessItem['species']
  source: string
}

const item = (id: string, importance: Importance, fit: Fit, { days, species, ...written }: Written): ReadinessItem => ({
  ...{ id, importance, fit, ...written },
  maxAgeDays: days ?? null,
  species: species ?? [],
})

export const must = (id: string, fit: Fit, written: Written): ReadinessItem => item(id, 'REQUIRED', fit, written)
export const helps = (id: string, fit: Fit, written: Written): ReadinessItem => item(id, 'WANTED', fit, written)

export const record = (...kinds: Extract<Fit, { by: 'RECORD' }>['kinds']): Fit => ({ by: 'RECORD', kinds })
export const images = (methods: Method[], ...parts: Part[]): Fit => ({ by: 'IMAGES', methods, parts })
export const lab = (panel: Panel | null = null): Fit => ({ by: 'LAB', panel })

export const AAHA_REFERRAL = 'AAHA referral guidelines, 2025: what a referral should carry'

const MEDICINES: Fit = { by: 'FIELD', field: 'MEDICATIONS' }

export const HISTORY = must('history', record('HISTORY', 'LETTER'), {
  name: 'Clinic notes',
  owner: 'Ask your practice for the full notes of the visits, not for the invoices.',
  vet: 'The history with findings, working diagnosis, treatment and response.',
  why: 'Without them a specialist has to guess what was found, tried and ruled out.',
  source: AAHA_REFERRAL,
})

export const MEDICATIONS = must('medications', MEDICINES, {
  name: 'Medicines with doses',
  owner: 'Copy name, strength and how often from the labels. “None” is an answer too.',
  vet: 'Drug, dose, route, frequency, since when; also what was stopped.',
  why: 'The same medicine helps or harms by its dose, and hides or causes signs.',
  source: AAHA_REFERRAL,
})

export const WEIGHT = helps(
  'weight',
  { by: 'FIELD', field: 'WEIGHT' },
  {
    name: 'Body weight',
    owner: 'Weigh at your practice, or at home on your own scales with the animal in your arms.',
    vet: 'Current weight; the course of it if you have it.',
    why: 'Doses and many findings are judged by it.',
    source: AAHA_REFERRAL,
  },
)

/** @param days how old the results may be */
export const bloods = (days: number, why: string, source = AAHA_REFERRAL): ReadinessItem =>
  must('bloods', lab(), {
    name: 'Blood results',
    owner: 'Ask for the laboratory’s own sheets: a PDF, a table or a photo of all pages.',
    vet: 'Haematology and biochemistry, with the laboratory’s reference ranges.',
    ...{ why, days, source },
  })

export const TIMELINE = helps(
  'timeline',
  { by: 'FIELD', field: 'TIMELINE' },
  {
    name: 'What happened, and when',
    owner: 'Write when it began, and what changed since, in your own words.',
    vet: 'The course so far, with dates.',
    why: 'How an illness moves is often the strongest clue.',
    source: AAHA_REFERRAL,
  },
)
