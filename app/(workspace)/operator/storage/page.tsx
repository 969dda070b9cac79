import { OperatorTabs } from '#components/operator/operator-tabs.tsx'
import { StorageLimits } from '#components/operator/storage-limits.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { storageOverview } from '#lib/operator/storage.ts'
import { personPage } from '#lib/web/page.ts'
import { setStorageLimit } from './actions.ts'

const page = personPage({
  load: ({ db, actor }) => storageOverview(db, actor),
  title: () => 'Room for records',
  path: () => '/operator/storage',
  render: ({ view: rows, shell }) => (
    <Workspace shell={shell}>
      <div className="page page-form">
        <h1 className="mb-4">Room for records</h1>
        <OperatorTabs current="/operator/storage" />
        <StorageLimits rows={rows} action={setStorageLimit} />
      </div>
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
