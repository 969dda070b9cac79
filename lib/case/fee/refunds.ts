import 'server-only'
import { appendEvent } from '#lib/case/event.ts'
import { loadCaseAsSystem } from '#lib/case/load.ts'
import { asActor } from '#lib/db/unit.ts'
import { payments } from '#lib/gateways/payments.ts'
import type { RefundState } from '#lib/gateways/stripe-refunds.ts'
import { enqueue, notify } from '#lib/jobs/outbox.ts'
import { bookRefund, bookRepaid, bookReturned } from './ledger.ts'
import { judgeRefunds, refundFailureWords } from './rules.ts'
import { locked, place, update } from './settle.ts'

// Money on its way back. What an event says of it may be older than what we know, so Stripe is asked what holds now.

/** An event that came before the one it builds on; the queue tries it again. */
class TooEarly extends Error {
  override readonly name = 'TooEarly'
}

/** Writes down what Stripe says about the refunds of a payment, made by our own job or by hand in its dashboard. */
export async function noteRefunds(paymentIntentId: string): Promise<string> {
  const at = await place(null, paymentIntentId)
  // The payment itself may still be on its way to us.
  if (!at) throw new TooEarly(`refund of ${paymentIntentId} before its payment`)
  const system = { kind: 'SYSTEM', caseId: at.caseId } as const
  const known = await asActor(system, (db) =>
    db.payment.findUnique({ where: { caseId_id: { caseId: at.caseId, id: at.paymentId } } }),
  )
  if (!known) return 'not ours'
  return settleRefunds(at, await payments().refundState(paymentIntentId, known.currency))
}

function settleRefunds(at: { caseId: string; paymentId: string }, state: RefundState): Promise<string> {
  const { caseId } = at
  return asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    const payment = await locked(db, at)
    if (!payment) return 'not ours'
    if (payment.status === 'OPEN' || payment.status === 'EXPIRED')
      throw new TooEarly(`refund of ${payment.id} before it was paid`)
    const step = judgeRefunds(payment, state)
    if (step === 'NOTHING') return 'known'
    const { row } = await loadCaseAsSystem(db, caseId)
    if (step === 'BACK') {
      await (payment.returnedAt ? bookRepaid : bookRefund)(db, payment, row.number)
      const { refundId } = state
      const back = { refundedAt: new Date(), returnedAt: null, refundFailure: null, ...(refundId ? { refundId } : {}) }
      await update(db, payment, { ...back, status: 'REFUNDED' })
      await appendEvent(db, caseId, 'fee.refunded', { paymentId: payment.id })
      await notify(db, caseId, 'fee.refunded', null, payment.id)
      return 'refunded'
    }
    // Once booked as given back, the sum lies with the platform until it reaches the owner another way.
    if (payment.status === 'REFUNDED') await bookReturned(db, payment, row.number)
    await update(db, payment, {
      status: 'REFUND_DUE',
      refundedAt: null,
      refundFailure: refundFailureWords(state.failure),
      ...(payment.status === 'REFUNDED' ? { returnedAt: new Date() } : {}),
    })
    await appendEvent(db, caseId, 'fee.refundFailed', { paymentId: payment.id })
    await notify(db, caseId, 'fee.refundFailed', null, payment.id)
    return 'refund failed'
  })
}

/** Repayments that are due and whose job gave up, as during a long outage, are asked for again. */
export async function askForDueRefunds(most: number): Promise<void> {
  const system = { kind: 'SYSTEM', caseId: null } as const
  const due = await asActor(
    system,
    (db) => db.$queryRaw<{ caseId: string; paymentId: string }[]>`select * from app.due_refunds(${most}::int)`,
  )
  for (const job of due)
    await asActor({ kind: 'SYSTEM', caseId: job.caseId }, (db) =>
      enqueue(db, 'refund', job, { key: `refund:${job.paymentId}` }),
    )
}
