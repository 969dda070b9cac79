import { Card } from '#components/ui/card.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Time } from '#components/ui/time.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import type { FeeView } from '#lib/case/fee/queries.ts'
import { formatMoney } from '#lib/money.ts'
import { PAYMENT_STATE } from './payment-state.ts'

/** Every attempt to pay, and what became of it. */
export function PaymentsCard({ fee, caseId, zone }: { fee: FeeView; caseId: string; zone: string }) {
  if (fee.payments.length === 0) return null
  return (
    <Card title="Payments" flush>
      <ul>
        {fee.payments.map((payment) => (
          <li
            key={payment.id}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-5 py-3 last:border-0"
          >
            <b className="num">{formatMoney(payment.amount)}</b>
            <Pill tone={PAYMENT_STATE[payment.status].tone}>{PAYMENT_STATE[payment.status].label}</Pill>
            <span className="text-small text-muted">
              <Time value={payment.refundedAt ?? payment.paidAt ?? payment.createdAt} zone={zone} />
            </span>
            {payment.receiptNumber && (
              <ButtonLink size="small" variant="quiet" className="ml-auto" href={`/cases/${caseId}/fee/receipt`}>
                Receipt {payment.receiptNumber}
              </ButtonLink>
            )}
            {payment.status === 'OPEN' && payment.failure && (
              <p className="w-full text-small text-danger">{payment.failure} Nothing was charged; you can try again.</p>
            )}
            {payment.refundFailure && (
              <p className="w-full text-small text-danger">
                The repayment came back from the bank. {payment.refundFailure} It is paid another way; nobody has to do
                anything here.
              </p>
            )}
            {payment.refundReason && <p className="w-full text-small text-muted">{payment.refundReason}</p>}
          </li>
        ))}
      </ul>
    </Card>
  )
}
