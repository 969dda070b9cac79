import { OperatorTabs } from '#components/operator/operator-tabs.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ShieldCheck } from '#components/ui/icons.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import { returnedRepayments, type ReturnedRepayment } from '#lib/case/fee/queries.ts'
import { formatMoney } from '#lib/money.ts'
import { type HospitalToVerify, hospitalsToVerify } from '#lib/organization/queries.ts'
import { personPage } from '#lib/web/page.ts'
import { verifyHospital } from './actions.ts'

const page = personPage({
  load: async ({ db, actor }) => ({
    hospitals: await hospitalsToVerify(db, actor),
    repayments: await returnedRepayments(db),
    zone: actor.timeZone,
  }),
  title: () => 'Hospitals to verify',
  path: () => '/operator',
  render: ({ view: { hospitals, repayments, zone }, shell }) => (
    <Workspace shell={shell}>
      <div className="page page-form">
        <h1 className="mb-4">Hospitals to verify</h1>
        <OperatorTabs current="/operator" />
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
        <Repayments repayments={repayments} zone={zone} />
      </div>
    </Workspace>
  ),
})

/** Shown only when there are any: banks seldom send a repayment back. */
function Repayments({ repayments, zone }: { repayments: ReturnedRepayment[]; zone: string }) {
  if (repayments.length === 0) return null
  return (
    <section className="mt-8">
      <h2 className="mb-1">Repayments that came back</h2>
      <p className="mb-4 text-muted">
        The bank would not take these. Give each back in Stripe’s dashboard, another way if need be; it is noted here by
        itself.
      </p>
      <Card flush>
        <ul>
          {repayments.map(({ caseNumber, amount, failure, since, paymentIntentId }) => (
            <li key={paymentIntentId} className="border-b border-line px-5 py-3 last:border-0">
              <b className="num">{formatMoney(amount)}</b> for {caseNumber}, <Time value={since} zone={zone} />
              <p className="text-small wrap-anywhere text-muted">
                {failure} <code>{paymentIntentId}</code>
              </p>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  )
}

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
