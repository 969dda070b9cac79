import { oneLine } from '#lib/text.ts'

// The names that practices, and the programs that they print and export from, give to what this form asks for. A name that may mean
// two things is not here. Pure.

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

/** What a line's label may stand for; `signalment` facts are judged in paste-animal.ts, parts of a name are joined. */
export type Label = PastedField | 'age' | 'firstName' | 'lastName'

/** Texts that go on over several lines, until the next known label. */
const LONG = ['presentingComplaint', 'history', 'workingDiagnosis', 'proposedPlan', 'medications', 'questions'] as const
export type Long = (typeof LONG)[number]
export const isLong = (field: Label): field is Long => (LONG as readonly string[]).includes(field)

const OTHER_NAMES = { age: 'Age', firstName: 'Owner’s first name', lastName: 'Owner’s last name' } as const
export const nameOf = (label: Label): string =>
  label in OTHER_NAMES ? OTHER_NAMES[label as keyof typeof OTHER_NAMES] : PASTED_FIELDS[label as PastedField]

const NAMES: Record<Label, readonly string[]> = {
  name: ['patient', 'patient name', 'animal', 'animal name', 'pet', 'pet name'],
  species: ['species', 'patient species', 'animal species'],
  breed: ['breed', 'patient breed', 'animal breed'],
  sex: ['sex', 'gender', 'patient sex'],
  neuter: ['neutered', 'neuter status', 'spayed/neutered', 'desexed'],
  bornOn: ['dob', 'd.o.b.', 'date of birth', 'birth date', 'birthdate', 'born', 'birthday'],
  age: ['age'],
  weightKg: ['weight', 'body weight', 'bodyweight', 'bw', 'current weight', 'last weight', 'weight (kg)', 'weight kg'],
  ownerName: ['owner', 'owner name', 'client', 'client name'],
  firstName: ['owner first name', 'client first name'],
  lastName: ['owner last name', 'client last name', 'owner surname', 'client surname'],
  ownerEmail: ['owner email', 'client email', 'owner’s email', 'client’s email', 'email'].flatMap((name) => [
    ...[name, name.replace('email', 'e-mail')],
    ...[`${name} address`, `${name.replace('email', 'e-mail')} address`],
  ]),
  presentingComplaint: [
    ...['presenting complaint', 'presenting problem', 'chief complaint', 'complaint', 'problem'],
    ...['reason for referral', 'reason for visit'],
  ],
  history: [
    ...['history', 'clinical history', 'medical history', 'anamnesis'],
    ...['clinical notes', 'medical notes', 'case notes', 'clinical summary'],
  ],
  workingDiagnosis: ['diagnosis', 'working diagnosis', 'assessment'],
  proposedPlan: ['plan', 'proposed plan'],
  medications: ['medication', 'medications', 'current medication', 'current medications', 'medicines'],
  questions: ['question', 'questions', 'questions for the specialist'],
}

const LABELS = new Map(
  (Object.entries(NAMES) as [Label, readonly string[]][]).flatMap(([label, names]) =>
    names.map((name) => [name, label] as const),
  ),
)

/** A column's or line's name as words: PatientName, patient_name and "Patient name:" are one. */
export const plainName = (given: string): string =>
  oneLine(given.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll('_', ' '))
    .toLowerCase()
    .replaceAll("'", '’')
    .replace(/\s*:$/, '')

export const labelOf = (given: string): Label | null =>
  LABELS.get(plainName(given)) ?? LABELS.get(oneLine(given).toLowerCase()) ?? null

/** A name that says the unit lends it to a bare number. */
export const withUnit = (name: string, value: string): string =>
  /\bkg\b\)?$/.test(plainName(name)) && /^\s*\d+(?:[.,]\d+)?\s*$/.test(value) ? `${value.trim()} kg` : value
