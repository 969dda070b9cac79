import { documentName } from '#lib/paper/name.ts'
import type { CaseStatus, DeliveryPolicy, OpinionAgreement, Side, Urgency, VetStance } from '#lib/db/generated/enums.ts'

// What a recommendation says, what it must say before it is signed, and in which order each reader meets it. Pure.

export type Answer = { question: string; answer: string }

/** What the specialist writes. */
export type Content = {
  assessment: string
  agreement: OpinionAgreement | null
  agreementNote: string
  differentials: string
  tests: string
  treatment: string
  prognosis: string
  urgency: Urgency | null
  examinationNeeded: string
  plainLanguage: string
  /** One a question, in the request's order. */
  answers: Answer[]
  addendumReason: string
}

/** A record as it stood when the recommendation was signed. */
export type Relied = { recordId: string; name: string; sha256: string }

export const TEXT_FIELDS = [
  'assessment',
  'agreementNote',
  'differentials',
  'tests',
  'treatment',
  'prognosis',
  'examinationNeeded',
  'plainLanguage',
  'addendumReason',
] as const
export type TextField = (typeof TEXT_FIELDS)[number]

export const AGREEMENTS: readonly OpinionAgreement[] = ['AGREE', 'AGREE_WITH_CHANGES', 'DIFFER', 'CANNOT_SAY']
export const AGREEMENT_WORDS: Record<OpinionAgreement, string> = {
  AGREE: 'Agrees with the first diagnosis',
  AGREE_WITH_CHANGES: 'Agrees, with changes',
  DIFFER: 'Comes to another diagnosis',
  CANNOT_SAY: 'Cannot say from these records',
}

export const URGENCIES: readonly Urgency[] = ['ROUTINE', 'SOON', 'URGENT']
export const URGENCY_MEANS: Record<Urgency, string> = {
  ROUTINE: 'Routine: it can wait for the next planned visit',
  SOON: 'Soon: see the attending vet within days',
  URGENT: 'Urgent: see a vet today',
}

export const EMPTY: Content = {
  assessment: '',
  agreement: null,
  agreementNote: '',
  differentials: '',
  tests: '',
  treatment: '',
  prognosis: '',
  urgency: null,
  examinationNeeded: '',
  plainLanguage: '',
  answers: [],
  addendumReason: '',
}

export const MEDICATION_NOTE =
  'This is advice from records, without seeing the animal. Decisions about medication and doses stay with the attending vet.'

/** What an answer means where no attending vet takes part, by the hospital's own policy; null: nothing to add. */
export function withoutVetWords(policy: DeliveryPolicy | null, hospital: string, patient: string): string | null {
  switch (policy) {
    case 'AFTER_LIVE_EXAM':
      return `No attending vet takes part. Advice about ${patient} itself is given after ${hospital} has examined ${patient}; until then it is general.`
    case 'GENERAL_ADVICE':
      return `No attending vet takes part. This is general advice about the illness and the ways to treat it, not instructions for ${patient}: for those, a vet has to see ${patient}.`
    case 'ATTENDING_VET_ONLY':
    case null:
      return null
  }
}

/** The form's name for the answer to a question, counted from 0. */
export const answerField = (place: number): string => `answer${place + 1}`

/** The answers that belong to these questions, in their order; a question without one has an empty answer. */
export function answersTo(questions: readonly string[], stored: readonly Answer[]): Answer[] {
  return questions.map((question, place) => {
    const same = stored[place]?.question === question ? stored[place] : stored.find((one) => one.question === question)
    return { question, answer: same?.answer ?? '' }
  })
}

/** What is missing before it can be signed, with the form's field that it belongs to. */
export type Missing = { field: string; message: string }

export function missing(content: Content, number: number): Missing[] {
  const empty = (text: string) => text.trim() === ''
  return [
    ...(number > 1 && empty(content.addendumReason)
      ? [{ field: 'addendumReason', message: 'Say what changed and why' }]
      : []),
    ...(empty(content.assessment) ? [{ field: 'assessment', message: 'Write the assessment' }] : []),
    ...(content.agreement === null
      ? [{ field: 'agreement', message: 'Say whether you agree with the first diagnosis' }]
      : []),
    ...(content.urgency === null ? [{ field: 'urgency', message: 'Choose how urgent it is' }] : []),
    ...content.answers.flatMap(({ question, answer }, place) =>
      empty(answer)
        ? [{ field: answerField(place), message: `Answer question ${place + 1}: “${shortened(question)}”` }]
        : [],
    ),
    ...(empty(content.plainLanguage)
      ? [{ field: 'plainLanguage', message: 'Write the part for the owner, in plain words' }]
      : []),
  ]
}

function shortened(text: string): string {
  const letters = [...text]
  return letters.length <= 60 ? text : `${letters.slice(0, 59).join('').trimEnd()}…`
}

