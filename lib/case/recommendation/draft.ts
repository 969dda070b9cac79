import { AppError } from '#lib/errors.ts'
import { answerField, answersTo, type Content, TEXT_FIELDS, type TextField } from './rules.ts'
import { MOST_ANSWERS, type SaveInput } from './schema.ts'

// A save as a change of the draft, and what two writers at one draft are told. Pure.

/** What one save says; absent fields stay. Answers by their question's place. */
export type DraftPatch = Partial<Omit<Content, 'answers'>> & { answers: Map<number, string> }

export function patchOf(input: SaveInput): DraftPatch {
  const patch: DraftPatch = { answers: new Map() }
  for (const field of TEXT_FIELDS) if (input[field] !== undefined) patch[field] = input[field]
  if (input.agreement !== undefined) patch.agreement = input.agreement
  if (input.urgency !== undefined) patch.urgency = input.urgency
  for (let place = 0; place < MOST_ANSWERS; place += 1) {
    const answer = input[answerField(place)]
    if (typeof answer === 'string') patch.answers.set(place, answer)
  }
  return patch
}

/** The draft with the save laid over it. */
export function patched(content: Content, { answers, ...fields }: DraftPatch): Content {
  return {
    ...content,
    ...fields,
    answers: content.answers.map(({ question, answer }, place) => ({ question, answer: answers.get(place) ?? answer })),
  }
}

const LABELS: Record<TextField, string> = {
  assessment: 'Assessment',
  agreementNote: 'The note on the first diagnosis',
  differentials: 'Differentials',
  tests: 'Tests',
  treatment: 'Treatment options',
  prognosis: 'Prognosis',
  examinationNeeded: 'What needs a physical examination',
  plainLanguage: 'The part in plain words',
  addendumReason: 'What changed and why',
}

/** Per field that differs: a sentence, and then the text that is stored. Empty when both say the same. */
export function differences(stored: Content, typed: DraftPatch): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const field of TEXT_FIELDS)
    if (typed[field] !== undefined && typed[field] !== stored[field])
      found[field] = [`${LABELS[field]}: somebody else saved a different text`, stored[field]]
  if (typed.agreement !== undefined && typed.agreement !== stored.agreement)
    found.agreement = ['The first diagnosis: somebody else chose differently']
  if (typed.urgency !== undefined && typed.urgency !== stored.urgency)
    found.urgency = ['How urgent it is: somebody else chose differently']
  stored.answers.forEach(({ answer }, place) => {
    const mine = typed.answers.get(place)
    if (mine !== undefined && mine !== answer)
      found[answerField(place)] = [`The answer to question ${place + 1}: somebody else saved a different text`, answer]
  })
  return found
}

/** The refusal of a save that would have overwritten another's. The form keeps its own text and shows both. */
export const draftConflict = (stored: { version: number }, fieldErrors: Record<string, string[]>): AppError =>
  new AppError(
    'CONFLICT',
    'Somebody else saved this draft in the meantime. What you typed is kept here. “Save now” shows the other text below yours, and nothing is overwritten until you say so.',
    { ...fieldErrors, version: ['Read both texts, then save yours over the other', String(stored.version)] },
  )

/** The version that a save knows: the one on screen, or the other's that it means to replace. */
export const seenIn = ({ number, version, over }: SaveInput): { number: number; version: number } => ({
  number,
  version: over ?? version,
})

/** An addendum begins with what was signed last. */
export const addendumOf = (signed: Content, questions: readonly string[]): Content => ({
  ...signed,
  answers: answersTo(questions, signed.answers),
  addendumReason: '',
})
