import { ClaimToDecide } from '#components/operator/claim-to-decide.tsx'
import { OperatorTabs } from '#components/operator/operator-tabs.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ShieldCheck } from '#components/ui/icons.tsx'
import { claimsToDecide } from '#lib/organization/claims.ts'
import { personPage } from '#lib/web/page.ts'
import { decidePracticeClaim } from './actions.ts'

const page = personPage({
  load: async ({ db, actor }) => ({ claims: await claimsToDecide(db, actor), zone: actor.timeZone }),
  title: () => 'Addresses of practices',
  path: () => '/operator/practices',
  render: ({ view: { claims, zone }, shell }) => (
    <Workspace shell={shell}>
      <div className="page page-form">
        <h1 className="mb-4">Addresses of practices</h1>
        <OperatorTabs current="/operator/practices" />
        <p className="mb-5 max-w-text text-muted">
          A practice that cannot show by mail that an address is its own asks here. A yes brings every case that was
          sent there by mailed link to its board, so look it up where the practice cannot have written it itself, or
          ring.
        </p>
        {claims.length === 0 ? (
          <Card>
            <EmptyState icon={ShieldCheck} title="Nothing waits for you">
              Practices that ask appear here, the one that waits longest first.
            </EmptyState>
          </Card>
        ) : (
          <ul className="grid gap-4">
            {claims.map((claim) => (
              <li key={claim.id}>
                <ClaimToDecide claim={claim} zone={zone} action={decidePracticeClaim} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
