import type { CaseKind, CaseStatus, DeliveryPolicy, Side, Turn } from '#lib/db/generated/enums.ts'

// The way of a case: the only place that knows it. Pure.

/** Who pays the fee: the owner, or in a consultation the practice that asks. */
export type Payer = Extract<Side, 'OWNER' | 'PRACTICE'>

/** What the rules look at: loaded by load.ts, judged here. */
export type CaseFacts = {
  kind: CaseKind
  payer: Payer
  requestComplete: boolean
  releaseStands: boolean
  agreementStands: boolean
  agreementDeclined: boolean
  /** The vet has been silent for so long that the hospital's policy may decide (days). */
  practiceSilentDays: number
  withoutPractice: boolean
  deliveryPolicy: DeliveryPolicy | null
  estimateOpen: boolean
  feeSettled: boolean
  informationFrom: Side | null
  informationReturnsTo: CaseStatus | null
  closedDaysAgo: number
}

export type Verb =
  | 'submit'
  | 'discard'
  | 'completeConsent'
  | 'agreementDeclined'
  | 'consentMoved'
  | 'proceedWithoutPractice'
  | 'accept'
  | 'decline'
  | 'requestInformation'
  | 'informationGiven'
  | 'paid'
  | 'sign'
  | 'refundAndDecline'
  | 'amend'
  | 'close'
  | 'reopen'
  | 'withdraw'
  | 'expire'
  | 'resend'

/** Why a verb is refused although the status would allow it, in the person's words. */
type Guard = (facts: CaseFacts) => string | null

/** `kinds`: only in cases of these; absent: of all three. */
export type Step = {
  from: CaseStatus
  verb: Verb
  to: CaseStatus
  who: readonly Side[]
  guard?: Guard
  kinds?: readonly CaseKind[]
}

/** Who begins a case, and signs it off by sending it. */
export const authorOf = (kind: CaseKind): Payer => (kind === 'SECOND_OPINION' ? 'OWNER' : 'PRACTICE')

/** Days of silence after which the hospital's policy may decide without the practice. */
export const SILENCE_DAYS = 5
export const REOPEN_DAYS = 30

/** Both consents, or the owner's alone where the practice is gone without. */
export const consentStands = (f: CaseFacts): boolean => f.releaseStands && (f.agreementStands || f.withoutPractice)

const needsRequest: Guard = (f) => (f.requestComplete ? null : 'The request is not complete yet.')
const needsBoth: Guard = (f) =>
  f.releaseStands && f.agreementStands ? null : 'The owner’s release and the attending vet’s agreement are both needed.'
const needsConsent: Guard = (f) =>
  consentStands(f) ? null : 'Consent does not stand any more: the owner or the attending vet ended it.'
const needsFee: Guard = (f) => (f.feeSettled ? null : 'The fee has not been paid.')
const needsEstimate: Guard = (f) => (f.estimateOpen ? null : 'There is no estimate to pay.')
const mayGoWithoutPractice: Guard = (f) => {
  if (!f.releaseStands) return 'The owner’s release is needed first.'
  if (f.deliveryPolicy === null || f.deliveryPolicy === 'ATTENDING_VET_ONLY')
    return 'Advice is given only together with the attending vet here.'
  if (!f.agreementDeclined && f.practiceSilentDays < SILENCE_DAYS)
    return `The practice still has time to answer (${SILENCE_DAYS} days).`
  return null
}
const returnsTo =
  (status: CaseStatus): Guard =>
  (f) =>
    f.informationReturnsTo === status ? null : 'The case goes back to where it was asked from.'
const payersToEnd: Guard = (f) =>
  f.payer === 'PRACTICE' ? null : 'The owner pays for this one: it ends by itself if the fee is not paid in time.'
const withinReopening: Guard = (f) =>
  f.closedDaysAgo <= REOPEN_DAYS ? null : `A case can be reopened for ${REOPEN_DAYS} days.`
const all =
  (...guards: Guard[]): Guard =>
  (f) =>
    guards.reduce<string | null>((no, guard) => no ?? guard(f), null)

const BY_OWNER = ['SECOND_OPINION'] as const
const BY_PRACTICE = ['REFERRAL', 'CONSULTATION'] as const
/** The owner is a party with the first say. In a consultation the practice is. */
const OF_OWNER = ['SECOND_OPINION', 'REFERRAL'] as const
const OF_VETS = ['CONSULTATION'] as const

const withdrawnByVets = (from: CaseStatus): Step => ({
  from,
  verb: 'withdraw',
  to: 'WITHDRAWN',
  who: ['PRACTICE'],
  guard: payersToEnd,
  kinds: OF_VETS,
})

