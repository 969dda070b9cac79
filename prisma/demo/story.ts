import type { Recommendation } from '#lib/db/generated/client.ts'
import type { NeuterStatus, Sex, Species, Urgency } from '#lib/db/generated/enums.ts'
import type { ServiceKey, VetKey } from './cast.ts'
import type { Step } from './walk.ts'

/** A person in the demo: mailbox `<key>@<place>.demo.example`. */
export type DemoOwner = {
  key: string
  name: string
  phone: string
  timeZone: string
  /** Where their animals live (ISO 3166). */
  livesIn: string
  /** The attending vet of their animals, unless a story names another. */
  vet: VetKey
  animals: DemoAnimal[]
}

export type DemoAnimal = {
  name: string
  species: Species
  breed: string
  sex: Sex
  neuter: NeuterStatus
  /** Years of age on the day the demo is made; halves are months. */
  years: number
  kg: number
  /** What became of it in the end. */
  leaves?: { diedDaysAgo: number } | { to: string }
}

/** What the owner wrote. */
export type DemoRequest = {
  complaint: string
  history: string
  diagnosis: string
  plan: string
  /** The attending vet's medications with doses, as the owner copied them. */
  medications: string
  decision: string
  matters: string
  questions: string[]
  /** What else was said: why now, days, what matters most, by which day from now, how to be reached. */
  also?: {
    situation?: string
    happened?: { when: string; what: string }[]
    priorities?: string[]
    decideInDays?: number
    reachBy?: string[]
    reachTimes?: string
    language?: string
  }
}

/** One case: what was asked, and what then happened, step by step. */
export type Story = {
  /** An animal's name; it belongs to the owner of the file. */
  of: string
  at: ServiceKey
  vet?: VetKey
  /** Another owner of the demo, whom this one asks to stand by them, or to own the animal together. */
  friend?: string
  urgency?: Urgency
  /** Signs ticked in the safety questions; the owner then went on all the same. */
  redFlags?: string[]
  asks: DemoRequest
  /** Hours since the last step. */
  ended: number
  steps: Step[]
}

/** What the specialist wrote: the clinical parts, one answer a question, and the part in plain words. */
export type DemoAnswer = Pick<
  Recommendation,
  | 'assessment'
  | 'agreement'
  | 'agreementNote'
  | 'differentials'
  | 'tests'
  | 'treatment'
  | 'prognosis'
  | 'urgency'
  | 'examinationNeeded'
  | 'plainLanguage'
> & { answers: string[] }

/** An owner and the cases of their animals. */
export type Household = { owner: DemoOwner; stories: Story[] }
