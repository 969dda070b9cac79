import { DeliveryCard } from '#components/case/delivery/delivery-card.tsx'
import { VetReadiness } from '#components/case/readiness/vet-readiness.tsx'
import { ConsentStage } from '#components/case/consent/stage.tsx'
import { Uploader } from '#app/(workspace)/cases/[caseId]/consent/uploader.tsx'
import { MailAddress } from '#components/case/records/mail-address.tsx'
import { OwnTexts } from '#components/case/own-texts.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { InvitedOwner } from '#components/case/consent/invited-owner.tsx'
import { invitedOwner } from '#lib/case/begun/inviting.ts'
import { consentView } from '#lib/case/consent/queries.ts'
import { deliveryOf } from '#lib/case/delivery/queries.ts'
import { ownTextsOn } from '#lib/case/own-texts.ts'
import { ownAddress } from '#lib/case/records/by-mail/address.ts'
import { readReadiness } from '#lib/case/records/readiness/queries.ts'
import { casePage } from '#lib/web/page.ts'

const page = casePage('consent.read', {
  load: async ({ db, actor, access }) => ({
    consent: await consentView(db, actor, access),
    // In a consultation the advice is the vet's: there is no other way for it to go.
    delivery: access.row.submittedAt && access.row.kind !== 'CONSULTATION' ? await deliveryOf(db, access) : null,
    invited: await invitedOwner(db, access),
    readiness: access.side === 'PRACTICE' && access.can('records.add') ? await readReadiness(db, access) : null,
    texts: access.can('consent.answer') ? await ownTextsOn({ db, actor, access }) : [],
    mail: access.side === 'PRACTICE' ? await ownAddress(db, access) : null,
  }),
  title: ({ consent }) => `Consent · ${consent.patient.name}`,
  path: ({ caseId }) => `/cases/${caseId}/consent`,
  render: ({ view: { consent: view, delivery, readiness, mail, invited, texts }, frame, shell }) => (
    <CaseWorkspace shell={shell} frame={frame} stage="consent">
      <div className="grid gap-4">
        <ConsentStage
          view={view}
          zone={shell.timeZone}
          readiness={readiness && <VetReadiness view={readiness} consent={view} zone={shell.timeZone} mayOpen />}
          invited={
            invited &&
            needsOwner(frame) && (
              <InvitedOwner owner={invited} caseId={view.caseId} zone={shell.timeZone} can={view.can} />
            )
          }
          uploader={view.side === 'PRACTICE' && <Uploader caseId={view.caseId} />}
          ownTexts={<OwnTexts texts={texts} field="comment" />}
          mail={mail && <MailAddress caseId={view.caseId} view={mail} />}
        />
        {delivery && <DeliveryCard view={delivery} zone={shell.timeZone} />}
      </div>
    </CaseWorkspace>
  ),
})

/** Is there anything that the owner of this case is waited for? In a consultation, only what they pay or may read. */
const needsOwner = ({ row }: { row: { kind: string; payer: string; answerSharedAt: Date | null } }): boolean =>
  row.kind === 'REFERRAL' || row.payer === 'OWNER' || row.answerSharedAt !== null

export const generateMetadata = page.metadata
export default page.Page
