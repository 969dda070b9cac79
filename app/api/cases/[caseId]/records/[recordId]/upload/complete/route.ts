import { findUpload } from '#lib/case/records/commands.ts'
import { uploadSchema } from '#lib/case/records/schema.ts'
import { completeUpload } from '#lib/case/records/uploads.ts'
import { caseRoute, json } from '#lib/web/route.ts'

/** All parts are sent: puts them together and sends the record to its check. */
export const POST = caseRoute('records.add', {
  input: uploadSchema,
  run: ({ db, access }, { recordId }) => findUpload(db, access, recordId),
  respond: async (upload, _input, _request, again) => json(await completeUpload(upload, again)),
})
