import { AccountTabs } from '#components/account/account-tabs.tsx'
import { YourData, type YourDataView } from '#components/account/your-data.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { erasureOf } from '#lib/person/erasure.ts'
import { RECENT_MINUTES, signedInRecently } from '#lib/person/recent.ts'
import { personPage } from '#lib/web/page.ts'

const page = personPage<YourDataView>({
  load: async ({ db, actor }) => ({
    ...{ personId: actor.personId, email: actor.email, zone: actor.timeZone, minutes: RECENT_MINUTES },
    recent: await signedInRecently(db, actor),
    erasure: await erasureOf(db, actor),
  }),
  title: () => 'Your data',
  path: () => '/account/data',
  render: ({ view, shell }) => (
    <Workspace shell={shell}>
      <div className="page page-form">
        <h1 className="mb-4">Account</h1>
        <AccountTabs current="/account/data" />
        <YourData view={view} />
      </div>
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
