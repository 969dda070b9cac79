import { sendThumbnail } from '#lib/case/records/imaging/delivery.ts'
import { findThumbnail } from '#lib/case/records/imaging/queries.ts'
import { thumbnailSchema } from '#lib/case/records/imaging/schema.ts'
import { caseRoute } from '#lib/web/route.ts'

/** A series' small picture; whether it may be seen is asked each time. */
export const GET = caseRoute('records.read', {
  input: thumbnailSchema,
  run: ({ db, access }, { seriesId }) => findThumbnail(db, access, seriesId),
  respond: (objectKey, _input, request) => sendThumbnail(objectKey, request),
})
