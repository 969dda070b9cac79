import { expect, test } from 'vitest'
import { formatMinor } from '#components/ui/money.tsx'
import { formatMoney, fractionDigits, parseMoney, share, typedAmount } from './money.ts'

test.each([
  ['EUR', 32_000n, '€320.00'],
  ['EUR', 5n, '€0.05'],
  ['GBP', -1250n, '-£12.50'],
  ['JPY', 4500n, '¥4,500'],
  ['KWD', 1234n, 'KWD 1.234'],
  // More cents than a float can tell apart.
  ['USD', 900_719_925_474_099_301n, '$9,007,199,254,740,993.01'],
])('%s %i reads %s, in mails and on screen', (currency, minor, words) => {
  const plain = (text: string) => text.replaceAll('\u00A0', ' ')
  expect(plain(formatMoney({ minor, currency }))).toBe(words)
  expect(plain(formatMinor(minor, currency))).toBe(words)
})

test('a currency is told apart from one that was shown before', () => {
  expect(
    [formatMinor(100, 'EUR'), formatMinor(100, 'USD'), formatMinor(100, 'EUR', 'de')].map((text) => text.trim()),
  ).toEqual(['€1.00', '$1.00', '1,00\u00A0€'])
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
