// What a reader should know of a file before opening it. Pure.

const WORDS = {
  CUT_OFF: 'seems cut off or damaged',
  PROTECTED: 'may ask for a password',
  PREAMBLE_CLEARED: 'something foreign in front of the picture was taken out',
} as const

export type Flag = keyof typeof WORDS

/** What the virus scanner's word means to a reader; null when there is nothing to say. */
export function scanWords(scan: string | null): string | null {
  if (scan === 'CLEAN') return null
  return scan === 'TOO_LARGE' ? 'not scanned: larger than the scanner takes' : 'not scanned'
}

/** The words for the codes in `Record.flags`; one that is not known says nothing. */
export const flagWords = (flags: readonly string[]): string[] =>
  flags.flatMap((flag) => (flag in WORDS ? [WORDS[flag as Flag]] : []))
