import { linkToFile, mustBeThere } from '#lib/case/records/delivery.ts'
import { findBytes, lookByScript } from '#lib/case/records/preview/look.ts'
import { linkSchema } from '#lib/case/records/schema.ts'
import { caseRoute, json } from '#lib/web/route.ts'

/**
 * A link of at most a minute to a record's bytes, for the page that shows it: a look, or with `again` the same look going on.
 * What the store does not have, nobody has seen.
 */
export const POST = caseRoute('records.read', {
  input: linkSchema,
  run: ({ db, access }, { recordId }) => findBytes(db, access.row.id, recordId),
  respond: async ({ objectKey }, input, _request, again) => {
    await mustBeThere(objectKey)
    return json(await linkToFile(await again(({ db, actor, access }) => lookByScript(db, actor, access, input))))
  },
})
