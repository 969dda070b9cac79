import { csvRows } from '#lib/files/csv-rows.ts'
import { normaliseAddress } from '#lib/auth/address.ts'
import { oneLine } from '#lib/text.ts'
import { readAnimal } from './paste-animal.ts'

// A clinic's history as it is pasted: what stands on a line of its own behind a known label is read, and nothing else. Nothing is
// guessed: a value that can be read in two ways, or that is given twice, stays where it was. Pure.

export const PASTED_FIELDS = {
  name: 'Patient',
  species: 'Species',
  breed: 'Breed',
  sex: 'Sex',
  neuter: 'Neutered',
  bornOn: 'Born',
  weightKg: 'Weight (kg)',
  ownerName: 'Owner',
  ownerEmail: 'Owner’s e-mail',
  presentingComplaint: 'Problem',
  history: 'History',
  workingDiagnosis: 'Diagnosis',
  proposedPlan: 'Plan',
  medications: 'Medicines',
  questions: 'Questions',
} as const
export type PastedField = keyof typeof PASTED_FIELDS

/** `values`: as the form's fields want them. `rest`: the lines that were not read, as they stood. */
export type Pasted = { values: Partial<Record<PastedField, string>>; rest: string }

/** Texts that go on over several lines, until the next known label. */
const LONG = ['presentingComplaint', 'history', 'workingDiagnosis', 'proposedPlan', 'medications', 'questions'] as const
type Long = (typeof LONG)[number]
const isLong = (field: Label): field is Long => (LONG as readonly string[]).includes(field)

/** What a line's label may stand for; `signalment` facts are judged in paste-animal.ts. */
export type Label = PastedField | 'age'

const LABELS: Record<string, Label> = {
  ...Object.fromEntries(
    ['patient', 'patient name', 'animal', 'animal name', 'pet', 'pet name'].map((l) => [l, 'name']),
  ),
  ...{ species: 'species', breed: 'breed', sex: 'sex', gender: 'sex', neutered: 'neuter', 'neuter status': 'neuter' },
  ...{ dob: 'bornOn', 'd.o.b.': 'bornOn', 'date of birth': 'bornOn', born: 'bornOn', birthday: 'bornOn', age: 'age' },
  ...{
    weight: 'weightKg',
    'body weight': 'weightKg',
    bodyweight: 'weightKg',
    bw: 'weightKg',
    'weight (kg)': 'weightKg',
  },
  ...{ owner: 'ownerName', 'owner name': 'ownerName', client: 'ownerName', 'client name': 'ownerName' },
  ...{
    'owner email': 'ownerEmail',
    'owner e-mail': 'ownerEmail',
    'client email': 'ownerEmail',
    'client e-mail': 'ownerEmail',
  },
  ...{
    'owner’s email': 'ownerEmail',
    "owner's email": 'ownerEmail',
    'owner’s e-mail': 'ownerEmail',
    "owner's e-mail": 'ownerEmail',
  },
  ...{ email: 'ownerEmail', 'e-mail': 'ownerEmail' },
  ...{
    'presenting complaint': 'presentingComplaint',
    complaint: 'presentingComplaint',
    problem: 'presentingComplaint',
  },
  ...{ 'reason for referral': 'presentingComplaint', history: 'history', 'clinical history': 'history' },
  ...{ diagnosis: 'workingDiagnosis', 'working diagnosis': 'workingDiagnosis', assessment: 'workingDiagnosis' },
  ...{ plan: 'proposedPlan', 'proposed plan': 'proposedPlan', medication: 'medications', medications: 'medications' },
  ...{ 'current medication': 'medications', 'current medications': 'medications', medicines: 'medications' },
  ...{ question: 'questions', questions: 'questions', 'questions for the specialist': 'questions' },
}

const LINE = /^\s*(?<label>\p{L}[\p{L}\s.’'()-]{0,40}?)\s*[:：\t]\s*(?<value>.*)$/u

/** What the longest field holds; a longer text is cut there, and the rest of it stays in `rest`. */
export const MOST_PASTED = 60_000

/** Reads a pasted history, or a table of one animal (names above values, or names beside them). */
export function readPaste(given: string): Pasted {
  const text = given.replaceAll('\r\n', '\n').replaceAll('\r', '\n').slice(0, MOST_PASTED)
  const lines = tableLines(text) ?? text.split('\n')
  const found = new Map<Label, string[]>()
  const rest: string[] = []
  let open: string[] | null = null
  for (const line of lines) {
    const { label, value } = labelled(line)
    if (label === null) {
      ;(open ?? rest).push(line)
      continue
    }
    const isFirst = !found.has(label)
    const said = isFirst ? [value] : [...(found.get(label) ?? []), value]
    found.set(label, said)
    open = isLong(label) ? said : null
    if (open && !isFirst) open = said
  }
  return settle(found, rest)
}

function labelled(line: string): { label: Label; value: string } | { label: null; value: string } {
  const { label, value } = LINE.exec(line)?.groups ?? {}
  const known = label === undefined ? undefined : LABELS[oneLine(label).toLowerCase()]
  return known && value !== undefined ? { label: known, value: value.trim() } : { label: null, value: line }
}

function settle(found: ReadonlyMap<Label, readonly string[]>, unread: readonly string[]): Pasted {
  const values: Pasted['values'] = {}
  const rest = [...unread]
  const once = new Map<Label, string>()
  for (const [label, said] of found) {
    if (isLong(label)) {
      const text = said.join('\n').trim()
      if (text) values[label] = text
      continue
    }
    const different = [...new Set(said.map((value) => oneLine(value)).filter(Boolean))]
    const [only] = different
    // Given twice, and not the same: which of them holds is not ours to say.
    if (different.length === 1 && only) once.set(label, only)
    else for (const value of different) rest.push(`${nameOf(label)}: ${value}`)
  }
  const animal = readAnimal(once)
  Object.assign(values, animal.values, readOwner(once, rest))
  for (const label of animal.unread) rest.push(`${nameOf(label)}: ${once.get(label) ?? ''}`)
  return { values, rest: rest.join('\n').trim() }
}

const nameOf = (label: Label): string => (label === 'age' ? 'Age' : PASTED_FIELDS[label])

function readOwner(once: ReadonlyMap<Label, string>, rest: string[]): Pasted['values'] {
  const name = once.get('ownerName')
  const email = once.get('ownerEmail')
  const values: Pasted['values'] = name ? { ownerName: name.slice(0, 120) } : {}
  if (email === undefined) return values
  const judged = normaliseAddress(email)
  if ('address' in judged) return { ...values, ownerEmail: judged.address }
  rest.push(`${PASTED_FIELDS.ownerEmail}: ${email}`)
  return values
}

/** A table with names that are known, as lines "name: value"; null for anything else, and for more than one animal. */
function tableLines(text: string): string[] | null {
  const first = text.split('\n', 1)[0] ?? ''
  if (!/[\t;,|]/.test(first)) return null
  const { rows } = csvRows(text, 200)
  const known = (cell: string) => LABELS[oneLine(cell).toLowerCase().replace(/:$/, '')] !== undefined
  const [head, ...data] = rows
  if (!head) return null
  const filled = data.filter((row) => row.some((cell) => cell.trim() !== ''))
  if (head.length > 1 && head.filter(known).length >= 2 && filled.length === 1)
    return head.map((cell, at) => `${cell}: ${filled[0]?.[at] ?? ''}`)
  if (rows.length > 1 && rows.every((row) => row.length === 2 && known(row[0] ?? '')))
    return rows.map(([label = '', value = '']) => `${label.replace(/:$/, '')}: ${value}`)
  return null
}
