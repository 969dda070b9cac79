import { type AppError, invalid } from '#lib/errors.ts'
import { MAX_VALUES, readTable, type ReadSheet, type Unread } from './parse.ts'
import type { SheetInput } from './schema.ts'

// What somebody typed or pasted, judged as a whole: it is taken whole or not at all, unless they say which lines to leave out. Pure.

/** A sheet that is sure of its day. */
export type DatedSheet = ReadSheet & { day: string }

const SHOWN = 30

/**
 * @throws INVALID: the first message of `table` says what is wrong, each further one a line that is shown back
 * @returns the sheets, and how many lines were left out as asked
 */
export function takeTable(input: SheetInput, now: Date): { sheets: DatedSheet[]; leftOut: number } {
  const { sheets, unread, count } = readTable(input.table, now)
  if (unread.length > 0 && !(input.leaveOut && count > 0)) throw shownBack(unread, count)
  if (count === 0)
    throw invalid('There are no values in this.', { table: ['We found no result in it: one test a line'] })
  if (count > MAX_VALUES)
    throw invalid('This is more than one table.', {
      table: [`At most ${MAX_VALUES} values at once: please paste them in parts`],
    })
  const dated = sheets.flatMap((sheet) => {
    const day = sheet.day ?? input.day
    return day ? [{ ...sheet, day, laboratory: sheet.laboratory || input.laboratory }] : []
  })
  if (dated.length < sheets.length)
    throw invalid('One thing needs another look.', { day: ['Say on which day the sample was taken'] })
  return { sheets: dated, leftOut: unread.length }
}

function shownBack(unread: readonly Unread[], count: number): AppError {
  const lines = unread.slice(0, SHOWN).map(({ line, text, why }) => `Line ${line}: ${why}. It says: ${cut(text)}`)
  const more = unread.length - lines.length
  const one = unread.length === 1
  return invalid(
    count === 0
      ? 'We cannot read this for certain.'
      : `${count} ${count === 1 ? 'value' : 'values'} can be read, and nothing is saved yet.`,
    {
      table: [
        one ? 'One line cannot be read for certain' : `${unread.length} lines cannot be read for certain`,
        ...lines,
        ...(more > 0 ? [`and ${more} more`] : []),
      ],
    },
  )
}

const cut = (text: string): string => (text.length > 120 ? `${[...text].slice(0, 119).join('')}…` : text)

const DECODERS = [
  { label: 'utf-16le', when: (b: Uint8Array) => b[0] === 0xff && b[1] === 0xfe },
  { label: 'utf-16be', when: (b: Uint8Array) => b[0] === 0xfe && b[1] === 0xff },
] as const

/** A text file's bytes: UTF-16 by its mark, else UTF-8, else as Windows writes western languages. */
export function textOf(bytes: Uint8Array): string {
  const marked = DECODERS.find(({ when }) => when(bytes))
  if (marked) return new TextDecoder(marked.label).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
