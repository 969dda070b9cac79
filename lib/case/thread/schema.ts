import { z } from 'zod'
import { Audience } from '#lib/db/generated/enums.ts'
import { checkbox, requiredText, text } from '#lib/text.ts'

export const postInput = z.object({
  body: requiredText(10_000, 'Write something first'),
  audience: z.enum(Audience, 'Choose who should read this'),
  /** The form's own key: a message that is sent twice is stored once. */
  clientKey: z.uuid('This form is stale: copy your words, reload and try again'),
  urgent: checkbox,
  'records[]': z.array(z.uuid('This record cannot be attached')).max(20, 'Attach at most 20 records').default([]),
})
export type PostInput = z.output<typeof postInput>

export const readInput = z.object({ upTo: z.iso.datetime({ offset: true, error: 'Not a time' }) })

export const threadSearch = z.object({
  /** The oldest message of the page before, by time and, among those of one moment, by id. */
  before: z.iso.datetime({ offset: true }).optional().catch(undefined),
  beforeId: z.uuid().optional().catch(undefined),
  audience: z.enum(Audience).optional().catch(undefined),
  find: text(100).optional().catch(undefined),
  /** A message is begun elsewhere in the case: a record to attach, and words to it. */
  attach: z.uuid().optional().catch(undefined),
  words: text(1000).optional().catch(undefined),
})
export type ThreadSearch = z.output<typeof threadSearch>
