// One cell of a laboratory sheet: a result, an interval, a flag. Pure. What is not one for certain is null.

/** As stored: decimals with a point, no thousands marks, no flag. */
export type Result = { said: string; flag: string }
export type Bound = '' | '<' | '>'
/** Null limits: the interval is open at that end. */
export type Range = { low: number | null; high: number | null }

/** How the table writes its decimals; null where it gives no sign of it. */
export type Decimal = '.' | ',' | null

const MINUS = /[\u2212\u2010\u2011]/g

/** "1,234" and "1.234" may be a thousand or a bit over one. */
const EITHER = /^\d{1,3}[.,]\d{3}$/

/** A number as text with a point, or null: no number, or one that could be two. */
export function plainNumber(text: string, decimal: Decimal): string | null {
  const typed = text.trim().replaceAll(MINUS, '-').replace(/^\+/, '')
  const [, sign = '', digits = ''] = /^(-?)([\d.,' \u00a0\u202f]+)$/.exec(typed) ?? []
  const grouped = digits.replaceAll(/(?<=\d)[' \u00a0\u202f](?=\d{3}(?!\d))/g, '')
  if (/^\d+$/.test(grouped)) return sign + grouped
  const [, whole = '', mark = '', rest = ''] = /^(\d*)([.,])(\d+)$/.exec(grouped) ?? []
  if (mark === '') return bothMarks(sign, grouped)
  if (EITHER.test(grouped) && !whole.startsWith('0')) {
    // With the other mark as decimal sign, this one groups thousands; without any sign of it, a point is a decimal point.
    if (decimal !== null && decimal !== mark) return sign + whole + rest
    if (decimal === null && mark === ',') return null
  }
  return `${sign}${whole || '0'}.${rest}`
}

/** "1,234.5" and "1.234,5" show by themselves which mark is which. */
function bothMarks(sign: string, digits: string): string | null {
  const [, whole, rest] =
    /^(\d{1,3}(?:,\d{3})+)\.(\d+)$/.exec(digits) ?? /^(\d{1,3}(?:\.\d{3})+),(\d+)$/.exec(digits) ?? []
  return whole && rest ? `${sign}${whole.replaceAll(/[.,]/g, '')}.${rest}` : null
}

/** Which decimal sign this cell proves, if any. */
export function decimalIn(cell: string): Decimal {
  for (const [number] of cell.matchAll(/\d+(?:[.,]\d+)+/g)) {
    if (/^\d{1,3}(,\d{3})+\.\d+$/.test(number)) return '.'
    if (/^\d{1,3}(\.\d{3})+,\d+$/.test(number)) return ','
    const mark = /[.,]/.exec(number)?.[0]
    if (number.split(/[.,]/).length === 2 && (!EITHER.test(number) || number.startsWith('0')))
      return mark === ',' ? ',' : '.'
  }
  return null
}

const WORDS =
  /^(neg(ative|ativ|atif|ativo|atyw\w*)?\.?|pos(itive|itiv|itif|itivo)?\.?|not detected|none( seen)?|normal|trace|traces|spur|few|moderate|many|rare|absent|present|clear|yellow|[1-4]\+|\+{1,4}|\(\+\)|-)$/i
const BOUND = /^(<=?|>=?|≤|≥)\s*/

/** A result, with the mark that may stand on it: "2.4", "<0,1", "H 8.4", "8.4*", "negative". */
export function readResult(cell: string, decimal: Decimal): Result | null {
  const text = cell.trim()
  if (WORDS.test(text)) return { said: text, flag: '' }
  const [, before = '', middle = '', after = ''] =
    /^(?:(HH|H|LL|L|↑{1,2}|↓{1,2}|\*{1,2})\s*)?([<>≤≥]?=?\s*[-+\u2212]?[\d.,' \u00a0\u202f]*\d)\s*(HH|H|LL|L|↑{1,2}|↓{1,2}|\*{1,2}|\(H\)|\(L\))?$/.exec(
      text,
    ) ?? []
  const bound = BOUND.exec(middle)?.[1] ?? ''
  const number = plainNumber(middle.replace(BOUND, ''), decimal)
  if (number === null || (before && after)) return null
  return {
    said: `${bound.replace('≤', '<=').replace('≥', '>=')}${number}`,
    flag: (before || after).replaceAll(/[()]/g, ''),
  }
}

const TO = String.raw`\s*(?:-|–|—|−|\.\.\.?|…|\bto\b|\bbis\b|\bà\b|\ba\b|\bdo\b|\btot\b|~)\s*`
const NUMBER = String.raw`[+\-−]?[\d.,]*\d`
const BETWEEN = new RegExp(`^(${NUMBER})${TO}(${NUMBER})(?:\\s*([^\\d\\s].*))?$`, 'i')
const BELOW = new RegExp(
  `^(?:<=?|≤|up to|bis|jusqu'à|hasta|fino a|do|tot|below|unter)\\s*(${NUMBER})(?:\\s*([^\\d\\s].*))?$`,
  'i',
)
const ABOVE = new RegExp(`^(?:>=?|≥|above|über|from|ab)\\s*(${NUMBER})(?:\\s*([^\\d\\s].*))?$`, 'i')

/** An interval as text with decimal points, and what stands behind it (a unit, perhaps): "5,5 - 8,5 g/dl". Null: none. */
export function readRange(cell: string, decimal: Decimal): { said: string; range: Range; rest: string } | null {
  const text = cell
    .trim()
    .replaceAll(MINUS, '-')
    .replace(/^[([](.*)[)\]]$/, '$1')
    .trim()
  const between = BETWEEN.exec(text)
  if (between) {
    const [low, high] = [plainNumber(between[1] ?? '', decimal), plainNumber(between[2] ?? '', decimal)]
    if (low === null || high === null || Number(low) > Number(high)) return null
    return { said: `${low} - ${high}`, range: { low: Number(low), high: Number(high) }, rest: between[3] ?? '' }
  }
  const [below, above] = [BELOW.exec(text), ABOVE.exec(text)]
  const limit = plainNumber((below ?? above)?.[1] ?? '', decimal)
  if (limit === null) return null
  const rest = (below ?? above)?.[2] ?? ''
  return below
    ? { said: `< ${limit}`, range: { low: null, high: Number(limit) }, rest }
    : { said: `> ${limit}`, range: { low: Number(limit), high: null }, rest }
}

export type Flag = 'CRITICAL' | 'HIGH' | 'LOW' | 'ABNORMAL' | 'NORMAL'

const FLAGS: readonly (readonly [RegExp, Flag])[] = [
  [/^(hh|ll|c|crit\w*|panic|kritisch|critique|↑↑|↓↓|\+\+|--|!!|hc|lc|critical (high|low))$/i, 'CRITICAL'],
  [/^(h|hi|high|↑|\+|hoch|erhöht|élevé|haut|alto|elevado|aumentato|wysoki|hoog|above)$/i, 'HIGH'],
  [/^(l|lo|low|↓|-|niedrig|erniedrigt|bas|bajo|basso|baixo|diminuito|niski|laag|below)$/i, 'LOW'],
  [/^(\*{1,2}|a|abn\w*|!|abnormal|auffällig|anormal)$/i, 'ABNORMAL'],
  [/^(n|norm\w*|ok|wnl)$/i, 'NORMAL'],
]

/** What a sheet's flag says; null for a text that is none. */
export const readFlag = (cell: string): Flag | null => FLAGS.find(([pattern]) => pattern.test(cell.trim()))?.[1] ?? null

/** A stored result as number and bound; a value in words has none. */
export function numberOf(said: string): { bound: Bound; value: number | null } {
  const [, bound = '', digits = ''] = /^([<>]?)=?(-?\d+(?:\.\d+)?)$/.exec(said) ?? []
  return { bound: bound === '<' || bound === '>' ? bound : '', value: digits === '' ? null : Number(digits) }
}
