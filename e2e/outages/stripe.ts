import type pg from 'pg'
import Stripe from 'stripe'
import { onboardedAccount } from '#local/stripe/testing.ts'
import type { TestOrg } from '#lib/testing/world.ts'
import type { Product } from './product.ts'

/** The payment stand-in as Stripe's own SDK sees it. */
export function stripeOf({ at, env }: Product): Stripe {
  const { hostname, port } = new URL(at.stripe)
  return new Stripe(env['STRIPE_SECRET_KEY'] ?? '', { host: hostname, port, protocol: 'http', telemetry: false })
}

/** Gives a hospital an account that money can be sent to. */
export async function onboard(pool: pg.Pool, stripe: Stripe, { id, name }: TestOrg): Promise<void> {
  const account = await onboardedAccount(stripe, name)
  await pool.query('update "Organization" set "stripeAccountId" = $1, "chargesEnabled" = true where id = $2', [
    account.id,
    id,
  ])
}

type Delivery = { state: string; attempts: { result: string }[] }

/** The deliveries of an event type to our webhook, with what became of each attempt. */
export async function deliveriesOf({ at }: Product, type: string): Promise<Delivery[]> {
  const answer = await fetch(`${at.stripe}/_local/events`)
  const { events } = (await answer.json()) as { events: { type: string; delivery: Delivery }[] }
  return events.filter((event) => event.type === type).map(({ delivery }) => delivery)
}

/** What Stripe has paid back of a case's payment. */
export async function refundsOf(product: Product, pool: pg.Pool, caseId: string) {
  const { rows } = await pool.query<{ id: string }>(
    'select "paymentIntentId" as id from "Payment" where "caseId" = $1',
    [caseId],
  )
  const { data } = await stripeOf(product).refunds.list({ payment_intent: rows[0]?.id ?? '' })
  return data.map(({ amount, status }) => ({ amount, status }))
}
