import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatMoney, fractionDigits, parseMoney, share, typedAmount } from './money.ts'

test.each([
  ['EUR', 32_000n, '€320.00'],
  ['EUR', 5n, '€0.05'],
  ['GBP', -1250n, '-£12.50'],
  ['JPY', 4500n, '¥4,500'],
  ['KWD', 1234n, 'KWD 1.234'],
  // More cents than a float can tell apart.
  ['USD', 900_719_925_474_099_301n, '$9,007,199,254,740,993.01'],
])('%s %i reads %s', (currency, minor, words) => {
  expect(formatMoney({ minor, currency }).replaceAll('\u00A0', ' ')).toBe(words)
})

test('an amount keeps every cent, and its currency after others were shown', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), (minor) => {
      expect(BigInt(formatMoney({ minor, currency: 'EUR' }).replaceAll(/\D/g, ''))).toBe(minor)
      expect(formatMoney({ minor, currency: 'USD' })).toMatch(/^\$/)
      expect(formatMoney({ minor, currency: 'EUR' }, 'de')).toMatch(/€$/)
    }),
  )
})

test.each([
  ['320', 'EUR', 32_000n],
  ['320.5', 'EUR', 32_050n],
  ['1,250.00', 'EUR', 125_000n],
  ['4500', 'JPY', 4500n],
  ['4500.5', 'JPY', null],
  ['12.345', 'EUR', null],
  ['1,25.00', 'EUR', null],
  ['-5', 'EUR', null],
  ['', 'EUR', null],
])('"%s" in %s is %s', (text, currency, minor) => {
  expect(parseMoney(text, currency)).toBe(minor)
  if (minor !== null) expect(parseMoney(typedAmount(minor, currency), currency)).toBe(minor)
})

test('digits are the currency’s own, and a share is rounded half up', () => {
  expect(['EUR', 'JPY', 'KWD'].map(fractionDigits)).toEqual([2, 0, 3])
  expect([share(32_000n, 1000), share(5n, 1000), share(4n, 1000)]).toEqual([3200n, 1n, 0n])
})
