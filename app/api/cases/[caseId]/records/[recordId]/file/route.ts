import { lookAtRecord } from '#lib/case/records/commands.ts'
import { isLookahead, mustBeThere, nothingSeen, redirectToFile } from '#lib/case/records/delivery.ts'
import { fileSchema } from '#lib/case/records/schema.ts'
import { caseRoute } from '#lib/web/route.ts'

/**
 * Opens (?disposition=inline) or downloads a record: access check, a look whether the store has it, an entry in "who has
 * seen this" (consent is asked once more), then a short-lived link.
 */
export const GET = caseRoute('records.read', {
  input: fileSchema,
  run: ({ db, actor, access }, { recordId }) => lookAtRecord(db, actor, access, recordId, null),
  respond: async ({ objectKey }, { recordId, disposition }, request, again) => {
    if (isLookahead(request)) return nothingSeen()
    await mustBeThere(objectKey)
    return redirectToFile(
      await again(({ db, actor, access }) => lookAtRecord(db, actor, access, recordId, disposition)),
    )
  },
})
