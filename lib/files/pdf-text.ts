/** A piece of a page's text and where it stands: [.., .., .., size, x, y] and its width, in points. */
export type TextPiece = { str: string; transform: number[]; width: number; hasEOL: boolean }

/**
 * The text of a page as lines, in the order in which the page writes it. Pieces side by side become words of one line, so that
 * the cells of a table are not read as one word. Pure.
 */
export function lineText(pieces: readonly TextPiece[]): string {
  let text = ''
  let last: { end: number; y: number } | null = null
  for (const { str, transform, width, hasEOL } of pieces) {
    const [size = 10, x = 0, y = 0] = transform.slice(3)
    if (str !== '') {
      if (last && Math.abs(y - last.y) > Math.abs(size) / 2) text = newLine(text)
      else if (last && x - last.end > Math.abs(size) * 0.15 && !/\s$/.test(text)) text += ' '
      text += str
      last = { end: x + width, y }
    }
    if (hasEOL) {
      text = newLine(text)
      last = null
    }
  }
  return text.trim()
}

const newLine = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text.trimEnd()}\n`)