export const STEPS: readonly Step[] = [
  { from: 'DRAFT', verb: 'submit', to: 'AWAITING_CONSENT', who: ['OWNER'], guard: needsRequest, kinds: BY_OWNER },
  { from: 'DRAFT', verb: 'submit', to: 'AWAITING_CONSENT', who: ['PRACTICE'], guard: needsRequest, kinds: BY_PRACTICE },
  { from: 'DRAFT', verb: 'discard', to: 'WITHDRAWN', who: ['OWNER'], kinds: BY_OWNER },
  { from: 'DRAFT', verb: 'discard', to: 'WITHDRAWN', who: ['PRACTICE'], kinds: BY_PRACTICE },

  { from: 'AWAITING_CONSENT', verb: 'completeConsent', to: 'IN_TRIAGE', who: ['OWNER', 'PRACTICE'], guard: needsBoth },
  { from: 'AWAITING_CONSENT', verb: 'agreementDeclined', to: 'AWAITING_CONSENT', who: ['PRACTICE'], kinds: BY_OWNER },
  // One of the two signed or took it back, or another vet is asked: the turn follows.
  { from: 'AWAITING_CONSENT', verb: 'consentMoved', to: 'AWAITING_CONSENT', who: ['OWNER', 'PRACTICE'] },
  {
    from: 'AWAITING_CONSENT',
    verb: 'proceedWithoutPractice',
    to: 'IN_TRIAGE',
    who: ['OWNER'],
    guard: mayGoWithoutPractice,
    kinds: BY_OWNER,
  },
  { from: 'AWAITING_CONSENT', verb: 'withdraw', to: 'WITHDRAWN', who: ['OWNER'], kinds: OF_OWNER },
  // What a practice began, it may take back until the owner has signed; afterwards a referral is the owner's.
  { from: 'AWAITING_CONSENT', verb: 'withdraw', to: 'WITHDRAWN', who: ['PRACTICE'], kinds: BY_PRACTICE },
  { from: 'AWAITING_CONSENT', verb: 'expire', to: 'EXPIRED', who: ['SYSTEM'] },

  { from: 'IN_TRIAGE', verb: 'accept', to: 'AWAITING_PAYMENT', who: ['HOSPITAL'], guard: needsConsent },
  { from: 'IN_TRIAGE', verb: 'decline', to: 'DECLINED', who: ['HOSPITAL'] },
  { from: 'IN_TRIAGE', verb: 'requestInformation', to: 'NEEDS_INFORMATION', who: ['HOSPITAL'] },
  { from: 'IN_TRIAGE', verb: 'withdraw', to: 'WITHDRAWN', who: ['OWNER'], kinds: OF_OWNER },
  { from: 'IN_TRIAGE', verb: 'withdraw', to: 'WITHDRAWN', who: ['PRACTICE'], kinds: OF_VETS },

  {
    from: 'NEEDS_INFORMATION',
    verb: 'informationGiven',
    to: 'IN_TRIAGE',
    who: ['OWNER', 'PRACTICE'],
    guard: returnsTo('IN_TRIAGE'),
  },
  {
    from: 'NEEDS_INFORMATION',
    verb: 'informationGiven',
    to: 'IN_REVIEW',
    who: ['OWNER', 'PRACTICE'],
    guard: all(returnsTo('IN_REVIEW'), needsFee),
  },
  { from: 'NEEDS_INFORMATION', verb: 'withdraw', to: 'WITHDRAWN', who: ['OWNER'], kinds: OF_OWNER },
  withdrawnByVets('NEEDS_INFORMATION'),
  { from: 'NEEDS_INFORMATION', verb: 'expire', to: 'EXPIRED', who: ['SYSTEM'] },

  { from: 'AWAITING_PAYMENT', verb: 'paid', to: 'IN_REVIEW', who: ['SYSTEM'], guard: all(needsEstimate, needsFee) },
  { from: 'AWAITING_PAYMENT', verb: 'withdraw', to: 'WITHDRAWN', who: ['OWNER'], kinds: OF_OWNER },
  withdrawnByVets('AWAITING_PAYMENT'),
  { from: 'AWAITING_PAYMENT', verb: 'expire', to: 'EXPIRED', who: ['SYSTEM'] },

  { from: 'IN_REVIEW', verb: 'sign', to: 'ANSWERED', who: ['HOSPITAL'], guard: all(needsFee, needsConsent) },
  { from: 'IN_REVIEW', verb: 'requestInformation', to: 'NEEDS_INFORMATION', who: ['HOSPITAL'] },
  { from: 'IN_REVIEW', verb: 'refundAndDecline', to: 'DECLINED', who: ['HOSPITAL'] },
  { from: 'IN_REVIEW', verb: 'withdraw', to: 'WITHDRAWN', who: ['OWNER'], kinds: OF_OWNER },
  withdrawnByVets('IN_REVIEW'),

  { from: 'ANSWERED', verb: 'amend', to: 'ANSWERED', who: ['HOSPITAL'] },
  { from: 'ANSWERED', verb: 'close', to: 'CLOSED', who: ['OWNER', 'HOSPITAL', 'SYSTEM'], kinds: OF_OWNER },
  { from: 'ANSWERED', verb: 'close', to: 'CLOSED', who: ['PRACTICE', 'HOSPITAL', 'SYSTEM'], kinds: OF_VETS },
  {
    from: 'CLOSED',
    verb: 'reopen',
    to: 'ANSWERED',
    who: ['OWNER', 'HOSPITAL'],
    guard: withinReopening,
    kinds: OF_OWNER,
  },
  {
    from: 'CLOSED',
    verb: 'reopen',
    to: 'ANSWERED',
    who: ['PRACTICE', 'HOSPITAL'],
    guard: withinReopening,
    kinds: OF_VETS,
  },
  // Resend makes a new case; the ended one stays as it is.
  ...(['DECLINED', 'WITHDRAWN', 'EXPIRED'] as const).flatMap((from): Step[] => [
    { from, verb: 'resend', to: from, who: ['OWNER'], kinds: BY_OWNER },
    { from, verb: 'resend', to: from, who: ['PRACTICE'], kinds: BY_PRACTICE },
  ]),
]

