import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applicationFee, judgeArrival, judgeRefunds, paymentEntries, refundEntries } from './rules.ts'

const amount = fc.bigInt({ min: 1n, max: 10n ** 12n })
const total = (entries: { amountMinor: bigint }[]) => entries.reduce((sum, entry) => sum + entry.amountMinor, 0n)

describe('the ledger', () => {
  it('sums to zero for any fee, and a refund undoes a payment account by account', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 10_000 }), (minor, bps) => {
        const fee = applicationFee(minor, bps)
        const [paid, back] = [paymentEntries(minor, fee, 'CF-22222'), refundEntries(minor, fee, 'CF-22222')]
        expect(total(paid)).toBe(0n)
        expect(total(back)).toBe(0n)
        for (const account of ['stripe', 'hospital', 'platform'] as const)
          expect(total([...paid, ...back].filter((entry) => entry.account === account))).toBe(0n)
        expect(fee).toBeGreaterThanOrEqual(0n)
        expect(fee).toBeLessThanOrEqual(minor)
      }),
    )
  })

  it('keeps a payment only when everything fits', () => {
    const fits = { awaitsPayment: true, estimateStands: true, amountMatches: true }
    expect(judgeArrival(fits)).toEqual({ kind: 'KEEP' })
    for (const broken of Object.keys(fits))
      expect(judgeArrival({ ...fits, [broken]: false })).toMatchObject({ kind: 'GIVE_BACK' })
  })
})

describe('what Stripe says of refunds', () => {
  const due = { status: 'REFUND_DUE', amountMinor: 100n, refundFailure: null }
  const [paid, back, failed] = [
    { ...due, status: 'PAID' },
    { ...due, status: 'REFUNDED' },
    { ...due, refundFailure: 'The card has ended.' },
  ]
  const whole = { backMinor: 100n, failure: null }
  const part = { backMinor: 40n, failure: null }
  const returned = { backMinor: 0n, failure: 'declined' }
  it.each([
    [paid, whole, 'BACK'],
    [due, whole, 'BACK'],
    [failed, whole, 'BACK'],
    [failed, { ...whole, failure: 'declined' }, 'BACK'],
    [back, whole, 'NOTHING'],
    [paid, part, 'NOTHING'],
    [due, part, 'NOTHING'],
    [due, returned, 'FAILED'],
    [back, returned, 'FAILED'],
    [failed, returned, 'NOTHING'],
    // Given back by hand in part, and that part came back: the fee is simply still paid.
    [paid, returned, 'NOTHING'],
  ] as const)('%o with %o is %s', (payment, stripe, step) => expect(judgeRefunds(payment, stripe)).toBe(step))
})
