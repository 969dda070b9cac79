import { z } from 'zod'
import { KINDS, MAX_BATCH, MAX_LINKS, MAX_PARTS } from './rules.ts'

/** Ids of a record are judged by the query that looks for it: a malformed one is as absent as a foreign one. */
const recordId = z.string()

const WHICH_FILES = 'Say which files'

const size = z
  .number('Say how large the file is')
  .int('Say how large the file is')
  .min(0, 'Say how large the file is')
  .max(Number.MAX_SAFE_INTEGER, 'This size cannot be true')
const hash = z.string('This is no SHA-256').regex(/^[0-9a-f]{64}$/, 'This is no SHA-256')

const fileToBegin = z.object({
  /** Chosen by the browser, so that a begin whose answer was lost can be sent again. */
  recordId: z.uuid('This upload has no valid id').toLowerCase().optional(),
  name: z
    .string('Say what the file is called')
    .min(1, 'Say what the file is called')
    .max(20_000, 'This name is too long'),
  size,
  type: z.string().max(1000).default(''),
  /** Where it lay in the folder that was chosen, outermost first: for the screen only. */
  folder: z.string().max(20_000, 'This folder has too long a name').default(''),
  /** What the person said that it is, before anybody looked. */
  kind: z.enum(KINDS, 'Choose a kind from the list').optional(),
  /** Found by the browser: the same file is not sent a second time. */
  sha256: hash.optional(),
})

/** Up to 64 files at once: a folder has thousands, and each request costs. */
export const beginSchema = z.object({
  files: z
    .array(fileToBegin, WHICH_FILES)
    .min(1, WHICH_FILES)
    .max(MAX_BATCH, `Begin at most ${MAX_BATCH} files at once`),
})

/** Is a file of this size, and of this content, among the records already? */
export const hereSchema = z.object({ size, sha256: hash.optional() })

export const completeSchema = z.object({
  recordIds: z
    .array(z.string(WHICH_FILES).toLowerCase(), WHICH_FILES)
    .min(1, WHICH_FILES)
    .max(MAX_BATCH, `Complete at most ${MAX_BATCH} files at once`),
})

export const uploadSchema = z.object({ recordId })

export const partsSchema = z.object({
  recordId,
  parts: z
    .array(
      z.number().int().min(1, 'Parts are counted from 1').max(MAX_PARTS, 'There are not that many parts'),
      'Name the parts',
    )
    .min(1, 'Name the parts')
    .max(MAX_LINKS, `Ask for at most ${MAX_LINKS} parts at once`),
})

export const fileSchema = z.object({
  recordId,
  disposition: z.enum(['inline', 'attachment'], 'Say inline or attachment').default('attachment'),
})

export const previewSchema = z.object({
  recordId,
  size: z.enum(['THUMB', 'VIEW'], 'Say THUMB or VIEW'),
})

export const linkSchema = z.object({
  recordId,
  /** The page that asks has shown the record already, and only its link has ended. */
  again: z.boolean('Say true or false').default(false),
})

export const kindSchema = z.object({
  recordId,
  kind: z.enum(KINDS, 'Choose a kind from the list'),
  /** The day that the record is of: '' for not known, absent where it is not asked. */
  day: z
    .union([z.literal('').transform(() => null), z.iso.date({ error: 'Give a day, like 2025-01-31' })])
    .refine((given) => given === null || given >= '1900-01-01', 'This day lies too far back')
    .refine((given) => given === null || given <= tomorrow(), 'This day is still to come')
    .optional(),
})

/** It is tomorrow somewhere already. */
const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)

/** Nothing but the case, and the token of a mailed link where the page was opened by it. */
export const mailAddressSchema = z.object({ link: z.string().optional() })

export const removeSchema = z.object({ recordId })

/** `leave`: from the record's own page, which is no more afterwards. */
export const removeRecordSchema = removeSchema.extend({ leave: z.literal('yes').optional().catch(undefined) })

export type BeginInput = z.input<typeof fileToBegin>
