import { expect, it, test } from 'vitest'
import { callScript, isAwaited, reminderAt } from './reminder-rules.ts'

const day = (n: number) => new Date(Date.UTC(2026, 10, n, 9))

it('reminds after one, three and five days, and then no more', () => {
  expect([0, 1, 2, 3].map((sent) => reminderAt(day(1), sent))).toEqual([day(2), day(4), day(6), null])
})

const at = (kind: 'REFERRAL' | 'CONSULTATION', status: Parameters<typeof isAwaited>[0]['status'], more: object = {}) =>
  isAwaited({ kind, status, payer: kind === 'REFERRAL' ? 'OWNER' : 'PRACTICE', answerSharedAt: null, ...more })

test('an owner is waited for while there is something that they are wanted for', () => {
  expect(at('REFERRAL', 'AWAITING_CONSENT')).toBe(true)
  for (const status of ['WITHDRAWN', 'EXPIRED', 'DECLINED', 'DRAFT', 'IN_TRIAGE'] as const)
    expect(at('REFERRAL', status), status).toBe(false)
  for (const status of ['IN_TRIAGE', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT'] as const) {
    expect(at('CONSULTATION', status, { payer: 'OWNER' }), status).toBe(true)
    expect(at('CONSULTATION', status), status).toBe(false)
  }
  expect(at('CONSULTATION', 'IN_REVIEW', { payer: 'OWNER' })).toBe(false)
  expect(at('CONSULTATION', 'ANSWERED', { payer: 'OWNER' })).toBe(false)
  expect(at('CONSULTATION', 'CLOSED', { answerSharedAt: day(1) })).toBe(true)
})

test('a call says what the owner is wanted for, and where the mail went', () => {
  const call = {
    owner: 'Ana',
    patient: 'Bella',
    practice: 'Riverside',
    hospital: 'Northgate',
    vet: 'T. Mazur',
    email: 'a@b.test',
  }
  expect(callScript('REFERRAL', false, call)).toMatch(
    /Hello Ana, this is Riverside[^]*Northgate to look at Bella[^]*a@b\.test/,
  )
  expect(callScript('CONSULTATION', false, call)).toMatch(/take over the fee/)
  expect(callScript('CONSULTATION', true, call)).toMatch(/has answered/)
})
