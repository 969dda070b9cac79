import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Participant, PersonActor } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import { type CaseAccess, loadCase } from '#lib/case/load.ts'
import { consentStands } from '#lib/case/status.ts'
import { transition } from '#lib/case/transition.ts'
import type { Db } from '#lib/db/client.ts'
import type { Payment } from '#lib/db/generated/client.ts'
import { env } from '#lib/env.ts'
import { conflict, forbidden, invalid } from '#lib/errors.ts'
import { checkoutExpiry, type payments } from '#lib/gateways/payments.ts'
import { enqueue, notify } from '#lib/jobs/outbox.ts'
import { CASE_KIND_WORDS, SPECIALTY_WORDS } from '#lib/words.ts'
import { applicationFee, consentMissing, FRESH_MS } from './rules.ts'
import type { RefundInput } from './schema.ts'

type CheckoutOrder = Parameters<ReturnType<typeof payments>['createCheckout']>[0]
/** A Checkout page that is there already, or what Stripe needs to make one. */
export type Checkout = { kind: 'READY'; url: string } | { kind: 'ORDER'; order: CheckoutOrder }

/**
 * Prepares the payment of the open estimate. Presses from two tabs meet on the case's row: both end on one Checkout page.
 * @throws CONFLICT when the estimate on screen is not the open one any more
 */
export async function prepareCheckout(
  db: Db,
  actor: Participant,
  seen: CaseAccess,
  estimateId: string,
): Promise<Checkout> {
  seen.require('fee.pay')
  if (actor.kind !== 'PERSON' || seen.side !== seen.row.payer) throw forbidden('Somebody else pays for this case.')
  const caseId = seen.row.id
  await db.$queryRaw`select id from "Case" where id = ${caseId}::uuid for update`
  // It may have been paid, withdrawn or ended while the row was waited for.
  const access = await loadCase(db, actor, caseId)
  access.require('fee.pay')
  // Accepting and signing ask the same: nothing is charged for an answer that could not be given.
  if (!consentStands(access.facts)) throw invalid(consentMissing(access.facts.releaseStands, access.side))
  const estimate = await db.estimate.findFirst({
    where: { caseId, supersededAt: null },
    orderBy: { createdAt: 'desc' },
  })
  if (!estimate || estimate.id !== estimateId)
    throw conflict('The hospital sent a new estimate. Please look at it first.')
  if (estimate.validUntil <= new Date())
    throw invalid('This estimate has reached its end date. Ask the hospital for a new one.')
  const open = await openPayment(db, caseId, estimateId, estimate.validUntil)
  if (open?.checkoutUrl) return { kind: 'READY', url: open.checkoutUrl }
  const payment =
    open ??
    (await db.payment.create({
      data: {
        caseId,
        id: randomUUID(),
        estimateId,
        amountMinor: estimate.amountMinor,
        applicationFeeMinor: applicationFee(estimate.amountMinor, env().PLATFORM_FEE_BPS),
        currency: estimate.currency,
        createdById: actor.personId,
      },
    }))
  return { kind: 'ORDER', order: await orderOf(db, actor, access, payment, estimate.validUntil) }
}

/** The payment that is under way, unless its Checkout page is about to end: that one is closed here. */
async function openPayment(db: Db, caseId: string, estimateId: string, validUntil: Date): Promise<Payment | null> {
  const open = await db.payment.findFirst({
    where: { caseId, estimateId, status: 'OPEN' },
    orderBy: { createdAt: 'desc' },
  })
  if (!open || checkoutExpiry(open.createdAt, validUntil).getTime() - Date.now() > FRESH_MS) return open
  await db.payment.updateMany({ where: { caseId, id: open.id, status: 'OPEN' }, data: { status: 'EXPIRED' } })
  return null
}

async function orderOf(
  db: Db,
  actor: PersonActor,
  access: CaseAccess,
  payment: Payment,
  validUntil: Date,
): Promise<CheckoutOrder> {
  const { row } = access
  const hospital = await db.organization.findUnique({ where: { id: row.hospitalId ?? '' } })
  if (!hospital?.stripeAccountId || !hospital.chargesEnabled)
    throw invalid(
      `${hospital?.name ?? 'The hospital'} cannot take payments just now. Nothing was charged; please try again later.`,
    )
  const page = `${env().APP_URL}/cases/${row.id}/fee`
  return {
    caseId: row.id,
    paymentId: payment.id,
    caseNumber: row.number,
    description: `${row.specialty ? `${SPECIALTY_WORDS[row.specialty]}: ` : ''}${CASE_KIND_WORDS[row.kind].toLowerCase()} for ${row.title} by ${hospital.name}`,
    amountMinor: payment.amountMinor,
    currency: payment.currency,
    applicationFeeMinor: payment.applicationFeeMinor,
    destination: hospital.stripeAccountId,
    customerEmail: actor.email,
    successUrl: `${page}?back=paid`,
    cancelUrl: `${page}?back=cancelled`,
    // From the payment's own time, so that asking Stripe again with the same key asks for the same thing.
    expiresAt: checkoutExpiry(payment.createdAt, validUntil),
    idempotencyKey: `checkout:${payment.id}`,
  }
}

/** Keeps the Checkout page that Stripe made. */
export async function keepCheckout(
  db: Db,
  access: CaseAccess,
  paymentId: string,
  made: { sessionId: string; url: string },
): Promise<void> {
  const caseId = access.row.id
  const { count } = await db.payment.updateMany({
    where: { caseId, id: paymentId, checkoutSessionId: null },
    data: { checkoutSessionId: made.sessionId, checkoutUrl: made.url },
  })
  if (count === 1) await appendEvent(db, caseId, 'fee.checkoutOpened', { paymentId })
}

/** The hospital gives a paid case back: the fee in full, the reason to owner and practice. */
export async function refundAndDecline(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  input: RefundInput,
): Promise<void> {
  access.require('fee.refund')
  if (actor.kind !== 'PERSON') throw forbidden()
  const caseId = access.row.id
  await transition(db, access, 'refundAndDecline', { dueAt: null, clockLeftMs: null, expiresAt: null })
  await db.decline.create({ data: { caseId, reason: 'REFUNDED', ...input, declinedById: actor.personId } })
  await appendEvent(db, caseId, 'triage.declined', { reason: 'REFUNDED' })
  await giveBack(db, caseId, input.explanation)
  await notify(db, caseId, 'triage.declined', actor)
}

/** Marks the kept payment, if there is one, to be paid back in full, and enqueues it. */
export async function giveBack(db: Db, caseId: string, reason: string): Promise<void> {
  const payment = await db.payment.findFirst({ where: { caseId, status: 'PAID' } })
  if (!payment) return
  const { count } = await db.payment.updateMany({
    where: { caseId, id: payment.id, status: 'PAID' },
    data: { status: 'REFUND_DUE', refundReason: reason },
  })
  // Somebody else gave it back a moment ago, and said so.
  if (count !== 1) return
  await appendEvent(db, caseId, 'fee.refundDue', { paymentId: payment.id })
  await enqueue(db, 'refund', { caseId, paymentId: payment.id }, { key: `refund:${payment.id}` })
}
