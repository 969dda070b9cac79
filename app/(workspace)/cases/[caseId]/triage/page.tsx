import { Readiness } from '#components/case/readiness/readiness.tsx'
import { AssignForm } from '#components/case/triage/decide-forms.tsx'
import { TriageStage } from '#components/case/triage/stage.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { mayInOrg } from '#lib/access/policy.ts'
import { readReadiness } from '#lib/case/records/readiness/queries.ts'
import { loadTriage } from '#lib/case/triage/queries.ts'
import { casePage } from '#lib/web/page.ts'
import { resendCase } from '../request/actions.ts'
import { accept, answer, ask, assign, decline } from './actions.ts'

const page = casePage('triage.read', {
  path: ({ caseId }) => `/cases/${caseId}/triage`,
  load: async ({ db, actor, access }) => ({
    triage: await loadTriage(db, access),
    readiness: access.side === 'HOSPITAL' && access.can('records.read') ? await readReadiness(db, access) : null,
    title: access.row.title,
    me: actor.kind === 'PERSON' ? actor.personId : null,
    mayMoney: actor.kind === 'PERSON' && actor.hat.kind === 'HOSPITAL' && mayInOrg(actor.hat.role, 'org.money'),
  }),
  title: ({ title }) => `Triage · ${title}`,
  render: ({ view: { triage, readiness, me, mayMoney }, frame, shell }) => (
    <CaseWorkspace
      shell={shell}
      frame={frame}
      stage="triage"
      side={triage.team.length > 0 && <AssignForm caseId={frame.caseId} view={triage} me={me} action={assign} />}
    >
      <TriageStage
        frame={frame}
        view={triage}
        zone={shell.timeZone}
        mayMoney={mayMoney}
        readiness={readiness && <Readiness view={readiness} frame={frame} zone={shell.timeZone} compact />}
        actions={{ accept, ask, decline, answer, resend: resendCase }}
      />
    </CaseWorkspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
