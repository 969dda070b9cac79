import type { Participant } from './actor.ts'
import type { CaseKind, CaseStatus, MemberRole, OrganizationKind, Side } from '#lib/db/generated/enums.ts'

// Who may do what: one typed table for server and screen. Anything absent is denied. Pure.

/**
 * A reader's part on one case. `ASKING_VET`: a vet of the practice that began it (a referral, a consultation). `CLIENT`: the owner
 * in a consultation, which is between vets: they may pay, and read the answer once the practice shares it, and nothing else.
 */
export type CaseRole =
  | 'OWNER'
  | 'CLIENT'
  | 'VET'
  | 'ASKING_VET'
  | 'PRACTICE_STAFF'
  | 'HOSPITAL_ADMIN'
  | 'COORDINATOR'
  | 'SPECIALIST'
  | 'BILLING'
  // Invited by the owner: reads along; the writer may answer in the thread as well.
  | 'SUPPORT'
  | 'SUPPORT_WRITER'

type Rule = { roles: readonly CaseRole[]; statuses: readonly CaseStatus[] | 'ANY' }

const VETS = ['VET', 'ASKING_VET'] as const
const PRACTICE = [...VETS, 'PRACTICE_STAFF'] as const
const CLINICAL = ['HOSPITAL_ADMIN', 'COORDINATOR', 'SPECIALIST'] as const
const HELPERS = ['SUPPORT', 'SUPPORT_WRITER'] as const
const EVERYONE = ['OWNER', ...PRACTICE, ...CLINICAL, 'BILLING'] as const
const OPEN = ['AWAITING_CONSENT', 'IN_TRIAGE', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT', 'IN_REVIEW'] as const
const TALK = [...OPEN, 'ANSWERED'] as const

const rule = (roles: readonly CaseRole[], statuses: Rule['statuses']): Rule => ({ roles, statuses })

export const CASE_POLICY = {
  'case.read': rule([...EVERYONE, ...HELPERS, 'CLIENT'], 'ANY'),
  'case.live': rule([...EVERYONE, ...HELPERS, 'CLIENT'], 'ANY'),
  // A draft is its author's: nobody else stands on one (app.side_on). Anybody of a practice prepares it, a vet sends it.
  'request.edit': rule(['OWNER', 'ASKING_VET', 'PRACTICE_STAFF'], ['DRAFT']),
  'case.submit': rule(['OWNER', 'ASKING_VET'], ['DRAFT']),
  'case.discard': rule(['OWNER', 'ASKING_VET', 'PRACTICE_STAFF'], ['DRAFT']),
  // Which of the two ends what is told by the kind: status.ts.
  'case.withdraw': rule(['OWNER', 'ASKING_VET'], OPEN),
  'case.close': rule(['OWNER', 'ASKING_VET', ...CLINICAL], ['ANSWERED']),
  'case.reopen': rule(['OWNER', 'ASKING_VET', ...CLINICAL], ['CLOSED']),
  'owner.invite': rule(['ASKING_VET'], TALK),
  'case.export': rule(['OWNER', ...PRACTICE, ...CLINICAL], 'ANY'),
  'case.resend': rule(['OWNER', 'ASKING_VET'], ['DECLINED', 'WITHDRAWN', 'EXPIRED']),
  'records.read': rule(['OWNER', ...PRACTICE, ...CLINICAL], 'ANY'),
  'records.add': rule(['OWNER', ...PRACTICE, ...CLINICAL], ['DRAFT', ...TALK]),
  // A hospital reads: it has no address that records are mailed to.
  'records.mail': rule(['OWNER', ...PRACTICE], ['DRAFT', ...TALK]),
  'records.remove': rule(
    ['OWNER', ...PRACTICE, ...CLINICAL],
    ['DRAFT', 'AWAITING_CONSENT', 'IN_TRIAGE', 'NEEDS_INFORMATION'],
  ),
  // The hospital reads it, as it reads records.
  'history.write': rule(['OWNER', ...PRACTICE], ['DRAFT', ...TALK]),
  // By the owner; a hospital asks through triage.ask.
  'records.ask': rule(['OWNER'], ['DRAFT', ...OPEN]),
  'imaging.confirm': rule(['OWNER', ...PRACTICE], ['DRAFT', ...TALK]),
  'consent.read': rule(EVERYONE, 'ANY'),
  'consent.release': rule(['OWNER'], TALK),
  'consent.endRelease': rule(['OWNER'], [...TALK, 'CLOSED']),
  'consent.answer': rule(VETS, TALK),
  'consent.endAgreement': rule(VETS, [...TALK, 'CLOSED']),
  // In a consultation, that the owner consented; and that they no longer do.
  'consent.state': rule(['ASKING_VET'], [...TALK, 'CLOSED']),
  'consent.passOn': rule(['VET'], ['AWAITING_CONSENT']),
  'consent.newLink': rule(['OWNER'], [...TALK, 'CLOSED']),
  'consent.remind': rule(['OWNER'], TALK),
  'consent.renameVet': rule(['OWNER'], ['AWAITING_CONSENT']),
  'consent.proceed': rule(['OWNER'], ['AWAITING_CONSENT']),
  'triage.read': rule(EVERYONE, 'ANY'),
  'triage.decide': rule(CLINICAL, ['IN_TRIAGE']),
  'triage.ask': rule(CLINICAL, ['IN_TRIAGE', 'IN_REVIEW']),
  'triage.answer': rule(['OWNER', ...PRACTICE], ['NEEDS_INFORMATION']),
  'triage.assign': rule(CLINICAL, TALK),
  // A practice that does not pay reads that the fee is paid, never the sum.
  'fee.read': rule([...EVERYONE, 'CLIENT'], 'ANY'),
  // Of those who may, the one who was named when the case was sent: facts.payer.
  'fee.pay': rule(['OWNER', 'CLIENT', 'ASKING_VET'], ['AWAITING_PAYMENT']),
  'fee.refund': rule(['HOSPITAL_ADMIN', 'COORDINATOR', 'SPECIALIST'], ['IN_REVIEW']),
  'thread.read': rule(['OWNER', ...PRACTICE, ...CLINICAL, ...HELPERS], 'ANY'),
  'thread.post': rule(['OWNER', ...PRACTICE, ...CLINICAL, 'SUPPORT_WRITER'], TALK),
  'recommendation.read': rule(['OWNER', 'CLIENT', ...PRACTICE, ...CLINICAL, ...HELPERS], 'ANY'),
  'recommendation.comment': rule(VETS, ['ANSWERED', 'CLOSED']),
  'recommendation.share': rule(['ASKING_VET'], ['ANSWERED', 'CLOSED']),
  // Which of its sites looks after the animal.
  'case.site': rule(PRACTICE, [...TALK, 'CLOSED']),
  // Who does what by when: the specialist's while the answer is written, then all three sides'.
  'plan.draft': rule(['HOSPITAL_ADMIN', 'SPECIALIST'], ['IN_REVIEW']),
  'plan.write': rule(['OWNER', ...VETS, ...CLINICAL], ['ANSWERED', 'CLOSED']),
  'plan.done': rule(['OWNER', ...PRACTICE, ...CLINICAL], ['ANSWERED', 'CLOSED']),
  'recommendation.write': rule(['HOSPITAL_ADMIN', 'SPECIALIST'], ['NEEDS_INFORMATION', 'IN_REVIEW', 'ANSWERED']),
  'recommendation.sign': rule(['HOSPITAL_ADMIN', 'SPECIALIST'], ['IN_REVIEW', 'ANSWERED']),
  // Said by either, and taken back by either. What it means for an open case, the owner decides.
  'patient.died': rule(['OWNER', ...PRACTICE], [...TALK, 'CLOSED']),
  'patient.stillWanted': rule(['OWNER'], OPEN),
  // Whom the owner asks to stand by them: removed at will, so in an ended case as well.
  'support.manage': rule(['OWNER'], [...TALK, 'CLOSED', 'DECLINED', 'WITHDRAWN', 'EXPIRED']),
  // Their own notes and mails, and to go.
  'support.own': rule(HELPERS, 'ANY'),
} as const satisfies Record<string, Rule>

export type CaseAction = keyof typeof CASE_POLICY

/** Denied unless the table says otherwise. */
export function mayOnCase(role: CaseRole, action: CaseAction, status: CaseStatus): boolean {
  const { roles, statuses }: Rule = CASE_POLICY[action]
  return roles.includes(role) && (statuses === 'ANY' || statuses.includes(status))
}

/**
 * The part that this participant has when they stand on this side of a case of this kind.
 * @param writes of a support person: may they write in the thread as well?
 */
export function caseRole(actor: Participant, side: Side, kind: CaseKind, writes = false): CaseRole | null {
  if (actor.kind === 'LINK') return side === 'PRACTICE' ? 'VET' : null
  if (side === 'OWNER') return kind === 'CONSULTATION' ? 'CLIENT' : 'OWNER'
  if (side === 'SUPPORT') return writes ? 'SUPPORT_WRITER' : 'SUPPORT'
  if (actor.hat.kind === 'OWNER') return null
  const role = ROLE_OF_MEMBER[side]?.[actor.hat.role] ?? null
  return role === 'VET' && kind !== 'SECOND_OPINION' ? 'ASKING_VET' : role
}

const ROLE_OF_MEMBER: Partial<Record<Side, Partial<Record<MemberRole, CaseRole>>>> = {
  PRACTICE: { ADMIN: 'VET', VET: 'VET', NURSE: 'PRACTICE_STAFF', RECEPTION: 'PRACTICE_STAFF' },
  HOSPITAL: { ADMIN: 'HOSPITAL_ADMIN', COORDINATOR: 'COORDINATOR', SPECIALIST: 'SPECIALIST', BILLING: 'BILLING' },
}

const ANY_MEMBER = ['ADMIN', 'COORDINATOR', 'SPECIALIST', 'BILLING', 'VET', 'NURSE', 'RECEPTION'] as const
const ANY_KIND = ['PRACTICE', 'HOSPITAL'] as const
const HOSPITAL_ONLY = ['HOSPITAL'] as const

type OrgRule = { roles: readonly MemberRole[]; kinds: readonly OrganizationKind[] }

export const ORG_POLICY = {
  'org.board': { roles: ANY_MEMBER, kinds: ['PRACTICE'] },
  'org.practice': { roles: ANY_MEMBER, kinds: ['PRACTICE'] },
  'org.editTexts': { roles: ['ADMIN', 'VET', 'NURSE'], kinds: ['PRACTICE'] },
  'org.editPractice': { roles: ['ADMIN'], kinds: ['PRACTICE'] },
  'org.startCase': { roles: ['ADMIN', 'VET', 'NURSE', 'RECEPTION'], kinds: ['PRACTICE'] },
  'org.queue': { roles: ANY_MEMBER, kinds: HOSPITAL_ONLY },
  'org.services': { roles: ANY_MEMBER, kinds: HOSPITAL_ONLY },
  'org.editServices': { roles: ['ADMIN'], kinds: HOSPITAL_ONLY },
  'org.money': { roles: ['ADMIN', 'BILLING', 'COORDINATOR'], kinds: HOSPITAL_ONLY },
  'org.payouts': { roles: ['ADMIN'], kinds: HOSPITAL_ONLY },
  'org.team': { roles: ANY_MEMBER, kinds: ANY_KIND },
  'org.invite': { roles: ['ADMIN'], kinds: ANY_KIND },
  'org.editMember': { roles: ['ADMIN'], kinds: ANY_KIND },
  'org.removeMember': { roles: ['ADMIN'], kinds: ANY_KIND },
  'org.retention': { roles: ['ADMIN'], kinds: ANY_KIND },
  'org.edit': { roles: ['ADMIN'], kinds: ANY_KIND },
} as const satisfies Record<string, OrgRule>

export type OrgAction = keyof typeof ORG_POLICY

/** Does this action exist for such an organization at all? A practice has no queue. */
export function existsFor(kind: OrganizationKind, action: OrgAction): boolean {
  const { kinds }: OrgRule = ORG_POLICY[action]
  return kinds.includes(kind)
}

/** What is left of a case whose content was removed: that it was, and what was paid. */
const AFTER_REMOVAL: readonly CaseAction[] = ['case.read', 'case.live', 'fee.read']

export const staysAfterRemoval = (action: CaseAction): boolean => AFTER_REMOVAL.includes(action)

export function mayInOrg(role: MemberRole, action: OrgAction): boolean {
  const { roles }: OrgRule = ORG_POLICY[action]
  return roles.includes(role)
}
