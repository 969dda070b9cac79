import { CredentialsToVerify } from '#components/operator/credentials-to-verify.tsx'
import { CorporateGroups } from '#components/operator/corporate-groups.tsx'
import { OperatorTabs } from '#components/operator/operator-tabs.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { credentialsToVerify } from '#lib/organization/credentials.ts'
import { listGroups } from '#lib/organization/profile.ts'
import { personPage } from '#lib/web/page.ts'
import { judgeCredential, keepGroup, removeGroup } from './actions.ts'

const page = personPage({
  load: async ({ db, actor }) => ({
    credentials: await credentialsToVerify(db, actor),
    groups: await listGroups(db),
    zone: actor.timeZone,
  }),
  title: () => 'Diplomas and groups',
  path: () => '/operator/directory',
  render: ({ view: { credentials, groups, zone }, shell }) => (
    <Workspace shell={shell}>
      <div className="page page-form">
        <h1 className="mb-4">Diplomas and groups</h1>
        <OperatorTabs current="/operator/directory" />
        <CredentialsToVerify credentials={credentials} zone={zone} judge={judgeCredential} />
        <CorporateGroups groups={groups} zone={zone} keep={keepGroup} remove={removeGroup} />
      </div>
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
