import { describe, expect, test } from 'vitest'
import { type CaseRole, mayOnCase } from '#lib/access/policy.ts'
import { CaseStatus, type Side, Turn } from '#lib/db/generated/enums.ts'
import { nextStep, turnDetail } from './next-step.ts'

const ROLES: Partial<Record<Side, CaseRole[]>> = {
  OWNER: ['OWNER'],
  PRACTICE: ['VET', 'PRACTICE_STAFF'],
  HOSPITAL: ['HOSPITAL_ADMIN', 'COORDINATOR', 'SPECIALIST', 'BILLING'],
}

describe('what to do next', () => {
  test('is offered for something that somebody of that side may do', () => {
    const wrong: string[] = []
    for (const status of Object.values(CaseStatus))
      for (const [side, roles] of Object.entries(ROLES))
        for (const turn of Object.values(Turn)) {
          if (turn === 'HOSPITAL' && status === 'NEEDS_INFORMATION') continue
          const next = nextStep({ status, side: side as Side, turn, released: true, agreed: false })
          if (next && !roles.some((role) => mayOnCase(role, next.needs, status)))
            wrong.push(`${side}, ${status}, ${turn}: ${next.label}`)
        }
    expect(wrong).toEqual([])
  })

  test('is not writing for whoever keeps the books', () => {
    const next = nextStep({ status: 'IN_REVIEW', side: 'HOSPITAL', turn: 'HOSPITAL', released: true, agreed: true })
    expect(next && mayOnCase('BILLING', next.needs, 'IN_REVIEW')).toBe(false)
    expect(next && mayOnCase('SPECIALIST', next.needs, 'IN_REVIEW')).toBe(true)
  })
})

test('a vet who said no is not told to be asked', () => {
  expect(turnDetail('AWAITING_CONSENT', true, false, 'PRACTICE')).toContain('is asked')
  expect(turnDetail('AWAITING_CONSENT', true, false, 'OWNER')).toContain('does not agree')
})
