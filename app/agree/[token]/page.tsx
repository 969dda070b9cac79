import { VetReadiness } from '#components/case/readiness/vet-readiness.tsx'
import { LinkAnswer } from '#components/case/consent/link-answer.tsx'
import { Uploader } from '#app/(workspace)/cases/[caseId]/consent/uploader.tsx'
import { MailAddress } from '#components/case/records/mail-address.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { consentView } from '#lib/case/consent/queries.ts'
import { ownAddress } from '#lib/case/records/by-mail/address.ts'
import { readReadiness } from '#lib/case/records/readiness/queries.ts'
import { linkPage } from '#lib/web/link-page.ts'

const page = linkPage('consent.read', {
  path: (token) => `/agree/${token}`,
  load: async ({ db, actor, access }) => ({
    consent: await consentView(db, actor, access),
    readiness: access.can('records.add') ? await readReadiness(db, access) : null,
    mail: await ownAddress(db, access),
  }),
  title: ({ consent }) => `Agree to share · ${consent.patient.name}`,
  render: ({ view: { consent, readiness, mail }, token, admitted }) => (
    <PublicShell bare>
      <LinkAnswer
        view={consent}
        token={token}
        uploader={admitted && <Uploader caseId={consent.caseId} />}
        mail={mail && <MailAddress caseId={consent.caseId} view={mail} link={token} />}
        readiness={readiness && <VetReadiness view={readiness} consent={consent} zone="UTC" mayOpen={admitted} />}
      />
    </PublicShell>
  ),
  busy: (message) => (
    <PublicShell bare>
      <div className="page page-phone">
        <h1 className="mb-4">One moment, please</h1>
        <Notice tone="warn">{message} The link itself is fine.</Notice>
      </div>
    </PublicShell>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
