import { z } from 'zod'

// What people type, in any script. Pure. NUL cannot be stored by PostgreSQL; a lone surrogate cannot be sent to it.

const storable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed()
const UNSTORABLE = 'This contains a character that cannot be stored'

const tooLong = (max: number) => `This is too long: at most ${max.toLocaleString('en')} characters`
const base = (max: number) =>
  z
    .string({ error: 'Please fill this in' })
    .refine(storable, UNSTORABLE)
    .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim())
    .pipe(z.string().max(max, tooLong(max)))

/** Free text over several lines; may be empty. */
export const text = (max: number) => base(max)

/** One line: line breaks and tabs become spaces, controls that could hide or reorder text are removed; may be empty. */
export const line = (max: number) =>
  base(max * 4)
    .transform((value) => oneLine(value))
    .pipe(z.string().max(max, tooLong(max)))

/** The same, but something must be there. @param missing e.g. "Please give a name" */
export const requiredLine = (max: number, missing: string) => line(max).pipe(z.string().min(1, missing))
export const requiredText = (max: number, missing: string) => text(max).pipe(z.string().min(1, missing))

const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g

/** Text as one visible line. */
export const oneLine = (value: string): string => value.replace(/\s+/g, ' ').replace(HIDDEN, '').trim()

/** A checkbox that a form posts as "on" or not at all. */
export const checkbox = z
  .string()
  .optional()
  .transform((value) => value !== undefined && value !== '')

/** A field that may be left empty: '' becomes null. */
export const optional = <S extends z.ZodType>(schema: S) =>
  z.union([z.literal('').transform(() => null), z.undefined().transform(() => null), schema])
