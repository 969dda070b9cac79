import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromStripeAmount, toStripeAmount } from './stripe-amount.ts'

test.each([
  [32_000n, 'EUR', 32_000],
  [32_000n, 'usd', 32_000],
  [5_000n, 'JPY', 5_000],
  [1_230n, 'KWD', 1_230],
  [500n, 'ISK', 50_000],
  [0n, 'GBP', 0],
] as const)('%s %s is %s at Stripe', (ours, currency, theirs) => {
  expect(toStripeAmount(ours, currency)).toBe(theirs)
  expect(fromStripeAmount(theirs, currency)).toBe(ours)
})

test.each([
  [1_234n, 'KWD', 'AmountNotRepresentable'],
  [-1n, 'EUR', 'AmountOutOfRange'],
  [2n ** 53n, 'EUR', 'AmountOutOfRange'],
] as const)('%s %s is refused: %s', (ours, currency, code) => {
  expect(() => toStripeAmount(ours, currency)).toThrow(
    expect.objectContaining({ gateway: 'payments', temporary: false, code }),
  )
})

test('what Stripe is asked for comes back as the same amount', () => {
  const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KRW', 'ISK', 'UGX', 'BHD', 'CLP')
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 11n }), currency, (amount, code) => {
      const even = code === 'BHD' ? amount * 10n : amount
      expect(fromStripeAmount(toStripeAmount(even, code), code)).toBe(even)
    }),
  )
})
