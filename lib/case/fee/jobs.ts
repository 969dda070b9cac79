import 'server-only'
import { loadCaseAsSystem } from '#lib/case/load.ts'
import { asActor } from '#lib/db/unit.ts'
import { payments } from '#lib/gateways/payments.ts'
import type { Payload } from '#lib/jobs/tasks.ts'
import { noteRefunds } from './refunds.ts'
import { noteExpired } from './settle.ts'

type Job = Payload<'refund'>

const load = ({ caseId, paymentId }: Job) =>
  asActor({ kind: 'SYSTEM', caseId }, async (db) => ({
    payment: await db.payment.findUnique({ where: { caseId_id: { caseId, id: paymentId } } }),
    number: (await loadCaseAsSystem(db, caseId)).row.number,
  }))

/** Pays back all that is left of a payment. Repeated, it is the same refund: Stripe knows it by its key. */
export async function refundPayment(job: Job): Promise<void> {
  const { payment, number } = await load(job)
  if (payment?.status !== 'REFUND_DUE' || !payment.paymentIntentId) return
  await payments().refund({
    paymentIntentId: payment.paymentIntentId,
    reason: `${number}: ${payment.refundReason ?? 'ended without an answer'}`,
    idempotencyKey: `refund:${payment.id}`,
  })
  await noteRefunds(payment.paymentIntentId)
}

/** Ends a Checkout page of a case that ended. One that was paid at the last moment is given back by its own event. */
export async function endCheckout(job: Job): Promise<void> {
  const { payment } = await load(job)
  if (payment?.status !== 'OPEN' || !payment.checkoutSessionId) return
  if ((await payments().expireCheckout(payment.checkoutSessionId)) === 'EXPIRED')
    await noteExpired(payment.checkoutSessionId)
}
