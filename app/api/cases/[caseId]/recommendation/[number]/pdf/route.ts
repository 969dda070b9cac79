import { recommendationPdf } from '#lib/case/recommendation/pdf.ts'
import { loadPrinted } from '#lib/case/recommendation/printed.ts'
import { pdfName } from '#lib/case/recommendation/rules.ts'
import { pdfSchema } from '#lib/case/recommendation/schema.ts'
import { attachment } from '#lib/paper/attachment.ts'
import { caseRoute } from '#lib/web/route.ts'

/** A signed version as a PDF, for everybody who may read it. */
export const GET = caseRoute('recommendation.read', {
  input: pdfSchema,
  run: ({ db, access }, { number }) => loadPrinted(db, access, number),
  respond: async (view) =>
    attachment(await recommendationPdf(view), pdfName(view.caseNumber, view.patient.name, view.signed.number)),
})
