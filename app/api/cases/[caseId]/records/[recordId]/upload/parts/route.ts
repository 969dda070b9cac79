import { partsSchema } from '#lib/case/records/schema.ts'
import { findUpload } from '#lib/case/records/upload-commands.ts'
import { signParts } from '#lib/case/records/uploads.ts'
import { caseRoute, json } from '#lib/web/route.ts'

/** Links for parts: { parts: [1, 2] } gives { links: { 1: url, 2: url } }, each for one part of one size. */
export const POST = caseRoute('records.add', {
  input: partsSchema,
  run: ({ db, access }, { recordId }) => findUpload(db, access, recordId),
  respond: async (upload, { parts }) => json({ links: await signParts(upload, parts) }),
})
