import type { SummaryPart } from './rules.ts'

/** A case on one page, as one reader may see it at one moment. */
export type SummaryView = {
  caseId: string
  number: string
  /** "In triage" */
  status: string
  patient: string
  /** "Cat, Domestic shorthair · female, spayed · 9 years · 4.1 kg" */
  signalment: string
  /** Who takes part: "Owner" "Ana Ruiz". */
  people: { label: string; value: string }[]
  parts: SummaryPart[]
  /** Who it was made for, and when. */
  madeFor: string
  asOf: Date
  zone: string
  /** The reader does not see all that there is: consent is not complete. */
  closed: boolean
  /** Consent is given, and leaves records out. */
  part: boolean
  paper: 'A4' | 'LETTER'
  pageUrl: string
}
