import { z } from 'zod'

/** Ids are judged by the query that looks for them: a malformed one is as absent as a foreign one. */
const id = z.string()

export const listSchema = z.object({ after: z.string().max(100).optional() })
export const thumbnailSchema = z.object({ seriesId: id })
export const studySchema = z.object({ studyId: id })
export const openSchema = z.object({
  seriesId: id,
  again: z.boolean('Say true or false').default(false),
})
