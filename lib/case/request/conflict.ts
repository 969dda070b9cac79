import { AppError } from '#lib/errors.ts'
import type { DraftPatch } from './patch.ts'
import type { RequestView } from './queries.ts'

// Two devices, one draft: the one that saves later sees both texts. Pure.

const FORM_FIELDS = {
  presentingComplaint: 'The problem',
  history: 'What happened and when',
  workingDiagnosis: 'Your vet’s diagnosis',
  proposedPlan: 'The plan',
  medications: 'The medicines',
  decisionAhead: 'The decision ahead',
  whatMatters: 'What matters most',
  attendingVetName: 'Your vet’s name',
  attendingVetPractice: 'The practice’s name',
  attendingVetEmail: 'Your vet’s e-mail address',
} as const

/**
 * The refusal of a save that would have overwritten another: for each field that differs, a sentence and then the text
 * that is stored. Nothing is lost: the stored text stays stored, and the form keeps what was typed.
 */
export function draftConflict(stored: RequestView, typed: DraftPatch): AppError {
  const fieldErrors: Record<string, string[]> = {}
  for (const [name, label] of Object.entries(FORM_FIELDS) as [keyof typeof FORM_FIELDS, string][])
    if (typed[name] !== undefined && typed[name] !== stored[name])
      fieldErrors[name] = [`${label}: another device saved a different text`, stored[name]]
  const [mine, theirs] = [typed.questions?.join('\n'), stored.questions.join('\n')]
  if (mine !== undefined && mine !== theirs)
    fieldErrors['questions[]'] = ['Your questions: another device saved different ones', theirs]
  return new AppError(
    'CONFLICT',
    'This request was saved on another device in the meantime. What you typed here is still here, and the other text is shown beside it: put together what you want, then save.',
    fieldErrors,
  )
}
