import { describe, expect, it } from 'vitest'
import type { PersonActor } from './actor.ts'
import { type CaseAction, caseRole, mayInOrg, mayOnCase, type OrgAction } from './policy.ts'
import type { CaseStatus, MemberRole } from '#lib/db/generated/enums.ts'

// What each role of a practice may do on a case whose vet is asked, as its team page says it in words.

const ROLES = ['ADMIN', 'VET', 'NURSE', 'RECEPTION'] as const satisfies MemberRole[]
const member = (role: MemberRole): PersonActor => {
  const hat = {
    ...{ kind: 'PRACTICE' as const, orgId: 'p', name: 'Riverside', slug: 'riverside', role },
    ...{ credentials: '', timeZone: 'UTC' },
  }
  return {
    ...{
      kind: 'PERSON',
      sessionId: 's',
      personId: 'i',
      name: 'N',
      email: 'n@r.test',
      timeZone: 'UTC',
      operator: false,
    },
    ...{ hat, hats: [hat] },
  }
}
const mayOn = (role: MemberRole, action: CaseAction, status: CaseStatus): boolean => {
  const part = caseRole(member(role), 'PRACTICE', 'SECOND_OPINION')
  return part !== null && mayOnCase(part, action, status)
}

describe('a role of a practice', () => {
  it.each<[CaseAction, CaseStatus]>([
    ['case.read', 'IN_TRIAGE'],
    ['records.read', 'IN_TRIAGE'],
    ['records.add', 'AWAITING_CONSENT'],
    ['thread.post', 'ANSWERED'],
    ['triage.answer', 'NEEDS_INFORMATION'],
    ['recommendation.read', 'ANSWERED'],
    ['plan.done', 'CLOSED'],
    ['case.site', 'IN_TRIAGE'],
  ])('may %s, whichever it is', (action, status) => {
    for (const role of ROLES) expect(mayOn(role, action, status), role).toBe(true)
  })

  it.each<[CaseAction, CaseStatus]>([
    ['consent.answer', 'AWAITING_CONSENT'],
    ['consent.endAgreement', 'IN_TRIAGE'],
    ['consent.passOn', 'AWAITING_CONSENT'],
    ['recommendation.comment', 'ANSWERED'],
    ['plan.write', 'ANSWERED'],
  ])('may %s as a vet only', (action, status) => {
    expect(ROLES.filter((role) => mayOn(role, action, status))).toEqual(['ADMIN', 'VET'])
  })

  it.each<[CaseAction, CaseStatus]>([
    ['consent.release', 'AWAITING_CONSENT'],
    ['consent.newLink', 'AWAITING_CONSENT'],
    ['triage.decide', 'IN_TRIAGE'],
    ['recommendation.write', 'IN_REVIEW'],
    ['plan.draft', 'IN_REVIEW'],
    ['case.withdraw', 'IN_TRIAGE'],
  ])('never may %s', (action, status) => {
    for (const role of ROLES) expect(mayOn(role, action, status), role).toBe(false)
  })

  it.each<[OrgAction, MemberRole[]]>([
    ['org.board', [...ROLES]],
    ['org.practice', [...ROLES]],
    ['org.team', [...ROLES]],
    ['org.editTexts', ['ADMIN', 'VET', 'NURSE']],
    ['org.editPractice', ['ADMIN']],
    ['org.invite', ['ADMIN']],
    ['org.editMember', ['ADMIN']],
  ])('%s: %s', (action, allowed) => {
    expect(ROLES.filter((role) => mayInOrg(role, action))).toEqual(allowed)
  })
})
