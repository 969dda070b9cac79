import { COVERED } from './coverage.ts'

// What the fonts of printed documents can show. Pure.

/** Stands where characters cannot be printed. */
export const NOT_SHOWN = '[not shown]'

const isCovered = (code: number): boolean => {
  let [low, high] = [0, COVERED.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const [first, last] = COVERED[middle] ?? [0, 0]
    if (code < first) high = middle - 1
    else if (code > last) low = middle + 1
    else return true
  }
  return false
}

/** Joiners, selectors, direction marks and controls: nothing to see by themselves. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}]/u

/** The text as it can be printed: each run of characters that the fonts do not have is said to be missing. */
export function printable(text: string): { text: string; lost: boolean } {
  let [out, lost] = ['', false]
  /** Blanks since the last missing character; null outside such a run. Those within a run belong to it. */
  let blanks: string | null = null
  for (const character of text.normalize('NFC').replaceAll('\t', ' ')) {
    if (UNSEEN.test(character)) continue
    if (!isCovered(character.codePointAt(0) ?? 0)) {
      if (blanks === null) out += NOT_SHOWN
      ;[blanks, lost] = ['', true]
    } else if (blanks !== null && character === ' ') blanks += character
    else {
      out += (blanks ?? '') + character
      blanks = null
    }
  }
  return { text: out, lost }
}
