import { expect, it } from 'vitest'
import { CASE_POLICY, type CaseRole, mayOnCase } from '#lib/access/policy.ts'
import { landingStage } from './landing.ts'
import { STATUS_WORDS } from './status.ts'
import type { CaseStatus, Side } from '#lib/db/generated/enums.ts'

const SIDES: Record<CaseRole, Side> = {
  OWNER: 'OWNER',
  CLIENT: 'OWNER',
  VET: 'PRACTICE',
  ASKING_VET: 'PRACTICE',
  PRACTICE_STAFF: 'PRACTICE',
  HOSPITAL_ADMIN: 'HOSPITAL',
  COORDINATOR: 'HOSPITAL',
  SPECIALIST: 'HOSPITAL',
  BILLING: 'HOSPITAL',
  SUPPORT: 'SUPPORT',
  SUPPORT_WRITER: 'SUPPORT',
}

it('leads every role, in every status, to a page that it may read', () => {
  for (const status of Object.keys(STATUS_WORDS) as CaseStatus[])
    for (const role of Object.keys(SIDES) as CaseRole[]) {
      const stage = landingStage(status, SIDES[role], (action) => mayOnCase(role, action, status))
      const needed = stage === 'request' ? 'case.read' : (`${stage}.read` as const)
      expect(Object.keys(CASE_POLICY)).toContain(needed)
      expect(mayOnCase(role, needed, status)).toBe(true)
    }
})

it('leads to what matters now', () => {
  const at = (status: CaseStatus, role: CaseRole) =>
    landingStage(status, SIDES[role], (action) => mayOnCase(role, action, status))
  expect(at('DRAFT', 'OWNER')).toBe('request')
  expect(at('AWAITING_CONSENT', 'VET')).toBe('consent')
  expect(at('AWAITING_PAYMENT', 'OWNER')).toBe('fee')
  expect(at('IN_REVIEW', 'SPECIALIST')).toBe('recommendation')
  expect(at('IN_REVIEW', 'OWNER')).toBe('thread')
  expect(at('ANSWERED', 'BILLING')).toBe('fee')
  expect(at('IN_REVIEW', 'CLIENT')).toBe('fee')
  expect(at('ANSWERED', 'CLIENT')).toBe('recommendation')
})
