import { GatewayError } from './error.ts'

// Digits after the decimal point by ISO 4217, where they are not two.
const ISO_DIGITS: Record<string, number> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ').map((c) => [c, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((c) => [c, 3])),
}
// Where Stripe counts otherwise than ISO 4217 (docs.stripe.com/currencies, special cases).
const STRIPE_DIGITS: Record<string, number> = { ...ISO_DIGITS, ISK: 2, UGX: 2, MGA: 0 }

const scale = (amount: bigint, from: number, to: number): bigint => {
  if (to >= from) return amount * 10n ** BigInt(to - from)
  const divisor = 10n ** BigInt(from - to)
  if (amount % divisor !== 0n) throw refused('AmountNotRepresentable')
  return amount / divisor
}

const refused = (code: string) => new GatewayError('payments', { temporary: false, code })

/**
 * Our amount (bigint, ISO 4217 minor unit) as the number that Stripe wants. Throws a permanent GatewayError when the
 * amount is negative, beyond a safe integer, or not expressible (three-decimal currencies must end in 0 at Stripe).
 */
export function toStripeAmount(amountMinor: bigint, currency: string): number {
  const code = currency.toUpperCase()
  const amount = scale(amountMinor, ISO_DIGITS[code] ?? 2, STRIPE_DIGITS[code] ?? 2)
  if (amount < 0n || amount > BigInt(Number.MAX_SAFE_INTEGER)) throw refused('AmountOutOfRange')
  if (STRIPE_DIGITS[code] === 3 && amount % 10n !== 0n) throw refused('AmountNotRepresentable')
  return Number(amount)
}

/** Stripe's amount as ours, for webhooks and for comparing what was paid with what was asked. */
export function fromStripeAmount(amount: number, currency: string): bigint {
  if (!Number.isSafeInteger(amount)) throw refused('AmountOutOfRange')
  const code = currency.toUpperCase()
  return scale(BigInt(amount), STRIPE_DIGITS[code] ?? 2, ISO_DIGITS[code] ?? 2)
}
