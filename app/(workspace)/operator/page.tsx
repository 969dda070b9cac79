import { Workspace } from '#components/shell/workspace.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ShieldCheck } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import { type HospitalToVerify, hospitalsToVerify } from '#lib/organization/queries.ts'
import { personPage } from '#lib/web/page.ts'
import { verifyHospital } from './actions.ts'

const page = personPage({
  load: async ({ db, actor }) => ({ hospitals: await hospitalsToVerify(db, actor), zone: actor.timeZone }),
  title: () => 'Hospitals to verify',
  path: () => '/operator',
  render: ({ view: { hospitals, zone }, shell }) => (
    <Workspace shell={shell}>
      <div className="page page-form">
        <h1 className="mb-1">Hospitals to verify</h1>
        <p className="mb-5 text-muted">
          Check that the hospital exists and that its admin speaks for it. From then on owners find it in the directory.
        </p>
        {hospitals.length === 0 ? (
          <Card>
            <EmptyState icon={ShieldCheck} title="Nothing waits for you">
              A new hospital appears here as soon as somebody adds it.
            </EmptyState>
          </Card>
        ) : (
          <ul className="grid gap-4">
            {hospitals.map((hospital) => (
              <li key={hospital.id}>
                <Waiting hospital={hospital} zone={zone} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Workspace>
  ),
})

function Waiting({ hospital, zone }: { hospital: HospitalToVerify; zone: string }) {
  const { id, name, city, country, adminName, adminEmail, createdAt } = hospital
  return (
    <Card title={name}>
      <p>{[city, country].filter(Boolean).join(', ')}</p>
      <p className="text-small wrap-anywhere text-muted">
        Added <Time value={createdAt} zone={zone} relative="only" />
        {adminEmail && ` by ${adminName}, ${adminEmail}`}
      </p>
      <ActionForm action={verifyHospital} okMessage="toast" className="mt-3">
        <input type="hidden" name="hospitalId" value={id} />
        <SubmitButton size="small" pendingLabel="Verifying" aria-label={`Verify ${name}`}>
          <ShieldCheck /> Verify
        </SubmitButton>
      </ActionForm>
    </Card>
  )
}

export const generateMetadata = page.metadata
export default page.Page
