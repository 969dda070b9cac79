import { PeoplePage } from '#components/case/support/people-page.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { listSupport, ownSupport } from '#lib/case/support/queries.ts'
import { casePage } from '#lib/web/page.ts'
import { saysDied, takesDeathBack } from '../farewell/actions.ts'
import { changeSupport, endSupport, inviteSupport, leaveSupport, shareWithNewOwner, supportMails } from './actions.ts'

const page = casePage('case.read', {
  path: ({ caseId }) => `/cases/${caseId}/people`,
  load: async ({ db, actor, access }) => ({
    invited: await listSupport(db, access),
    own: actor.kind === 'PERSON' ? await ownSupport(db, actor, access) : null,
    title: access.row.title,
  }),
  title: ({ title }) => `People · ${title}`,
  render: ({ view: { invited, own }, frame, shell }) => (
    <CaseWorkspace shell={shell} frame={frame} stage={null}>
      <PeoplePage
        frame={frame}
        invited={invited}
        own={own}
        zone={shell.timeZone}
        actions={{
          invite: inviteSupport,
          change: changeSupport,
          end: endSupport,
          leave: leaveSupport,
          mails: supportMails,
          share: shareWithNewOwner,
          died: saysDied,
          diedBack: takesDeathBack,
        }}
      />
    </CaseWorkspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
