import { completeSchema } from '#lib/case/records/schema.ts'
import { findUploads } from '#lib/case/records/upload-commands.ts'
import { completeUploads } from '#lib/case/records/uploads.ts'
import { notFound } from '#lib/errors.ts'
import { caseRoute, json, refusedFile } from '#lib/web/route.ts'

/**
 * All parts of these files are sent: puts them together and sends the records to their check. { recordIds } gives { files } in
 * the same order, each with its status or with the reason why not.
 */
export const POST = caseRoute('records.add', {
  input: completeSchema,
  run: ({ db, access }, { recordIds }) => findUploads(db, access, recordIds),
  respond: async (uploads, { recordIds }, _request, again) => {
    const done = await completeUploads([...uploads.values()], again)
    const outcomes = new Map(done.map((one) => [one.recordId, one]))
    const files = recordIds.map((recordId) => {
      const one = outcomes.get(recordId) ?? { recordId, refused: notFound() }
      return 'refused' in one ? refusedFile(one) : one
    })
    return json({ files })
  },
})
