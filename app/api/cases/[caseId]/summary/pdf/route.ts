import { z } from 'zod'
import { attachment } from '#lib/paper/attachment.ts'
import { documentName } from '#lib/paper/name.ts'
import { summaryPdf } from '#lib/case/summary/pdf.ts'
import { readSummary } from '#lib/case/summary/queries.ts'
import { caseRoute } from '#lib/web/route.ts'

/** The case on one page as a PDF, made of what this reader may see. */
export const GET = caseRoute('records.read', {
  input: z.object({}),
  run: ({ db, actor, access }) => readSummary(db, actor, access),
  respond: async (view) => attachment(await summaryPdf(view), documentName(view.number, view.patient, 'summary')),
})