/** Where a draft can be written: in review, while information for the review is awaited, and as an addendum. */
export const mayWriteIn = (status: CaseStatus, informationReturnsTo: CaseStatus | null): boolean =>
  status === 'IN_REVIEW' ||
  status === 'ANSWERED' ||
  (status === 'NEEDS_INFORMATION' && informationReturnsTo === 'IN_REVIEW')

/** Does a typed signature hold every word of the signer's own name? Case, accents and titles do not matter. */
export function signsAs(typed: string, name: string): boolean {
  const given = new Set(wordsOf(typed))
  return wordsOf(name).every((word) => given.has(word))
}

const wordsOf = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{Mark}+/gu, '')
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== '' && !TITLES.has(word))

const TITLES = new Set(['dr', 'prof', 'professor', 'med', 'vet', 'mr', 'mrs', 'ms', 'mx'])

export type SectionKey =
  | 'plain'
  | 'answers'
  | 'assessment'
  | 'agreement'
  | 'differentials'
  | 'tests'
  | 'treatment'
  | 'prognosis'
  | 'examination'

const CLINICAL = ['assessment', 'agreement', 'differentials', 'tests', 'treatment', 'prognosis', 'examination'] as const

/** All parts for everybody; the owner begins with the plain words, vets with the clinical part. */
export const orderFor = (side: Side): readonly SectionKey[] =>
  side === 'OWNER' ? ['plain', 'answers', ...CLINICAL] : [...CLINICAL, 'answers', 'plain']

/** A part as it is read: a heading, one line on what the word means, and text or answers. */
export type Section = { key: SectionKey; title: string; explain: string; text: string; answers: Answer[] }

const TITLES_OF: Record<SectionKey, { title: string; explain: string }> = {
  plain: { title: 'In plain words', explain: '' },
  answers: { title: 'Answers to the questions', explain: '' },
  assessment: { title: 'Assessment', explain: 'What the specialist makes of all the findings together.' },
  agreement: { title: 'The first diagnosis', explain: 'How this opinion stands to the diagnosis made so far.' },
  differentials: { title: 'Differentials', explain: 'Other illnesses that could explain the findings.' },
  tests: { title: 'Tests to consider', explain: 'What could make the picture clearer.' },
  treatment: { title: 'Treatment options', explain: 'Ways to treat it, to decide on together with the attending vet.' },
  prognosis: { title: 'Prognosis', explain: 'How it is likely to go on.' },
  examination: { title: 'What needs a physical examination', explain: 'What cannot be judged from records alone.' },
}

/** The parts that say something, in this reader's order. */
export function sectionsOf(content: Content, side: Side): Section[] {
  return orderFor(side)
    .map((key) => ({
      key,
      ...TITLES_OF[key],
      text: textOf(content, key),
      answers: key === 'answers' ? content.answers : [],
    }))
    .filter(({ text, answers }) => text !== '' || answers.length > 0)
}

function textOf(content: Content, key: SectionKey): string {
  switch (key) {
    case 'plain':
      return content.plainLanguage
    case 'answers':
      return ''
    case 'agreement':
      return [content.agreement && `${AGREEMENT_WORDS[content.agreement]}.`, content.agreementNote]
        .filter(Boolean)
        .join('\n\n')
    case 'examination':
      return content.examinationNeeded
    default:
      return content[key]
  }
}

export type Signed = {
  caseNumber: string
  number: number
  content: Content
  reliedOn: Relied[]
  signedName: string
  signedAt: Date
}

/** The one text that a signed version's hash is taken over: every word of it, in a fixed order. */
export function canonical({ caseNumber, number, content, reliedOn, signedName, signedAt }: Signed): string {
  return JSON.stringify([
    'conferral recommendation 1',
    caseNumber,
    number,
    TEXT_FIELDS.map((field) => content[field]),
    content.agreement,
    content.urgency,
    content.answers.map(({ question, answer }) => [question, answer]),
    reliedOn.map(({ recordId, name, sha256 }) => [recordId, name, sha256]),
    signedName,
    signedAt.toISOString(),
  ])
}

/** Enough of a hash to compare by eye. */
export const shortHash = (hash: string): string => hash.slice(0, 12)

/** "CF-7K3M2 Miso recommendation.pdf"; an addendum says so. */
export const pdfName = (caseNumber: string, patient: string, number: number): string =>
  documentName(caseNumber, patient, number > 1 ? `addendum ${number - 1}` : 'recommendation')

/** How an attending vet may stand to a recommendation; the words are as all three sides read them. */
export const VET_STANCES = ['READ', 'AGREE', 'AGREE_WITH_CHANGES', 'DIFFER'] as const satisfies readonly VetStance[]
export const VET_STANCE_WORDS: Record<VetStance, string> = {
  READ: 'Has read it',
  AGREE: 'Agrees',
  AGREE_WITH_CHANGES: 'Agrees, with changes',
  DIFFER: 'Sees it differently',
}

/** The owner is to understand what to do: a change or another view needs its reason. */
export const needsWhy = (stance: VetStance): boolean => stance === 'AGREE_WITH_CHANGES' || stance === 'DIFFER'
