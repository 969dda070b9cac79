/** An amount in the currency's minor unit. Never a float. */
export type Money = { minor: bigint; currency: string }

const formats = new Map<string, Intl.NumberFormat>()

/** Made once and kept: making one takes longer than all else about an amount. */
function formatOf(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, { style: 'currency', currency })
  formats.set(key, made)
  return made
}

/** Digits after the point of an ISO 4217 currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function fractionDigits(currency: string): number {
  return formatOf('en', currency).resolvedOptions().maximumFractionDigits ?? 2
}

/** "€320.00": always full, always with its currency. */
export function formatMoney({ minor, currency }: Money, locale = 'en'): string {
  const digits = fractionDigits(currency)
  const text = minor
    .toString()
    .replace('-', '')
    .padStart(digits + 1, '0')
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
  return formatOf(locale, currency).format(`${minor < 0n ? '-' : ''}${decimal}` as Intl.StringNumericLiteral)
}

/**
 * What a person typed, "320", "320.5" or "1,250.00", as minor units; null when it is not an amount in this currency.
 */
export function parseMoney(text: string, currency: string): bigint | null {
  const digits = fractionDigits(currency)
  const match = /^(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d+))?$/.exec(text.trim().replaceAll(' ', ''))
  if (!match) return null
  const fraction = match[2] ?? ''
  if (fraction.length > digits) return null
  return BigInt((match[1] ?? '').replaceAll(',', '') + fraction.padEnd(digits, '0'))
}

/** An amount as a person would type it: "320.00". */
export function typedAmount(minor: bigint, currency: string): string {
  const digits = fractionDigits(currency)
  const text = minor.toString().padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** A share in basis points, rounded half up. */
export function share(minor: bigint, basisPoints: number): bigint {
  return (minor * BigInt(basisPoints) + 5000n) / 10_000n
}
