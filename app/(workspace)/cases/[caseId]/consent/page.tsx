import { DeliveryCard } from '#components/case/delivery/delivery-card.tsx'
import { VetReadiness } from '#components/case/readiness/vet-readiness.tsx'
import { ConsentStage } from '#components/case/consent/stage.tsx'
import { Uploader } from '#app/(workspace)/cases/[caseId]/consent/uploader.tsx'
import { MailAddress } from '#components/case/records/mail-address.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { consentView } from '#lib/case/consent/queries.ts'
import { deliveryOf } from '#lib/case/delivery/queries.ts'
import { ownAddress } from '#lib/case/records/by-mail/address.ts'
import { readReadiness } from '#lib/case/records/readiness/queries.ts'
import { casePage } from '#lib/web/page.ts'

const page = casePage('consent.read', {
  load: async ({ db, actor, access }) => ({
    consent: await consentView(db, actor, access),
    delivery: access.row.submittedAt ? await deliveryOf(db, access) : null,
    readiness: access.side === 'PRACTICE' && access.can('records.add') ? await readReadiness(db, access) : null,
    mail: access.side === 'PRACTICE' ? await ownAddress(db, access) : null,
  }),
  title: ({ consent }) => `Consent · ${consent.patient.name}`,
  path: ({ caseId }) => `/cases/${caseId}/consent`,
  render: ({ view: { consent: view, delivery, readiness, mail }, frame, shell }) => (
    <CaseWorkspace shell={shell} frame={frame} stage="consent">
      <div className="grid gap-4">
        <ConsentStage
          view={view}
          zone={shell.timeZone}
          readiness={readiness && <VetReadiness view={readiness} consent={view} zone={shell.timeZone} mayOpen />}
          uploader={view.side === 'PRACTICE' && <Uploader caseId={view.caseId} />}
          mail={mail && <MailAddress caseId={view.caseId} view={mail} />}
        />
        {delivery && <DeliveryCard view={delivery} zone={shell.timeZone} />}
      </div>
    </CaseWorkspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
