import { isHere } from '#lib/case/records/begin.ts'
import { hereSchema } from '#lib/case/records/schema.ts'
import { caseRoute } from '#lib/web/route.ts'

/** Does the asking side have such a record in this case already? { size, sha256? } gives { here }. Of other sides it says nothing. */
export const POST = caseRoute('records.add', {
  input: hereSchema,
  run: async ({ db, access }, file) => ({ here: await isHere(db, access, file) }),
})
