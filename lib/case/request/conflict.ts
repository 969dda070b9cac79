import { AppError } from '#lib/errors.ts'
import type { DraftPatch } from './patch.ts'
import type { RequestView } from './queries.ts'
import { realQuestions } from './rules.ts'
import { daysText } from '#lib/case/wishes.ts'

// Two devices, one draft: the one that saves later sees both texts. Pure.

const FORM_FIELDS = {
  presentingComplaint: 'The problem',
  history: 'What happened and when',
  workingDiagnosis: 'Your vet’s diagnosis',
  proposedPlan: 'The plan',
  medications: 'The medicines',
  decisionAhead: 'The decision ahead',
  whatMatters: 'What matters most',
  reachPhone: 'Your phone number',
  reachTimes: 'When to reach you',
  attendingVetName: 'Your vet’s name',
  attendingVetPractice: 'The practice’s name',
  attendingVetEmail: 'Your vet’s e-mail address',
} as const

/**
 * The refusal of a save that would have overwritten another: for each field that differs, a sentence and then the text
 * that is stored. Nothing is lost: the stored text stays stored, and the form keeps what was typed. Null when the save
 * overwrites no text.
 */
export function draftConflict(stored: RequestView, typed: DraftPatch): AppError | null {
  const fieldErrors: Record<string, string[]> = {}
  const compare = (field: string, label: string, mine: string | undefined, theirs: string) => {
    if (mine !== undefined && theirs !== '' && mine !== theirs)
      fieldErrors[field] = [`${label}: another device saved a different text`, theirs]
  }
  for (const [name, label] of Object.entries(FORM_FIELDS) as [keyof typeof FORM_FIELDS, string][])
    compare(name, label, typed[name], stored[name])
  const asked = typed.questions && realQuestions(typed.questions).join('\n')
  compare('questions[]', 'Your questions', asked, stored.questions.join('\n'))
  const happened = typed.happened && daysText(typed.happened)
  compare('what[]', 'What happened, day by day', happened, daysText(stored.happened))
  if (Object.keys(fieldErrors).length === 0) return null
  return new AppError(
    'CONFLICT',
    'This request was saved on another device in the meantime. What you typed here is still here, and the other text is shown beside it: put together what you want, then save.',
    fieldErrors,
  )
}
