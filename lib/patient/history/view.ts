import type { HistoryKind, Severity } from '#lib/db/generated/enums.ts'

// What is told of an animal's history in one case: entries by owner and practice, each as this reader may see it now.

/** A day as exactly as somebody knows it: "2026", "2026-03" or "2026-03-14". Sorts as text. */
export type PartialDay = string

/** One line of the history. Texts are as they were typed; '' where nothing was said. */
export type HistoryEntry = {
  id: string
  kind: HistoryKind
  /** The drug, the allergen, the procedure, the problem or the symptom; '' for a weight. */
  what: string
  /** MEDICATION: "1.25" "mg" "by mouth" "twice a day". */
  dose: string
  unit: string
  route: string
  frequency: string
  /** ALLERGY: the reaction. PROCEDURE: where. SYMPTOM and PROBLEM: more words. */
  detail: string
  /** ALLERGY and SYMPTOM; null where nobody said. */
  severity: Severity | null
  /** WEIGHT. */
  grams: number | null
  /** MEDICATION and PROBLEM: begun. PROCEDURE, WEIGHT, SYMPTOM: the day it was. */
  since: PartialDay | null
  until: PartialDay | null
  /** MEDICATION: still given. PROBLEM: not resolved. True for all others. */
  active: boolean
  holder: 'OWNER' | 'PRACTICE'
  /** Who wrote it, or changed it last. */
  by: string
  at: Date
  /** The reader's side holds it. */
  own: boolean
  /** Written for an earlier case of the animal, and taken along. */
  carried: boolean
  version: number
}

/** How the weight moves: the newest beside the one before. */
export type WeightTrend = {
  latest: HistoryEntry
  before: HistoryEntry | null
  /** From the one before to the newest, in percent of the one before; null with one weight only. */
  percent: number | null
}

/** The history by kind: what counts now first, then the newest. Symptoms run from the first to the last day. */
export type HistoryView = {
  title: string
  medications: HistoryEntry[]
  allergies: HistoryEntry[]
  problems: HistoryEntry[]
  procedures: HistoryEntry[]
  weights: HistoryEntry[]
  symptoms: HistoryEntry[]
  weight: WeightTrend | null
  /** What the owner wrote into the request in free words, shown beside. */
  said: { medications: string; history: string }
  /** A hospital for which consent is not complete: there may be more than it sees. */
  closed: boolean
}

/** All lines, of whatever kind. */
export const linesOf = (view: HistoryView): HistoryEntry[] => [
  ...view.medications,
  ...view.allergies,
  ...view.problems,
  ...view.procedures,
  ...view.weights,
  ...view.symptoms,
]
