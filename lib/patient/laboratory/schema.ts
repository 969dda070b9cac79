import { z } from 'zod'
import { dayField } from '#lib/patient/days.ts'
import { checkbox, line } from '#lib/text.ts'
import { rowVersion } from '#lib/version.ts'
import { MAX_TEXT } from './parse.ts'

const MISSING = 'Paste or type at least one value'

/** A pasted table keeps its tabs and its blanks at the beginning of a line. */
const table = z
  .string(MISSING)
  .max(MAX_TEXT, `This is too long: at most ${MAX_TEXT.toLocaleString('en')} characters. Please add it as a file.`)
  .refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'This contains a character that cannot be stored')
  .refine((text) => text.trim() !== '', MISSING)

const fields = {
  table,
  /** For values that name no day themselves. */
  day: dayField('WHOLE'),
  laboratory: line(120).optional().default(''),
  leaveOut: checkbox,
}

/** Ids of sheets and records are judged by the query that looks for them: a malformed one is as absent as a foreign one. */
const sheetId = z.string()

/** Its id comes from the page, so that a second press does not write it twice. */
export const addSheetSchema = z.object({ entryId: z.uuid('Reload the page and try again'), ...fields })
export const mendSheetSchema = z.object({ sheetId, version: rowVersion, ...fields })
export const sheetSchema = z.object({ sheetId })
export const fileSchema = z.object({ recordId: z.string() })

export type SheetInput = Omit<z.output<typeof addSheetSchema>, 'entryId'>
