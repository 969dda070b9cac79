import { listImaging } from '#lib/case/records/imaging/queries.ts'
import { listSchema } from '#lib/case/records/imaging/schema.ts'
import { caseRoute } from '#lib/web/route.ts'

/** The studies and series of a case, without a look at any. */
export const GET = caseRoute('records.read', {
  input: listSchema,
  run: ({ db, access }, { after }) => listImaging(db, access, after),
})
