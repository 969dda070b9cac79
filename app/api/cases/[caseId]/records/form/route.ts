import { z } from 'zod'
import { addSmallFile, backFrom, SmallFileError } from '#lib/case/records/small-file.ts'
import { caseRoute, seeOther } from '#lib/web/route.ts'

/**
 * Adds one small file by a plain form, which needs no script: multipart with `file`. Leads back to the page that it came from, with
 * `file` (the record) or `trouble` (why not). Larger files, and many, go from the browser to the store.
 */
export const POST = caseRoute('records.add', {
  input: z.object({ from: z.enum(['draft', 'records'], 'Say which page this comes from').default('records') }),
  run: ({ access }) => Promise.resolve(access.row.id),
  respond: async (caseId, { from }, request, again) => {
    try {
      return seeOther(backFrom(from, caseId, { file: await addSmallFile(request, again) }))
    } catch (error) {
      if (!(error instanceof SmallFileError)) throw error
      return seeOther(backFrom(from, caseId, { trouble: error.trouble }))
    }
  },
})
