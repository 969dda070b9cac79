import { LinkAnswer } from '#components/case/consent/link-answer.tsx'
import { Uploader } from '#app/(workspace)/cases/[caseId]/consent/uploader.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { consentView } from '#lib/case/consent/queries.ts'
import { linkPage } from '#lib/web/link-page.ts'

const page = linkPage('consent.read', {
  path: (token) => `/agree/${token}`,
  load: ({ db, actor, access }) => consentView(db, actor, access),
  title: (view) => `Agree to share · ${view.patient.name}`,
  render: ({ view, token, admitted }) => (
    <PublicShell bare>
      <LinkAnswer view={view} token={token} uploader={admitted && <Uploader caseId={view.caseId} />} />
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
