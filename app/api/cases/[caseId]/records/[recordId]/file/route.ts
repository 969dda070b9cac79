import { lookAtRecord } from '#lib/case/records/commands.ts'
import { isLookahead, redirectToFile } from '#lib/case/records/delivery.ts'
import { fileSchema } from '#lib/case/records/schema.ts'
import { caseRoute } from '#lib/web/route.ts'

/** Opens (?disposition=inline) or downloads a record: access check, an entry in "who has seen this", then a short-lived link. */
export const GET = caseRoute('records.read', {
  input: fileSchema,
  run: ({ db, actor, access }, { recordId, disposition }, request) =>
    lookAtRecord(db, actor, access, recordId, isLookahead(request) ? null : disposition),
  respond: (record, _input, request) => redirectToFile(record, request),
})
