import { DeliveryCard } from '#components/case/delivery/delivery-card.tsx'
import { EstimateCard } from '#components/case/fee/estimate-card.tsx'
import { PaymentsCard } from '#components/case/fee/payments-card.tsx'
import { RefundForm } from '#components/case/fee/refund-form.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { CreditCard } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { deliveryOf } from '#lib/case/delivery/queries.ts'
import type { CaseFrame } from '#lib/case/frame.ts'
import { type FeeView, loadFee } from '#lib/case/fee/queries.ts'
import { casePage } from '#lib/web/page.ts'
import { pay, refund } from './actions.ts'

const page = casePage('fee.read', {
  path: ({ caseId }) => `/cases/${caseId}/fee`,
  load: async ({ db, access }, _params, search) => ({
    fee: await loadFee(db, access),
    // Read before paying, by whoever pays.
    delivery:
      access.can('fee.pay') && access.side === 'OWNER' && access.role !== 'CLIENT'
        ? await deliveryOf(db, access)
        : null,
    back: search.back,
    title: access.row.title,
  }),
  title: ({ title }) => `Fee · ${title}`,
  render: ({ view: { fee, back, delivery }, frame, shell }) => (
    <CaseWorkspace shell={shell} frame={frame} stage="fee">
      <div className="grid gap-4">
        <h2 className="sr-only">Fee</h2>
        <Where fee={fee} back={back} frame={frame} />
        {delivery && <DeliveryCard view={delivery} zone={shell.timeZone} level={3} />}
        <EstimateCard fee={fee} caseId={frame.caseId} zone={shell.timeZone} pay={pay} names={namesOf(frame)} />
        <PaymentsCard fee={fee} caseId={frame.caseId} zone={shell.timeZone} />
        {fee.mayRefund && <RefundForm caseId={frame.caseId} action={refund} />}
      </div>
    </CaseWorkspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page

const namesOf = ({ people, practiceName }: CaseFrame) => ({
  OWNER: people.find(({ part }) => part === 'OWNER')?.name ?? 'the owner',
  PRACTICE: practiceName || 'the practice',
})

/** What the fee waits for, in one box. */
function Where({ fee, back, frame }: { fee: FeeView; back: unknown; frame: CaseFrame }) {
  const { caseId } = frame
  if (!fee.showsMoney) {
    const payer = namesOf(frame)[fee.payer]
    return fee.settled ? (
      <Notice tone="success" title="The fee is paid">
        {fee.hospital} writes its recommendation. {fee.kind !== 'CONSULTATION' && 'You get it together with the owner.'}
        {fee.kind === 'CONSULTATION' && frame.side === 'PRACTICE' && 'It comes to you.'}
      </Notice>
    ) : (
      <Notice>
        The fee is between {payer} and {fee.hospital}.{' '}
        {frame.side === 'PRACTICE' && 'You are told as soon as it is paid.'}
      </Notice>
    )
  }
  if (fee.payments.some((payment) => payment.status === 'PAID'))
    return (
      <Notice
        tone="success"
        title="The fee is paid"
        action={frame.can('thread.read') && <ButtonLink href={`/cases/${caseId}/thread`}>Go to the thread</ButtonLink>}
      >
        The hospital’s clock runs. Everybody on the case is told when the answer is signed.
      </Notice>
    )
  if (back === 'paid' && fee.mayPay)
    return (
      <Notice role="status" title="Thank you. We wait for Stripe to confirm the payment">
        This usually takes a few seconds; this page changes by itself. You can close it, too: we write to you.
      </Notice>
    )
  if (back === 'cancelled' && fee.mayPay)
    return (
      <Notice title="You came back without paying">
        Nothing was charged. The estimate stays open until its end date.
      </Notice>
    )
  if (!fee.estimate)
    return (
      <EmptyState title="No estimate yet" icon={CreditCard} level={3}>
        When {fee.hospital} accepts the case, the whole fee stands here before anything is paid. Nothing is charged
        before that.
      </EmptyState>
    )
  return null
}
