import { writeLook } from '#lib/case/records/commands.ts'
import { isLookahead, nothingSeen, redirectToPreview } from '#lib/case/records/delivery.ts'
import { findPreview } from '#lib/case/records/preview/queries.ts'
import { previewSchema } from '#lib/case/records/schema.ts'
import { caseRoute } from '#lib/web/route.ts'

/**
 * A preview of a record, by a short-lived link. The small one stands in lists, as a name does, and is no look; the large one
 * is, and is written down.
 */
export const GET = caseRoute('records.read', {
  input: previewSchema,
  run: ({ db, access }, { recordId, size }) => findPreview(db, access.row.id, recordId, size),
  respond: async ({ objectKey }, { recordId, size }, request, again) => {
    if (size === 'THUMB') return redirectToPreview(objectKey)
    if (isLookahead(request)) return nothingSeen()
    const found = await again(async ({ db, actor, access }) => {
      const preview = await findPreview(db, access.row.id, recordId, size)
      await writeLook(db, actor, access, recordId, 'viewed')
      return preview
    })
    return redirectToPreview(found.objectKey)
  },
})
