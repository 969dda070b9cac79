import { discardUpload } from '#lib/case/records/commands.ts'
import { uploadSchema } from '#lib/case/records/schema.ts'
import { findUpload } from '#lib/case/records/upload-commands.ts'
import { uploadState } from '#lib/case/records/uploads.ts'
import { caseRoute, json } from '#lib/web/route.ts'

/** Where an upload stands: which parts the object store has. */
export const GET = caseRoute('records.add', {
  input: uploadSchema,
  run: ({ db, access }, { recordId }) => findUpload(db, access, recordId),
  respond: async (upload, _input, _request, again) => json(await uploadState(upload, again)),
})

/** Gives up an upload, or dismisses a refused file. */
export const DELETE = caseRoute('records.add', {
  input: uploadSchema,
  run: async ({ db, access }, { recordId }) => {
    await discardUpload(db, access, recordId)
    return { discarded: true }
  },
})
