// Making one takes longer than all else about an amount, and a list of hospitals has a hundred.
const formats = new Map<string, Intl.NumberFormat>()

function formatOf(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, { style: 'currency', currency })
  formats.set(key, made)
  return made
}

/** An amount in words people read, "€320.00": minor units of an ISO 4217 currency, in its own number of decimals. */
export function formatMinor(minor: number | bigint, currency: string, locale = 'en') {
  const format = formatOf(locale, currency)
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2
  const digits = String(minor)
    .replace('-', '')
    .padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`
  // As a decimal string: a number would lose cents beyond 2^53.
  return format.format(`${minor < 0 ? '-' : ''}${text}` as `${number}`)
}

type Props = {
  minor: number | bigint
  currency: string
  locale?: string
  /** The product's own formatter, where one is at hand. */
  format?: (minor: number | bigint, currency: string) => string
  className?: string
}

/** An amount with its currency, in figures of equal width that never break. */
export function Money({ minor, currency, locale, format, className }: Props) {
  const text = format ? format(minor, currency) : formatMinor(minor, currency, locale)
  return <span className={`num whitespace-nowrap ${className ?? ''}`.trim()}>{text}</span>
}
