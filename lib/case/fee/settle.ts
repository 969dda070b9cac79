import 'server-only'
import { appendEvent } from '#lib/case/event.ts'
import { loadCaseAsSystem } from '#lib/case/load.ts'
import { transition } from '#lib/case/transition.ts'
import type { Db } from '#lib/db/client.ts'
import type { Payment } from '#lib/db/generated/client.ts'
import { asActor } from '#lib/db/unit.ts'
import type { CheckoutState } from '#lib/gateways/payments.ts'
import { enqueue, notify } from '#lib/jobs/outbox.ts'
import { bookPayment } from './ledger.ts'
import { judgeArrival, receiptNumber } from './rules.ts'

// What Stripe says about a payment, applied once, in any order. Each is one transaction as the system, on one case.

type Place = { caseId: string; paymentId: string }

export function place(sessionId: string | null, intentId: string | null): Promise<Place | null> {
  return asActor({ kind: 'SYSTEM', caseId: null }, async (db) => {
    const [row] = await db.$queryRaw<Place[]>`select * from app.case_of_payment(${sessionId}, ${intentId})`
    return row ?? null
  })
}

/** The payment, locked: two deliveries of one truth wait for each other. */
export async function locked(db: Db, { caseId, paymentId }: Place): Promise<Payment | null> {
  await db.$queryRaw`select id from "Payment" where "caseId" = ${caseId}::uuid and id = ${paymentId}::uuid for update`
  return db.payment.findUnique({ where: { caseId_id: { caseId, id: paymentId } } })
}

/** Money came: the case goes on, or, when it was not waiting any more, the money goes back. */
export async function notePaid(session: CheckoutState): Promise<string> {
  // By our own metadata where a crash kept us from storing the session: the ids in it were ours when the session was made.
  const at = (await place(session.sessionId, session.paymentIntentId)) ?? metadataPlace(session)
  if (!at) return 'not ours'
  return asActor({ kind: 'SYSTEM', caseId: at.caseId }, async (db) => {
    const payment = await locked(db, at)
    if (!payment) return 'not ours'
    if (payment.status !== 'OPEN' && payment.status !== 'EXPIRED') return 'known'
    const access = await loadCaseAsSystem(db, at.caseId)
    const estimate = await db.estimate.findUnique({
      where: { caseId_id: { caseId: at.caseId, id: payment.estimateId } },
    })
    const arrival = judgeArrival({
      awaitsPayment: access.row.status === 'AWAITING_PAYMENT',
      estimateStands: estimate !== null && estimate.supersededAt === null,
      amountMatches: session.amountMinor === payment.amountMinor && session.currency === payment.currency,
    })
    const sums = sumsThatCame(payment, session)
    await bookPayment(db, { ...payment, ...sums }, access.row.number)
    const earlier = await db.payment.count({ where: { caseId: at.caseId, receiptNumber: { not: null } } })
    const arrived = {
      ...sums,
      checkoutSessionId: session.sessionId,
      paymentIntentId: session.paymentIntentId,
      paidAt: new Date(),
      receiptNumber: receiptNumber(access.row.number, earlier),
      failure: null,
    }
    if (arrival.kind === 'GIVE_BACK') {
      await update(db, payment, { ...arrived, status: 'REFUND_DUE', refundReason: arrival.reason })
      await appendEvent(db, at.caseId, 'fee.refundDue', { paymentId: payment.id })
      await enqueue(db, 'refund', at, { key: `refund:${payment.id}` })
      return 'given back'
    }
    await update(db, payment, { ...arrived, status: 'PAID' })
    const dueAt = new Date(Date.now() + (estimate?.turnaroundHours ?? 48) * 3_600_000)
    await transition(
      db,
      access,
      'paid',
      { paidAt: new Date(), dueAt, clockLeftMs: null, expiresAt: null },
      { feeSettled: true, estimateOpen: true },
    )
    await appendEvent(db, at.caseId, 'fee.paid', { paymentId: payment.id })
    await notify(db, at.caseId, 'fee.paid', null, payment.id)
    return 'paid'
  })
}

/** What the books hold, and what goes back where it must, is what came: usually just what was asked for. */
function sumsThatCame(asked: Payment, { amountMinor, currency }: CheckoutState) {
  const { applicationFeeMinor: fee } = asked
  return { amountMinor, currency, applicationFeeMinor: fee < amountMinor ? fee : amountMinor }
}

const metadataPlace = ({ caseId, paymentId }: CheckoutState): Place | null =>
  caseId && paymentId ? { caseId, paymentId } : null

/** A Checkout page ended unpaid. */
export async function noteExpired(sessionId: string): Promise<string> {
  const at = await place(sessionId, null)
  if (!at) return 'not ours'
  return asActor({ kind: 'SYSTEM', caseId: at.caseId }, async (db) => {
    const payment = await locked(db, at)
    if (payment?.status !== 'OPEN') return 'known'
    await update(db, payment, { status: 'EXPIRED' })
    return 'expired'
  })
}

/** A card was refused: the case stays payable. @param paymentId from the metadata that we gave Stripe */
export async function noteFailed(paymentId: string | undefined, failure: string): Promise<string> {
  const caseId = paymentId && (await caseOf(paymentId))
  if (!paymentId || !caseId) return 'not ours'
  return asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    const payment = await locked(db, { caseId, paymentId })
    if (payment?.status !== 'OPEN') return 'known'
    await update(db, payment, { failure })
    await appendEvent(db, caseId, 'fee.paymentFailed', { paymentId })
    await notify(db, caseId, 'fee.paymentFailed', null, paymentId)
    return 'failure noted'
  })
}

function caseOf(paymentId: string): Promise<string | null> {
  return asActor({ kind: 'SYSTEM', caseId: null }, async (db) => {
    const [row] = await db.$queryRaw<
      { caseId: string | null }[]
    >`select app.case_of_payment_id(${paymentId}) as "caseId"`
    return row?.caseId ?? null
  })
}

export async function update(
  db: Db,
  { caseId, id }: Payment,
  data: Partial<Omit<Payment, 'caseId' | 'id' | 'version'>>,
): Promise<void> {
  await db.payment.update({ where: { caseId_id: { caseId, id } }, data: { ...data, version: { increment: 1 } } })
}
