// Stripe's own list: https://docs.stripe.com/currencies#minor-units
const NO_MINOR_UNIT = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
const THOUSANDTHS = new Set('bhd jod kwd omr tnd'.split(' '))

function minorDigits(currency: string): number {
  if (NO_MINOR_UNIT.has(currency)) return 0
  return THOUSANDTHS.has(currency) ? 3 : 2
}

/** An amount in minor units as people write it, such as `€320.00`. */
export function formatMoney(amount: number, currency: string): string {
  const digits = minorDigits(currency)
  const format = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return format.format(amount / 10 ** digits)
}
