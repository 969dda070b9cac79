import { beginRecords } from '#lib/case/records/begin.ts'
import { beginSchema } from '#lib/case/records/schema.ts'
import { openUploads } from '#lib/case/records/uploads.ts'
import { caseRoute, json, refusedFile } from '#lib/web/route.ts'

/**
 * Begins uploads: { files: [{ recordId?, name, size, type, sha256? }] } gives { files } in the same order, each with its part plan
 * and its first links, or with the reason why it cannot be added. What is `here` already need not be sent.
 */
export const POST = caseRoute('records.add', {
  input: beginSchema,
  run: ({ db, actor, access }, { files }) => beginRecords(db, actor, access, files),
  respond: async (begun, _input, _request, again) => {
    const opened = await openUploads(
      begun.flatMap((one) => ('upload' in one ? [one.upload] : [])),
      again,
    )
    const tickets = new Map(opened.map((ticket) => [ticket.recordId, ticket]))
    return json({
      files: begun.map((one) =>
        'refused' in one ? refusedFile(one) : { ...tickets.get(one.recordId), here: one.here },
      ),
    })
  },
})
