import { beginRecord } from '#lib/case/records/commands.ts'
import { beginSchema } from '#lib/case/records/schema.ts'
import { openUpload } from '#lib/case/records/uploads.ts'
import { caseRoute, json } from '#lib/web/route.ts'

/** Begins an upload: { recordId?, name, size, type } gives the part plan and the first links. */
export const POST = caseRoute('records.add', {
  input: beginSchema,
  run: ({ db, actor, access }, input) => beginRecord(db, actor, access, input),
  respond: async (upload, _input, _request, again) => json(await openUpload(upload, again)),
})
