import { z } from 'zod'
import { CONSENT_TITLE, consentPdf } from '#lib/case/consent/paper.ts'
import { loadSignedConsent } from '#lib/case/consent/signed.ts'
import { attachment } from '#lib/paper/attachment.ts'
import { documentName } from '#lib/paper/name.ts'
import { caseRoute } from '#lib/web/route.ts'

/** What was signed as a PDF, for everybody on the case who may read of it. */
export const GET = caseRoute('consent.read', {
  input: z.object({ signatureId: z.string() }),
  run: ({ db, access }, { signatureId }) => loadSignedConsent(db, access, signatureId),
  respond: async (signed) =>
    attachment(
      await consentPdf(signed),
      documentName(signed.caseNumber, signed.patient.name, CONSENT_TITLE[signed.what].toLowerCase()),
    ),
})
