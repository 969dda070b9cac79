// Of a file that comes by a plain form: how large it may be, and what is said when it was not taken. Pure.

export const MOST_SMALL_BYTES = 10 * 1024 * 1024

export const SMALL_TROUBLE = {
  none: 'Choose a file first.',
  empty: 'This file is empty. Choose it again, or another.',
  large:
    'This file is larger than 10 MB, which this form does not take. The page of records takes up to 5 GB, with JavaScript.',
  unreadable: 'The file did not arrive whole. Please choose it again.',
  refused: 'There is no room for this file. Have a look at the records: something there may not be finished.',
} as const
export type SmallTrouble = keyof typeof SMALL_TROUBLE

export const smallTrouble = (given: unknown): string | null =>
  typeof given === 'string' && Object.hasOwn(SMALL_TROUBLE, given) ? SMALL_TROUBLE[given as SmallTrouble] : null
