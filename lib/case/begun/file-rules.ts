import type { RecordStatus } from '#lib/db/generated/enums.ts'
import { MOST_PASTED, readPaste } from '#lib/case/request/paste.ts'
import { PASTED_FIELDS, type PastedField } from '#lib/case/request/paste-labels.ts'
import type { PracticeDraft } from '#lib/case/request/practice-draft.ts'
import { MOST_QUESTIONS, realQuestions } from '#lib/case/request/rules.ts'
import { SPECIES_WORDS } from '#lib/words.ts'

// What a file that was added to a practice's draft says for the form: shown first, put into empty fields on a press. Pure.

/** Of a file's words, so many are read: those of some sixty pages. */
export const MOST_READ = 200_000

/** A file that was added, as far as it came. */
export type AddedFile = {
  id: string
  name: string
  status: RecordStatus
  contentType: string | null
  refusal: string | null
  /** What was read out of it; null: not yet. */
  reading: { text: string; note: string | null } | null
  /** Is it still going to be read? */
  readSoon: boolean
}

export type FromFile = {
  field: PastedField
  name: string
  /** As a person reads it. */
  said: string
  /** As the form's field wants it. */
  value: string
  /** The field says something already, which stays. */
  taken: boolean
}

export type FileView = { id: string; name: string } & (
  | { state: 'WAITS' }
  /** Why nothing of it can go into the form. `kept`: it is among the records all the same. */
  | { state: 'NOTHING'; why: string; kept: boolean }
  | { state: 'READ'; fields: FromFile[]; rest: string; cut: boolean }
)

const READABLE = new Set(['application/pdf', 'text/plain', 'text/csv', 'text/tab-separated-values'])

const WHY = {
  otherKind:
    'This is not a PDF, a CSV table or a text, so nothing was read from it. Export the history as one of these, or paste it.',
  noText: 'There are no words in this PDF: it seems to be scanned or photographed. Type or paste what matters.',
  several:
    'It names more than one animal, so nothing was read: which of them is meant is not ours to say. Export one animal alone, and remove this file under Records: it tells of others.',
  unnamed:
    'Nothing in it stands behind a name that we know for certain (“Patient:”, “Species:”, “History:” …), so nothing was read.',
}

/** What is said of a file, for the draft as it is now. */
export function viewOf(file: AddedFile, draft: PracticeDraft): FileView {
  const { id, name } = file
  const nothing = (why: string, kept = true): FileView => ({ id, name, state: 'NOTHING', why, kept })
  if (file.status === 'REFUSED') return nothing(file.refusal ?? 'This file could not be taken.', false)
  if (file.status === 'UPLOADING' || file.status === 'CHECKING') return { id, name, state: 'WAITS' }
  if (file.status !== 'READY' || !READABLE.has(file.contentType ?? '')) return nothing(WHY.otherKind)
  if (!file.reading) return file.readSoon ? { id, name, state: 'WAITS' } : nothing('It could not be read just now.')
  const { text, note } = file.reading
  if (text.trim() === '') return nothing(note ?? WHY.noText)
  const { values, rest, several } = readPaste(text, MOST_READ)
  if (several) return nothing(WHY.several)
  const fields = fieldsOf(values, draft)
  if (fields.length === 0) return nothing(WHY.unnamed)
  const tooLong = fields.filter(({ field, value }) => value.length > MOST[field])
  const unread = [rest, ...tooLong.map((one) => `${one.name}: ${one.value}`)].filter(Boolean).join('\n')
  return {
    ...{ id, name, state: 'READ', rest: unread, cut: text.length > MOST_READ - 1000 },
    fields: fields.filter((one) => !tooLong.includes(one)),
  }
}

/** As the fields of the form; what is longer stays beside them, as it is, for the person to shorten. */
const MOST: Record<PastedField, number> = {
  ...{ name: 80, species: 20, breed: 120, sex: 20, neuter: 20, bornOn: 20, weightKg: 20 },
  ...{ ownerName: 120, ownerEmail: 254, presentingComplaint: 4000, history: 20_000 },
  ...{ workingDiagnosis: 4000, proposedPlan: 8000, medications: 8000, questions: 500 * MOST_QUESTIONS },
}

function fieldsOf(values: Partial<Record<PastedField, string>>, draft: PracticeDraft): FromFile[] {
  const now = filled(draft)
  return (Object.keys(PASTED_FIELDS) as PastedField[]).flatMap((field) => {
    const value = values[field]
    if (!value) return []
    return [{ field, value, name: PASTED_FIELDS[field], said: wordsOf(field, value), taken: now[field] !== '' }]
  })
}

const CODES: Partial<Record<PastedField, Record<string, string>>> = {
  sex: { FEMALE: 'Female', MALE: 'Male' },
  neuter: { NEUTERED: 'Yes', INTACT: 'No' },
}

function wordsOf(field: PastedField, value: string): string {
  if (field === 'species') return SPECIES_WORDS[value as keyof typeof SPECIES_WORDS]?.label ?? value
  return CODES[field]?.[value] ?? value
}

/** What the draft's fields say now; "not known" says nothing. */
function filled({ animal, request, ownerName, ownerEmail }: PracticeDraft): Record<PastedField, string> {
  const { presentingComplaint, history, workingDiagnosis, proposedPlan, medications, questions } = request
  const known = (said: string | undefined) => (said === undefined || said === 'UNKNOWN' ? '' : said)
  return {
    ...{ name: known(animal.name), species: known(animal.species), breed: known(animal.breed) },
    ...{ sex: known(animal.sex), neuter: known(animal.neuter), bornOn: known(animal.bornOn) },
    ...{ weightKg: known(animal.weightKg), ownerName, ownerEmail, presentingComplaint, history },
    ...{ workingDiagnosis, proposedPlan, medications, questions: realQuestions(questions).join('\n') },
  }
}

/** What of a file's values goes into the draft, as its form would send it. */
export function intoForm(fields: readonly FromFile[], { animal }: PracticeDraft) {
  const fresh = Object.fromEntries(fields.flatMap((one) => (one.taken ? [] : [[one.field, one.value]])))
  const { name, species, breed, sex, neuter, bornOn, weightKg, questions, ...words } = fresh as Partial<
    Record<PastedField, string>
  >
  const said = Object.entries({ name, species, breed, sex, neuter, bornOn, weightKg }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return {
    ...words,
    ...(said.length > 0 ? { name: '', ...animal, ...Object.fromEntries(said) } : {}),
    ...(questions ? { 'questions[]': realQuestions(questions.split('\n')).slice(0, MOST_QUESTIONS) } : {}),
  }
}

/** Of what nobody could read, so much is kept beside the form. */
export const restWith = (before: string, rest: string): string =>
  [before, before.includes(rest) ? '' : rest].filter(Boolean).join('\n\n').slice(0, MOST_PASTED)
