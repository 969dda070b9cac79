import { openSeries } from '#lib/case/records/imaging/commands.ts'
import { linkImages } from '#lib/case/records/imaging/delivery.ts'
import { openSchema } from '#lib/case/records/imaging/schema.ts'

import { caseRoute, json } from '#lib/web/route.ts'

/** Opens a series: a look at each of its images, and links to their bytes. With `again`, only links anew. */
export const POST = caseRoute('records.read', {
  input: openSchema,
  run: ({ db, actor, access }, input) => openSeries(db, actor, access, input),
  respond: async (opened) => json(await linkImages(opened)),
})
