import type { PaymentStatus, Species, Urgency } from '#lib/db/generated/enums.ts'
import { normaliseAddress } from '#lib/auth/address.ts'
import { type Happened, phoneProblem } from '#lib/case/wishes.ts'
import { redFlagsFor } from './red-flags.ts'

// The request: its steps, what it must say before it is sent, its number. Pure.

export const REQUEST_STEPS = ['check', 'story', 'plan', 'questions', 'vet', 'reach', 'hospital', 'review'] as const
export type RequestStep = (typeof REQUEST_STEPS)[number]

export const STEP_WORDS: Record<RequestStep, string> = {
  check: 'Is it safe to wait?',
  story: 'What happened',
  plan: 'Diagnosis and plan so far',
  questions: 'Your questions',
  hospital: 'Hospital',
  vet: 'Your vet',
  reach: 'Reaching you',
  review: 'Read and send',
}

export const stepAfter = (step: RequestStep): RequestStep => REQUEST_STEPS[REQUEST_STEPS.indexOf(step) + 1] ?? 'review'
export const stepBefore = (step: RequestStep): RequestStep => REQUEST_STEPS[REQUEST_STEPS.indexOf(step) - 1] ?? 'check'

/** The step that a path asks for, or null for the one that comes next. */
export const asStep = (given: unknown): RequestStep | null => REQUEST_STEPS.find((step) => step === given) ?? null

export const FEWEST_QUESTIONS = 3
export const MOST_QUESTIONS = 5
/** Days that owner and practice have to sign before the request lapses; the vet's link lives as long. */
export const CONSENT_DAYS = 30

export const URGENCIES = ['ROUTINE', 'SOON', 'URGENT'] as const
export const URGENCY_WORDS: Record<Urgency, { label: string; hint: string }> = {
  ROUTINE: { label: 'No hurry', hint: 'The decision can wait for the hospital’s usual time.' },
  SOON: { label: 'Soon', hint: 'A decision is due within about a week.' },
  URGENT: { label: 'Urgent', hint: 'A decision is due within a day or two. This is no emergency service.' },
}

/** How the red-flag screen was left: nothing was ticked, or the owner saw the advice and went on. */
export type RedFlagAnswer = 'NONE' | 'WENT_ON'

/** Ids of real signs for this kind of animal, in the list's order, whatever was posted. */
export const knownFlags = (species: Species, posted: readonly string[]): string[] =>
  redFlagsFor(species)
    .map((flag) => flag.id)
    .filter((id) => posted.includes(id))

export type DraftFacts = {
  redFlagAnswer: string | null
  presentingComplaint: string
  history: string
  happened: readonly Happened[]
  workingDiagnosis: string
  questions: readonly string[]
  decisionOn: string | null
  reachBy: readonly string[]
  reachPhone: string
  /** Where the day ends last on earth, so that nobody's today counts as past. */
  today: string
  serviceOpen: boolean
  serviceId: string | null
  attendingVetName: string
  attendingVetPractice: string
  attendingVetEmail: string
  ownerAddress: string
}

export type Missing = { step: RequestStep; field: string; message: string }

/** What must still be said before the request can be sent, in the order of the steps. */
export function missingFrom(draft: DraftFacts): Missing[] {
  const asked = realQuestions(draft.questions).length
  const addressProblem = vetAddressProblem(draft.attendingVetEmail, draft.ownerAddress)
  const told = draft.happened.some(({ what }) => what !== '')
  const phone = draft.reachBy.includes('PHONE') ? phoneProblem(draft.reachPhone) : null
  const past = draft.decisionOn !== null && draft.decisionOn < draft.today
  const list: [when: boolean, step: RequestStep, field: string, message: string][] = [
    [draft.redFlagAnswer === null, 'check', 'redFlags[]', 'Answer the safety questions'],
    [draft.presentingComplaint === '', 'story', 'presentingComplaint', 'Say what the problem is'],
    [draft.history === '' && !told, 'story', 'history', 'Say what happened and when'],
    [draft.workingDiagnosis === '', 'plan', 'workingDiagnosis', 'Say what your vet thinks it is, or “not known yet”'],
    [asked < FEWEST_QUESTIONS, 'questions', 'questions[]', questionsWanted(asked)],
    [asked > MOST_QUESTIONS, 'questions', 'questions[]', `Choose your ${MOST_QUESTIONS} most important questions`],
    [past, 'plan', 'decisionOn', 'The day of the decision has passed: choose another, or leave it empty'],
    [draft.serviceId === null, 'hospital', 'service', 'Choose a hospital and service'],
    [
      draft.serviceId !== null && !draft.serviceOpen,
      'hospital',
      'service',
      'That service is not offered any more: choose another',
    ],
    [draft.attendingVetName === '', 'vet', 'attendingVetName', 'Give your vet’s name'],
    [draft.attendingVetPractice === '', 'vet', 'attendingVetPractice', 'Give the name of your vet’s practice'],
    [addressProblem !== null, 'vet', 'attendingVetEmail', addressProblem ?? ''],
    [phone !== null, 'reach', 'reachPhone', phone ?? ''],
  ]
  return list
    .filter(([when]) => when)
    .map(([, step, field, message]) => ({ step, field, message }))
    .toSorted((one, other) => REQUEST_STEPS.indexOf(one.step) - REQUEST_STEPS.indexOf(other.step))
}

