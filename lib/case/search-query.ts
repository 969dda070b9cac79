// What a person types, as a query that PostgreSQL cannot refuse. Pure.

const MOST_WORDS = 8
/** PostgreSQL refuses a word of over 2,046 bytes. */
const LONGEST_WORD = 100

/** The words of what was typed: letters, marks and digits of any script, at most eight. */
export const searchWords = (typed: string): string[] =>
  [
    ...typed
      .normalize('NFC')
      .toLowerCase()
      .matchAll(/[\p{L}\p{M}\p{N}]+/gu),
  ]
    .map(([word]) => [...word].slice(0, LONGEST_WORD).join(''))
    .slice(0, MOST_WORDS)

/** Words that all must occur, each as the beginning of one: 'mis':* & 'ruiz':*; null when there are none. */
export function tsQueryOf(typed: string): string | null {
  const words = searchWords(typed)
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(' & ')
}

export type Piece = { text: string; hit: boolean; /** Where it begins. */ from: number }

/** A text cut into pieces, those that begin a word with one of these marked. Joined again they are the text. */
export function highlight(text: string, words: readonly string[]): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const word = words.find((begin) => match[0].toLowerCase().startsWith(begin))
    if (!word || word.length > match[0].length) continue
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), hit: false, from })
    from = match.index + word.length
    pieces.push({ text: text.slice(match.index, from), hit: true, from: match.index })
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false, from })
  return pieces
}
