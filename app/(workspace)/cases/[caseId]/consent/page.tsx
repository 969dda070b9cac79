import { ConsentStage } from '#components/case/consent/stage.tsx'
import { Uploader } from '#app/(workspace)/cases/[caseId]/consent/uploader.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { consentView } from '#lib/case/consent/queries.ts'
import { casePage } from '#lib/web/page.ts'

const page = casePage('consent.read', {
  load: ({ db, actor, access }) => consentView(db, actor, access),
  title: (view) => `Consent · ${view.patient.name}`,
  path: ({ caseId }) => `/cases/${caseId}/consent`,
  render: ({ view, frame, shell }) => (
    <CaseWorkspace shell={shell} frame={frame} stage="consent">
      <ConsentStage
        view={view}
        zone={shell.timeZone}
        uploader={view.side === 'PRACTICE' && <Uploader caseId={view.caseId} />}
      />
    </CaseWorkspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
