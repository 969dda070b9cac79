import { describe, expect, test } from 'vitest'
import { type CaseRole, mayOnCase } from '#lib/access/policy.ts'
import { CaseKind, CaseStatus, type Side, Turn } from '#lib/db/generated/enums.ts'
import { nextStep, turnDetail } from './next-step.ts'

const rolesOf = (kind: CaseKind): Partial<Record<Side, CaseRole[]>> => ({
  OWNER: [kind === 'CONSULTATION' ? 'CLIENT' : 'OWNER'],
  PRACTICE: [kind === 'SECOND_OPINION' ? 'VET' : 'ASKING_VET', 'PRACTICE_STAFF'],
  HOSPITAL: ['HOSPITAL_ADMIN', 'COORDINATOR', 'SPECIALIST', 'BILLING'],
})

describe('what to do next', () => {
  test.each(Object.values(CaseKind))('is offered for something that somebody of that side may do: %s', (kind) => {
    const wrong: string[] = []
    const payer = kind === 'CONSULTATION' ? 'PRACTICE' : 'OWNER'
    for (const status of Object.values(CaseStatus))
      for (const [side, roles] of Object.entries(rolesOf(kind)))
        for (const turn of Object.values(Turn)) {
          if (turn === 'HOSPITAL' && status === 'NEEDS_INFORMATION') continue
          // In a consultation the owner is asked for nothing but money, and a hospital sees no draft.
          if (kind === 'CONSULTATION' && side === 'OWNER' && status !== 'AWAITING_PAYMENT') continue
          const next = nextStep({ kind, payer, status, side: side as Side, turn, released: true, agreed: false })
          if (next && !roles.some((role) => mayOnCase(role, next.needs, status)))
            wrong.push(`${side}, ${status}, ${turn}: ${next.label}`)
        }
    expect(wrong).toEqual([])
  })

  test('is not writing for whoever keeps the books', () => {
    const next = nextStep({
      ...{ kind: 'SECOND_OPINION', payer: 'OWNER', status: 'IN_REVIEW', side: 'HOSPITAL', turn: 'HOSPITAL' },
      ...{ released: true, agreed: true },
    })
    expect(next && mayOnCase('BILLING', next.needs, 'IN_REVIEW')).toBe(false)
    expect(next && mayOnCase('SPECIALIST', next.needs, 'IN_REVIEW')).toBe(true)
  })
})

test('a vet who said no is not told to be asked', () => {
  const at = { kind: 'SECOND_OPINION', status: 'AWAITING_CONSENT', released: true, agreed: false } as const
  expect(turnDetail({ ...at, turn: 'PRACTICE' })).toContain('is asked')
  expect(turnDetail({ ...at, turn: 'OWNER' })).toContain('does not agree')
})
