/** A table that is text, as rows of cells. Quoted cells may hold separators, line ends and doubled quotes. Pure. */
export type Cells = { rows: string[][]; more: boolean }

/** @param most rows that are read; `more` says that there are others */
export function csvRows(text: string, most: number): Cells {
  const separator = separatorOf(text)
  const rows: string[][] = []
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false]
  const endCell = () => {
    row.push(cell)
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  for (let at = 0; at < text.length && rows.length < most; at += 1) {
    const char = text.charAt(at)
    if (quoted) {
      if (char !== '"') cell += char
      else if (text[at + 1] === '"') {
        cell += char
        at += 1
      } else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === separator) endCell()
    else if (char === '\n') endRow()
    else if (char !== '\r') cell += char
  }
  if (rows.length >= most) return { rows, more: true }
  endRow()
  return { rows, more: false }
}

/** What stands most often between cells in the first line. */
function separatorOf(text: string): string {
  const first =
    text
      .slice(0, 10_000)
      .split('\n', 1)[0]
      ?.replaceAll(/"[^"]*"/g, '') ?? ''
  const count = (separator: string) => first.split(separator).length
  return ['\t', ';', ',', '|'].toSorted((a, b) => count(b) - count(a))[0] ?? ','
}
