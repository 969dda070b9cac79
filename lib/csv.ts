// A list as a file that spreadsheets open. Pure.

/** Text that a spreadsheet would take for a formula gets an apostrophe in front, which it shows as text. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@\t\r|%＝＋－＠]/u

/** One cell: quoted always, so that commas, quotes and line breaks stay inside. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '""'
  if (typeof value === 'number') return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}

/** RFC 4180 with a byte order mark, by which spreadsheets know that it is UTF-8. */
export function csvFile(head: string[], rows: (string | number | null)[][]): string {
  return `\uFEFF${[head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`
}