/** What is wrong with the vet's address, in the owner's words, or null. Nobody can be their own attending vet. */
export function vetAddressProblem(typed: string, ownerAddress: string): string | null {
  if (typed === '') return 'Give your vet’s e-mail address'
  const given = normaliseAddress(typed)
  if ('problem' in given) return `Your vet’s e-mail address: ${given.problem}`
  return given.address === ownerAddress
    ? 'This is your own e-mail address: give the one of your vet, or of their practice'
    : null
}

const questionsWanted = (asked: number) =>
  asked === 0
    ? `Ask ${FEWEST_QUESTIONS} to ${MOST_QUESTIONS} questions`
    : `Ask ${FEWEST_QUESTIONS - asked} more ${FEWEST_QUESTIONS - asked === 1 ? 'question' : 'questions'} (${FEWEST_QUESTIONS} to ${MOST_QUESTIONS} in all)`

/** Questions with something in them, in order. */
export const realQuestions = (questions: readonly string[]): string[] =>
  questions.map((question) => question.trim()).filter((question) => question !== '')

/** The step to go on with: the first with something missing, else the review. The safety questions come before all. */
export const nextStep = (missing: readonly Missing[]): RequestStep => missing[0]?.step ?? 'review'

/** The complaint's first line, for lists. At most 140 characters, cut at a word where there is one. */
export function headlineOf(complaint: string): string {
  const first = (complaint.trim().split('\n', 1)[0] ?? '').replace(/\s+/g, ' ').trim()
  const letters = [...first]
  if (letters.length <= 140) return first
  const cut = letters.slice(0, 139).join('')
  const word = cut.lastIndexOf(' ')
  return `${(word > 80 ? cut.slice(0, word) : cut).trimEnd()}…`
}

/** No letter or digit that looks like another (0 O, 1 I L, 5 S, 8 B, 2 Z, U V), and no vowel that could make a word. */
export const NUMBER_ALPHABET = '2346789CDFGHJKMNPQRTVWXY'

/** A case's public number from random bytes (at least 5), e.g. CF-7K3M2. */
export function caseNumber(bytes: Uint8Array): string {
  const letters = [...bytes.subarray(0, 5)].map((byte) => NUMBER_ALPHABET[byte % NUMBER_ALPHABET.length])
  return `CF-${letters.join('')}`
}

/** What a withdrawal means for the owner's money. */
export type WithdrawalMoney = 'NOTHING_PAID' | 'CHECKOUT_ENDS' | 'REFUND' | 'REFUND_DIED' | 'NO_REFUND'

/**
 * Judges a withdrawal: before payment nothing is owed; once paid, the fee goes back when the hospital is later than
 * it promised (its clock may stand still while information is awaited) and when the animal has died, and stays otherwise.
 */
export function withdrawalMoney(
  facts: {
    paidAt: Date | null
    dueAt: Date | null
    clockLeftMs: bigint | null
    payments: readonly PaymentStatus[]
    died?: boolean
  },
  now: Date,
): WithdrawalMoney {
  if (!facts.payments.includes('PAID')) return facts.payments.includes('OPEN') ? 'CHECKOUT_ENDS' : 'NOTHING_PAID'
  if (facts.died) return 'REFUND_DIED'
  const late = facts.dueAt !== null ? facts.dueAt < now : facts.clockLeftMs !== null && facts.clockLeftMs <= 0n
  return late ? 'REFUND' : 'NO_REFUND'
}

export const WITHDRAWAL_WORDS: Record<WithdrawalMoney, string> = {
  NOTHING_PAID: 'You have not paid anything, and nothing will be charged.',
  CHECKOUT_ENDS: 'You have not paid yet. The payment page is closed, so that nothing can be charged any more.',
  REFUND: 'The hospital is later than it promised, so you get the whole fee back.',
  REFUND_DIED: 'The fee that you have paid comes back in full.',
  NO_REFUND:
    'The fee is paid and the hospital is at work within the time it promised, so the fee is not paid back. If it comes to be late, it is: you can also wait for that.',
}

/** What became of the fee of a request that was taken back; '' for those who do not see payments. */
export function moneyAfterwards(payments: readonly PaymentStatus[]): string {
  if (payments.includes('REFUNDED')) return 'The whole fee was paid back.'
  if (payments.includes('REFUND_DUE')) return 'The whole fee is on its way back.'
  if (payments.includes('PAID')) return 'The fee stays with the hospital, which was at work within its time.'
  return 'Nothing was charged.'
}
