import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { FeeView } from '#lib/case/fee/queries.ts'
import { formatMoney } from '#lib/money.ts'

type Props = { fee: FeeView; caseId: string; zone: string; pay: FormAction; names: Record<FeeView['payer'], string> }

/** The fee before work: the full amount stands here before the press that pays. */
export function EstimateCard({ fee, caseId, zone, pay, names }: Props) {
  const { estimate } = fee
  if (!estimate) return null
  const amount = formatMoney(estimate.amount)
  return (
    <Card title="Estimate">
      <p className="num text-title font-bold">{amount}</p>
      <p className="text-muted">
        {fee.service} by {fee.hospital}, all included. Nothing is added later.
      </p>
      <dl className="facts mt-4">
        <dt>Answer</dt>
        <dd>within {estimate.turnaroundHours} hours of payment</dd>
        <dt>If it is late or declined</dt>
        <dd>the fee goes back to {fee.isPayer ? 'you' : names[fee.payer]} in full, by itself</dd>
        <dt>Valid until</dt>
        <dd>
          <Time value={estimate.validUntil} zone={zone} relative />
        </dd>
        {estimate.note && (
          <>
            <dt>From the hospital</dt>
            <dd className="whitespace-pre-wrap">{estimate.note}</dd>
          </>
        )}
      </dl>
      {fee.mayPay && !estimate.ended && fee.consentMissing && (
        <Notice
          tone="warn"
          title="Consent comes first"
          className="mt-5"
          action={<ButtonLink href={`/cases/${caseId}/consent`}>See to consent</ButtonLink>}
        >
          {fee.consentMissing}
        </Notice>
      )}
      {fee.mayPay && !estimate.ended && !fee.consentMissing && (
        <ActionForm action={pay} label="Pay the fee" className="mt-5">
          <input type="hidden" name="caseId" value={caseId} />
          <input type="hidden" name="estimateId" value={estimate.id} />
          <SubmitButton size="large" pendingLabel="Opening the payment page">
            Pay {amount}
          </SubmitButton>
          <p className="mt-2 text-small text-muted">You pay on Stripe’s page. Your card’s number never reaches us.</p>
        </ActionForm>
      )}
      {fee.mayPay && estimate.ended && (
        <p className="mt-4">This estimate has reached its end date. Ask {fee.hospital} for a new one in the thread.</p>
      )}
    </Card>
  )
}
