import type { CaseKind, Side } from '#lib/db/generated/enums.ts'
import { normaliseAddress } from '#lib/auth/address.ts'
import type { Payer } from '#lib/case/status.ts'
import { MOST_QUESTIONS, realQuestions } from './rules.ts'

// What a practice's own request must say before it is sent: a referral, or a question to a specialist. Pure.

export const BEGUN_KINDS = ['REFERRAL', 'CONSULTATION'] as const
export type BegunKind = (typeof BEGUN_KINDS)[number]

export const BEGUN_WORDS: Record<BegunKind, { verb: string; title: string; hint: string }> = {
  REFERRAL: {
    verb: 'Refer a patient',
    title: 'Refer a patient',
    hint: 'You hand over one problem. The owner is invited to authorize it, and pays. The answer comes to both of you.',
  },
  CONSULTATION: {
    verb: 'Ask a specialist',
    title: 'Ask a specialist',
    hint: 'Vet to vet: you are advised and stay responsible. You pay, or the owner does. The answer comes to you.',
  },
}

export const PRACTICE_STEPS = ['write', 'hospital', 'review'] as const
export type PracticeStep = (typeof PRACTICE_STEPS)[number]
export const PRACTICE_STEP_WORDS: Record<PracticeStep, string> = {
  write: 'Patient and question',
  hospital: 'Hospital and service',
  review: 'Read, sign and send',
}
export const asPracticeStep = (given: unknown): PracticeStep | null =>
  PRACTICE_STEPS.find((step) => step === given) ?? null

export type BegunFacts = {
  kind: CaseKind
  payer: Payer
  hasPatient: boolean
  ownerName: string
  ownerEmail: string
  consentHow: string
  consentOn: Date | null
  presentingComplaint: string
  history: string
  questions: readonly string[]
  serviceId: string | null
  serviceOpen: boolean
  /** Of whoever would send it: nobody invites themselves as the owner. */
  senderAddress: string
}

export type PracticeMissing = { step: PracticeStep; field: string; message: string }

/** Is the owner invited when this is sent? */
export const invitesOwner = ({ kind, payer }: Pick<BegunFacts, 'kind' | 'payer'>): boolean =>
  kind === 'REFERRAL' || payer === 'OWNER'

/** What must still be said, in the order of the pages. */
export function missingFromPractice(draft: BegunFacts, today = new Date()): PracticeMissing[] {
  const asked = realQuestions(draft.questions).length
  const address = invitesOwner(draft) ? ownerAddressProblem(draft.ownerEmail, draft.senderAddress) : null
  const stated = draft.kind === 'CONSULTATION'
  const list: [when: boolean, step: PracticeStep, field: string, message: string][] = [
    [!draft.hasPatient, 'write', 'name', 'Give the animal’s name and species'],
    [draft.ownerName === '', 'write', 'ownerName', 'Give the owner’s name'],
    [address !== null, 'write', 'ownerEmail', address ?? ''],
    [draft.presentingComplaint === '', 'write', 'presentingComplaint', 'Say what the problem is'],
    [draft.history === '', 'write', 'history', 'Give the history'],
    [asked === 0, 'write', 'questions[]', 'Ask at least one question'],
    [asked > MOST_QUESTIONS, 'write', 'questions[]', `Choose your ${MOST_QUESTIONS} most important questions`],
    [stated && draft.consentHow === '', 'write', 'consentHow', 'Say how the owner consented'],
    [stated && draft.consentOn === null, 'write', 'consentOn', 'Say on which day the owner consented'],
    [
      stated && draft.consentOn !== null && draft.consentOn > today,
      'write',
      'consentOn',
      'The day the owner consented lies in the future',
    ],
    [draft.serviceId === null, 'hospital', 'service', 'Choose a hospital and service'],
    [
      draft.serviceId !== null && !draft.serviceOpen,
      'hospital',
      'service',
      'That service is not offered any more: choose another',
    ],
  ]
  return list.filter(([when]) => when).map(([, step, field, message]) => ({ step, field, message }))
}

/** What is wrong with the owner's address, or null. */
export function ownerAddressProblem(typed: string, senderAddress: string): string | null {
  if (typed === '') return 'Give the owner’s e-mail address'
  const given = normaliseAddress(typed)
  if ('problem' in given) return `The owner’s e-mail address: ${given.problem}`
  return given.address === senderAddress ? 'This is your own e-mail address: give the owner’s' : null
}

export const nextPracticeStep = (missing: readonly PracticeMissing[]): PracticeStep => missing[0]?.step ?? 'review'

/** Whoever asked may ask another hospital: the owner for a second opinion, the practice in what it began. */
export const asksAgain = ({ side, row }: { side: Side; row: { kind: CaseKind } }): boolean =>
  side === (row.kind === 'SECOND_OPINION' ? 'OWNER' : 'PRACTICE')