export type Judgement = { ok: true; step: Step } | { ok: false; reason: 'STATUS' | 'WHO' | 'GUARD'; message: string }

/** Does this step stand in the table of cases of this kind? */
export const isFor = ({ kinds }: Step, kind: CaseKind): boolean => kinds === undefined || kinds.includes(kind)

/** May this side do this verb to a case in this status, given these facts? */
export function judge(from: CaseStatus, verb: Verb, side: Side, facts: CaseFacts): Judgement {
  const steps = STEPS.filter((step) => step.from === from && step.verb === verb && isFor(step, facts.kind))
  if (steps.length === 0)
    return {
      ok: false,
      reason: 'STATUS',
      message: `This cannot be done while the case is ${STATUS_WORDS[from].short}.`,
    }
  const mine = steps.filter((step) => step.who.includes(side))
  if (mine.length === 0) return { ok: false, reason: 'WHO', message: 'This is not yours to do on this case.' }
  const open = mine.find((step) => !step.guard?.(facts))
  if (open) return { ok: true, step: open }
  return { ok: false, reason: 'GUARD', message: mine.at(-1)?.guard?.(facts) ?? 'Not possible just now.' }
}

/** Whose move it is. */
export function turnOf(status: CaseStatus, facts: CaseFacts): Turn {
  switch (status) {
    case 'DRAFT':
      return authorOf(facts.kind)
    case 'AWAITING_CONSENT': {
      // Both signatures are the practice's: that the owner consents, it states.
      if (facts.kind === 'CONSULTATION') return 'PRACTICE'
      const practiceAnswered = facts.agreementStands || facts.agreementDeclined
      if (facts.releaseStands) return practiceAnswered ? 'OWNER' : 'PRACTICE'
      return practiceAnswered ? 'OWNER' : 'OWNER_AND_PRACTICE'
    }
    case 'IN_TRIAGE':
    case 'IN_REVIEW':
      return 'HOSPITAL'
    case 'NEEDS_INFORMATION':
      return facts.informationFrom === 'PRACTICE' ? 'PRACTICE' : 'OWNER'
    case 'AWAITING_PAYMENT':
      return facts.payer
    case 'ANSWERED':
      return 'EVERYONE'
    case 'CLOSED':
    case 'DECLINED':
    case 'WITHDRAWN':
    case 'EXPIRED':
      return 'NOBODY'
  }
}

/** Is this side's move awaited? */
export function isTurnOf(turn: Turn, side: Side): boolean {
  switch (turn) {
    case 'OWNER':
    case 'PRACTICE':
    case 'HOSPITAL':
      return turn === side
    case 'OWNER_AND_PRACTICE':
      return side === 'OWNER' || side === 'PRACTICE'
    case 'EVERYONE':
    case 'NOBODY':
      return false
  }
}

export const STATUS_WORDS: Record<CaseStatus, { label: string; short: string }> = {
  DRAFT: { label: 'Draft', short: 'a draft' },
  AWAITING_CONSENT: { label: 'Waiting for consent', short: 'waiting for consent' },
  IN_TRIAGE: { label: 'In triage', short: 'in triage' },
  NEEDS_INFORMATION: { label: 'Information asked', short: 'waiting for information' },
  AWAITING_PAYMENT: { label: 'Waiting for payment', short: 'waiting for payment' },
  IN_REVIEW: { label: 'In review', short: 'in review' },
  ANSWERED: { label: 'Answered', short: 'answered' },
  CLOSED: { label: 'Closed', short: 'closed' },
  DECLINED: { label: 'Declined', short: 'declined' },
  WITHDRAWN: { label: 'Withdrawn', short: 'withdrawn' },
  EXPIRED: { label: 'Expired', short: 'expired' },
}

export const STAGES = ['request', 'records', 'consent', 'triage', 'fee', 'thread', 'recommendation'] as const
export type Stage = (typeof STAGES)[number]

/** The stage that a status stands in. */
export function stageOf(status: CaseStatus): Stage {
  switch (status) {
    case 'DRAFT':
      return 'request'
    case 'AWAITING_CONSENT':
    case 'WITHDRAWN':
    case 'EXPIRED':
      return 'consent'
    case 'IN_TRIAGE':
    case 'NEEDS_INFORMATION':
    case 'DECLINED':
      return 'triage'
    case 'AWAITING_PAYMENT':
      return 'fee'
    case 'IN_REVIEW':
    case 'ANSWERED':
    case 'CLOSED':
      return 'recommendation'
  }
}
