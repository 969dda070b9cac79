import { fractionDigits } from '#lib/money.ts'
import { GatewayError } from './error.ts'

const digits = (count: number, codes: string) => codes.split(' ').map((code) => [code, count] as const)

// Stripe's decimal places where they are not two (docs.stripe.com/currencies). ISK and UGX count as two there, whatever
// others say, so ours and Stripe's numbers can differ for the same amount.
const STRIPE_DIGITS: Record<string, number> = Object.fromEntries([
  ...digits(0, 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'),
  ...digits(3, 'BHD JOD KWD OMR TND'),
])

const scale = (amount: bigint, from: number, to: number): bigint => {
  if (to >= from) return amount * 10n ** BigInt(to - from)
  const divisor = 10n ** BigInt(from - to)
  if (amount % divisor !== 0n) throw refused('AmountNotRepresentable')
  return amount / divisor
}

const refused = (code: string) => new GatewayError('payments', { temporary: false, code })

/**
 * Our amount (bigint, minor unit) as the number that Stripe wants. Throws a permanent GatewayError when the
 * amount is negative, beyond a safe integer, or not expressible (three-decimal currencies must end in 0 at Stripe).
 */
export function toStripeAmount(amountMinor: bigint, currency: string): number {
  const code = currency.toUpperCase()
  const amount = scale(amountMinor, fractionDigits(code), STRIPE_DIGITS[code] ?? 2)
  if (amount < 0n || amount > BigInt(Number.MAX_SAFE_INTEGER)) throw refused('AmountOutOfRange')
  if (STRIPE_DIGITS[code] === 3 && amount % 10n !== 0n) throw refused('AmountNotRepresentable')
  return Number(amount)
}

/** Stripe's amount as ours, for webhooks and for comparing what was paid with what was asked. */
export function fromStripeAmount(amount: number, currency: string): bigint {
  if (!Number.isSafeInteger(amount)) throw refused('AmountOutOfRange')
  const code = currency.toUpperCase()
  return scale(BigInt(amount), STRIPE_DIGITS[code] ?? 2, fractionDigits(code))
}
