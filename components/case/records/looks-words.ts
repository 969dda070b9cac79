import type { LooksLike } from '#lib/db/generated/enums.ts'

/** What a record's words suggest, as a guess. */
export const LOOKS_WORDS: Record<LooksLike, string> = {
  RECEIPT: 'A receipt or a bill',
  HISTORY: 'A medical history',
  LAB: 'Laboratory results',
  LETTER: 'A letter',
}
