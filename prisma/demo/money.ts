import Stripe from 'stripe'
import { openCheckout } from '#lib/case/fee/checkout.ts'
import { keepCheckout, prepareCheckout } from '#lib/case/fee/commands.ts'
import { keepAccount, openOnboarding, payoutsOrder } from '#lib/case/fee/payouts.ts'
import { applyStripeEvent, receiveStripeEvent } from '#lib/case/fee/webhook.ts'
import { asActor } from '#lib/db/unit.ts'
import { env } from '#lib/env.ts'
import type { Seat } from './people.ts'
import { actAs, type Walk } from './walk.ts'

// Money goes through the payments stand-in for real: its pages are pressed as a browser would, and its events are fetched
// and handed to the webhook with a signature, because the web application is not up yet to be called.

const HOUR = 3_600_000

let shared: Stripe | undefined

function sdk(): Stripe {
  if (shared) return shared
  const { STRIPE_API_URL, STRIPE_SECRET_KEY } = env()
  if (!STRIPE_API_URL)
    throw new Error('Demo data needs the payments stand-in (STRIPE_API_URL): no real account is touched.')
  const { hostname: host, port } = new URL(STRIPE_API_URL)
  shared = new Stripe(STRIPE_SECRET_KEY, { host, port, protocol: 'http', telemetry: false })
  return shared
}

/** Presses a button of a page of the stand-in's. */
async function press(url: string, outcome: 'finish' | 'pay' | 'decline'): Promise<void> {
  const answer = await fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ outcome }) })
  if (answer.status >= 400) throw new Error(`the payments stand-in refused "${outcome}": ${answer.status}`)
  await answer.arrayBuffer()
}

/** Hands the latest event of a type about an object to the webhook, and runs the job that it enqueues. */
async function deliver(type: Stripe.Event.Type, about: (event: Stripe.Event) => boolean): Promise<void> {
  const { data } = await sdk().events.list({ type, limit: 10 })
  const event = data.find(about)
  if (!event) throw new Error(`the payments stand-in did not tell of ${type}`)
  const body = JSON.stringify(event)
  const secret = env().STRIPE_WEBHOOK_SECRET
  const signature = await sdk().webhooks.generateTestHeaderStringAsync({ payload: body, secret })
  await receiveStripeEvent(body, signature)
  await applyStripeEvent({ eventId: event.id })
}

/** Keeps the stand-in from calling a web application that is not there yet; what waits is delivered later. */
export async function holdWebhooks(paused: boolean): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await fetch(`${env().STRIPE_API_URL}/_local/webhooks`, { method: 'POST', headers, body: JSON.stringify({ paused }) })
}

/** Opens the hospital's account, answers everything that is asked, and learns that it can be paid. */
export async function openAccount({ actor, org }: Seat): Promise<void> {
  const order = await asActor(actor, (db) => payoutsOrder(db, actor, org))
  const { accountId, url } = await openOnboarding(order)
  await asActor(actor, (db) => keepAccount(db, org, accountId))
  await press(url, 'finish')
  await deliver('account.updated', (event) => 'id' in event.data.object && event.data.object.id === accountId)
}

/** Opens the Checkout page of the open estimate. */
export async function checkoutPage(walk: Walk): Promise<{ url: string; sessionId: string | null; paymentId: string }> {
  const made = await actAs(walk, 'OWNER', async (db, actor, access) => {
    const estimate = await db.estimate.findFirstOrThrow({ where: { caseId: walk.caseId, supersededAt: null } })
    return prepareCheckout(db, actor, access, estimate.id)
  })
  if (made.kind === 'READY') throw new Error('the payment page was open already')
  // The page lives in the stand-in's present, not at the moment of the story.
  const expiresAt = new Date(walk.clock.realNow().getTime() + 2 * HOUR)
  const page = await openCheckout({ ...made.order, expiresAt })
  await actAs(walk, 'OWNER', (db, _actor, access) => keepCheckout(db, access, made.order.paymentId, page))
  return { ...page, paymentId: made.order.paymentId }
}

export async function pay(walk: Walk): Promise<void> {
  const { url, sessionId } = await checkoutPage(walk)
  await press(url, 'pay')
  await deliver(
    'checkout.session.completed',
    (event) => 'id' in event.data.object && event.data.object.id === sessionId,
  )
}

/** A card that is refused: the page stays open. */
export async function payWithRefusedCard(walk: Walk): Promise<void> {
  const { url, paymentId } = await checkoutPage(walk)
  await press(url, 'decline')
  await deliver('payment_intent.payment_failed', (event) => {
    const { metadata } = event.data.object as Stripe.PaymentIntent
    return metadata.paymentId === paymentId
  })
}
