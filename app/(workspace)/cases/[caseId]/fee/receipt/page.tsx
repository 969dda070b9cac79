import { notFound } from 'next/navigation'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { PrintButton } from '#components/ui/print-button.tsx'
import { Time } from '#components/ui/time.tsx'
import { loadReceipt } from '#lib/case/fee/queries.ts'
import { formatMoney } from '#lib/money.ts'
import { casePage } from '#lib/web/page.ts'

const page = casePage('fee.read', {
  path: ({ caseId }) => `/cases/${caseId}/fee/receipt`,
  load: async ({ db, access }) => loadReceipt(db, access),
  title: (receipt) => (receipt ? `Receipt ${receipt.number}` : 'Not found'),
  render: ({ view: receipt, frame, shell }) => {
    if (!receipt) return notFound()
    const { payment } = receipt
    return (
      <CaseWorkspace shell={shell} frame={frame} stage="fee">
        <article className="card document">
          <div className="card-body">
            <h2>Receipt {receipt.number}</h2>
            <p className="text-muted">
              {receipt.hospital}
              {receipt.city && `, ${receipt.city}`}
            </p>
            <dl className="facts mt-5">
              <dt>Paid by</dt>
              <dd>{receipt.payer}</dd>
              <dt>For</dt>
              <dd>
                {receipt.service}, {receipt.patient}, case {receipt.caseNumber}
              </dd>
              <dt>Paid on</dt>
              <dd>{payment.paidAt && <Time value={payment.paidAt} zone={shell.timeZone} detail="full" />}</dd>
              <dt>Amount</dt>
              <dd className="num font-bold">{formatMoney(payment.amount)}</dd>
              {payment.refundedAt && (
                <>
                  <dt>Paid back in full</dt>
                  <dd>
                    <Time value={payment.refundedAt} zone={shell.timeZone} detail="full" />
                  </dd>
                </>
              )}
            </dl>
            <p className="mt-5 text-small text-muted">
              Collected for {receipt.hospital} through Stripe by Conferral. Conferral pays nothing to a practice for a
              referral.
            </p>
            <div className="mt-5 font-sans print:hidden">
              <PrintButton />
            </div>
          </div>
        </article>
      </CaseWorkspace>
    )
  },
})

export const generateMetadata = page.metadata
export default page.Page
