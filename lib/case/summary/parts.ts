import type { ReadinessLine } from '#lib/case/records/readiness/queries.ts'
import { missingWords } from '#lib/case/records/readiness/rules.ts'
import { dayWords } from '#lib/patient/days.ts'
import { entryWords, trendWords, whenWords } from '#lib/patient/history/rules.ts'
import type { HistoryEntry, HistoryView } from '#lib/patient/history/view.ts'
import type { LabSeries, LabState, LabView } from '#lib/patient/laboratory/view.ts'
import { partsOf, type SummaryPart } from './rules.ts'

// What each part of the one page says, from what a reader may see. Pure.

export type ImageFact = { modality: string; part: string; day: string; images: number; name: string }

export type SummarySource = {
  request: {
    presentingComplaint: string
    history: string
    workingDiagnosis: string
    proposedPlan: string
    medications: string
    decisionAhead: string
    questions: readonly string[]
  }
  history: HistoryView
  lab: Pick<LabView, 'series'> | null
  images: readonly ImageFact[]
  readiness: readonly ReadinessLine[] | null
}

/** The parts of a case's page, uncut. */
export function summaryParts({ request, history, lab, images, readiness }: SummarySource): SummaryPart[] {
  const lacking = readiness?.filter(({ state }) => state !== 'there') ?? []
  return partsOf({
    questions: request.questions,
    complaint: [request.presentingComplaint],
    timeline: timeline(history, request.history),
    problems: history.problems.map(withDay),
    diagnosis: [request.workingDiagnosis],
    plan: [request.proposedPlan],
    decision: [request.decisionAhead],
    medications: [...history.medications.map(withDay), ...written(history, request.medications)],
    allergies: history.allergies.map(withDay),
    weight: weightWords(history),
    results: resultLines(lab?.series ?? []),
    images: images.map(imageWords),
    missing: lacking.length > 0 ? [missingWords(lacking)] : [],
  })
}

const withDay = (entry: HistoryEntry): string => [entryWords(entry), whenWords(entry)].filter(Boolean).join(', ')

/** Dated lines in their order; the owner's own words stand before them, a line each. */
function timeline(history: HistoryView, said: string): string[] {
  const dated = [...history.symptoms, ...history.procedures].toSorted((a, b) =>
    (a.since ?? '').localeCompare(b.since ?? ''),
  )
  const lines = dated.map((entry) =>
    [entry.since && dayWords(entry.since), entryWords(entry)].filter(Boolean).join(': '),
  )
  return [...said.split('\n'), ...lines]
}

/** What the owner wrote into the request stands where nothing was entered line by line. */
const written = (history: HistoryView, said: string): string[] =>
  history.medications.length > 0 ? [] : said.split('\n')

function weightWords({ weight }: HistoryView): string[] {
  if (!weight) return []
  const { latest } = weight
  const day = latest.since ? ` on ${dayWords(latest.since)}` : ''
  return [[`${entryWords(latest)}${day}`, trendWords(weight)].filter(Boolean).join(', ')]
}

const ABNORMAL: Partial<Record<LabState, { rank: number; word: string }>> = {
  CRITICAL: { rank: 0, word: 'critical' },
  HIGH: { rank: 1, word: 'high' },
  LOW: { rank: 1, word: 'low' },
}
const ARROWS = { UP: '↑ rising', DOWN: '↓ falling', STEADY: '→ steady' } as const

/** "Creatinine 212 µmol/L, high (80 - 200), ↑ rising, 12 Nov 2026": what is out of its range; else one line that nothing is. */
function resultLines(series: readonly LabSeries[]): string[] {
  const abnormal = series
    .flatMap((one) => {
      const state = ABNORMAL[one.latest.state]
      return state ? [{ one, ...state }] : []
    })
    .toSorted((a, b) => a.rank - b.rank || b.one.latest.day.localeCompare(a.one.latest.day))
  if (abnormal.length > 0) return abnormal.map(({ one, word }) => resultWords(one, word))
  const judged = series.filter(({ latest }) => latest.state === 'NORMAL')
  if (judged.length === 0)
    return series.length > 0 ? [`${series.length} values, none with a range to judge it by.`] : []
  return [`${judged.length === 1 ? '1 value' : `${judged.length} values`} judged, none out of range.`]
}

function resultWords({ name, latest, direction }: LabSeries, word: string): string {
  const value = [latest.said, latest.saidUnit].filter(Boolean).join(' ')
  const range = latest.saidRange ? `${word} (${latest.saidRange})` : word
  return [`${name} ${value}`, range, direction && ARROWS[direction], dayWords(latest.day)].filter(Boolean).join(', ')
}

const METHODS: Partial<Record<string, string>> = {
  ...{ CR: 'X-ray', DX: 'X-ray', RF: 'Fluoroscopy', US: 'Ultrasound', MR: 'MRI', NM: 'Scintigraphy', ES: 'Endoscopy' },
}

/** "CT", "X-ray, ultrasound": of DICOM's codes, as a list of studies has them. */
const methodWords = (codes: string): string =>
  [...new Set(codes.split(', ').map((code) => METHODS[code] ?? code))].join(', ')

function imageWords({ modality, part, day, images, name }: ImageFact): string {
  const what = modality ? [methodWords(modality), part.toLowerCase()].filter(Boolean).join(' ') : name
  const count = images > 1 ? `${images} images` : ''
  return [what, day && dayWords(day), count].filter(Boolean).join(', ')
}
