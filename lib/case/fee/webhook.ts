import 'server-only'
import type Stripe from 'stripe'
import { asActor } from '#lib/db/unit.ts'
import { checkoutState, payments } from '#lib/gateways/payments.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { invalid } from '#lib/errors.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import type { Payload } from '#lib/jobs/tasks.ts'
import { noteRefunds } from './refunds.ts'
import { noteExpired, noteFailed, notePaid } from './settle.ts'

const BOOKS = { kind: 'SYSTEM', caseId: null } as const

/**
 * Takes a delivery in: verified, stored once by its id, and applied by a job in its own time. Another delivery of the same
 * event changes nothing.
 * @throws INVALID for a forged or stale signature
 */
export async function receiveStripeEvent(rawBody: string, signature: string): Promise<'STORED' | 'KNOWN'> {
  const event = verified(rawBody, signature)
  return asActor(BOOKS, async (db) => {
    const { count } = await db.stripeEvent.createMany({
      data: { id: event.id, type: event.type, createdAt: new Date(event.created * 1000), payload: JSON.parse(rawBody) },
      skipDuplicates: true,
    })
    if (count === 0) return 'KNOWN'
    await enqueue(db, 'stripeEvent', { eventId: event.id }, { key: `stripe:${event.id}` })
    return 'STORED'
  })
}

function verified(rawBody: string, signature: string): Stripe.Event {
  try {
    return payments().verifyWebhook(rawBody, signature)
  } catch (error) {
    if (isGatewayError(error)) throw invalid('The signature does not fit this delivery.')
    throw error
  }
}

/** Applies a stored event once, whatever came before it. One that came too early is thrown back to be tried again. */
export async function applyStripeEvent({ eventId }: Payload<'stripeEvent'>): Promise<void> {
  const stored = await asActor(BOOKS, (db) => db.stripeEvent.findUnique({ where: { id: eventId } }))
  if (!stored || stored.appliedAt) return
  // Verified when it came in, by the SDK that made this type.
  const outcome = await apply(stored.payload as unknown as Stripe.Event)
  await asActor(BOOKS, (db) =>
    db.stripeEvent.updateMany({ where: { id: eventId, appliedAt: null }, data: { appliedAt: new Date(), outcome } }),
  )
}

async function apply(event: Stripe.Event): Promise<string> {
  // Of what happens in a hospital's own account, which is the hospital's to make happen, we note what that account is and nothing
  // else: a payment there is none of ours, whatever ids stand in its metadata.
  if (event.account && event.type !== 'account.updated') return 'not ours'
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded': {
      const session = checkoutState(event.data.object)
      return session.paid ? notePaid(session) : 'not paid yet'
    }
    case 'checkout.session.expired':
      return noteExpired(event.data.object.id)
    case 'payment_intent.payment_failed': {
      const { metadata, last_payment_error: error } = event.data.object
      return noteFailed(metadata.paymentId, error?.message ?? 'The payment did not go through.')
    }
    case 'charge.refunded':
    case 'refund.failed':
    case 'refund.updated': {
      const { payment_intent: intent } = event.data.object
      const intentId = typeof intent === 'string' ? intent : (intent?.id ?? null)
      return intentId ? noteRefunds(intentId) : 'not ours'
    }
    case 'account.updated':
      return event.account && event.account !== event.data.object.id ? 'not ours' : noteAccount(event.data.object)
    default:
      return 'not ours'
  }
}

function noteAccount(account: Stripe.Account): Promise<string> {
  return asActor(BOOKS, async (db) => {
    const { count } = await db.organization.updateMany({
      where: { stripeAccountId: account.id },
      data: { chargesEnabled: account.charges_enabled },
    })
    return count === 1 ? 'account noted' : 'not ours'
  })
}
