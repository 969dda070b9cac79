import { oneLine } from '#lib/text.ts'

// Pasted text as rows of cells. Pure.

/** `line` counts from 1, in the text as it was pasted. */
export type Row = { line: number; text: string; cells: string[] }

export type Delimiter = '\t' | ';' | '|' | ',' | 'blanks'

export const DELIMITERS: readonly Delimiter[] = ['\t', ';', '|', ',', 'blanks']

/** The lines that have something in them, cut into trimmed cells. A quoted cell (RFC 4180) may hold the delimiter or a line break. */
export function rowsOf(text: string, delimiter: Delimiter): Row[] {
  const clean = text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n')
  if (delimiter === 'blanks')
    return clean
      .split('\n')
      .map((line, at) => ({
        line: at + 1,
        text: line.trim(),
        cells: line
          .trim()
          .split(/\s{2,}|\t/)
          .map(oneLine),
      }))
      .filter((row) => row.text !== '')
  return quotedRows(clean, delimiter).filter(({ cells }) => cells.some((cell) => cell !== ''))
}

function quotedRows(text: string, delimiter: string): Row[] {
  const rows: Row[] = []
  let [cells, cell, quoted, line, begun]: [string[], string, boolean, number, number] = [[], '', false, 1, 0]
  const endRow = (at: number) => {
    const raw = text.slice(begun, at)
    rows.push({ line, text: raw.trim(), cells: [...cells, cell].map(oneLine) })
    line += raw.split('\n').length
    begun = at + 1
    cells = []
    cell = ''
  }
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]
    if (quoted && letter === '"' && text[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (letter === '"' && (quoted || cell.trim() === '')) {
      quoted = !quoted
      if (quoted) cell = ''
    } else if (!quoted && letter === delimiter) {
      cells.push(cell)
      cell = ''
    } else if (!quoted && letter === '\n') endRow(at)
    else cell += letter
  }
  if (begun < text.length) endRow(text.length)
  return rows
}
