import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import Stripe from 'stripe'
import type { PersonActor } from '#lib/access/actor.ts'
import { openCheckout } from '#lib/case/fee/checkout.ts'
import { keepCheckout, prepareCheckout } from '#lib/case/fee/commands.ts'
import { applyStripeEvent, receiveStripeEvent } from '#lib/case/fee/webhook.ts'
import { loadCase } from '#lib/case/load.ts'
import { asActor } from '#lib/db/unit.ts'
import { startStripe } from '#local/stripe/server.ts'
import { useDatabase } from './database.ts'
import { member, organization, person, type TestCase, type TestOrg } from './world.ts'

// A hospital that collects fees, against the stand-in: the official SDK, signed events, PostgreSQL with both walls.

const SECRET = 'whsec_tests'
const SECRET_KEY = 'sk_test_tests'

type Stored = { id: string; type: string; data: unknown }

const press = (url: string, outcome: string) =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ outcome }),
  })

/** Starts the stand-in for one test file. What it gives is there from `beforeAll` on. */
export function useFees() {
  let stripe: Awaited<ReturnType<typeof startStripe>>
  let folder: string
  const team = {} as { hospital: TestOrg; owner: PersonActor; specialist: PersonActor }

  const sdk = () => new Stripe(SECRET_KEY, { host: '127.0.0.1', port: stripe.port, protocol: 'http', telemetry: false })
  /** A switch of the stand-in. */
  const turn = (name: string, body: object) =>
    fetch(`${stripe.url}/_local/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'conferral-fee-'))
    // Nothing listens at the webhook's address: events are fetched and delivered by hand, in the order of each test.
    const webhook = { webhookSecret: SECRET, webhookUrl: 'http://127.0.0.1:9/' }
    stripe = await startStripe({ dataDir: folder, port: 0, secretKey: SECRET_KEY, ...webhook })
    process.env.STRIPE_API_URL = stripe.url
    await turn('webhooks', { paused: true })
    team.hospital = await organization('HOSPITAL', 'Northgate')
    team.owner = await person()
    team.specialist = await member(team.hospital, 'SPECIALIST')
    const set = 'update "Organization" set "stripeAccountId" = $1 where id = $2'
    await useDatabase().owner.query(set, [await onboarded(sdk()), team.hospital.id])
  })
  afterAll(async () => {
    await stripe.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** Opens the Checkout page of the case's estimate, as its owner. */
  const checkout = async (at: TestCase): Promise<string> => {
    const { owner } = team
    const run = <T>(work: Parameters<typeof asActor<T>>[1]) => asActor(owner, work)
    const made = await run(async (db) => prepareCheckout(db, owner, await loadCase(db, owner, at.id), at.estimateId!))
    if (made.kind === 'READY') return made.url
    const page = await openCheckout(made.order)
    await run(async (db) => keepCheckout(db, await loadCase(db, owner, at.id), made.order.paymentId, page))
    return page.url
  }
  const happened = async (type: string): Promise<Stored[]> => {
    const { events } = (await (await fetch(`${stripe.url}/_local/events`)).json()) as { events: Stored[] }
    return events.filter((event) => event.type === type)
  }
  /** Hands an event to our webhook as Stripe would, and runs the job that it enqueues. */
  const deliver = async (id: string): Promise<string> => {
    const event = await sdk().events.retrieve(id)
    const payload = JSON.stringify(event)
    const header = await sdk().webhooks.generateTestHeaderStringAsync({ payload, secret: SECRET })
    const got = await receiveStripeEvent(payload, header)
    await applyStripeEvent({ eventId: id })
    return got
  }
  const deliverAll = async (type: string): Promise<void> => {
    for (const event of await happened(type)) await deliver(event.id)
  }
  return { team, secret: SECRET, sdk, turn, press, checkout, happened, deliver, deliverAll }
}

async function onboarded(sdk: Stripe): Promise<string> {
  const account = await sdk.accounts.create({
    type: 'express',
    country: 'DE',
    capabilities: { transfers: { requested: true }, card_payments: { requested: true } },
  })
  const link = await sdk.accountLinks.create({
    account: account.id,
    type: 'account_onboarding',
    return_url: 'http://127.0.0.1/r',
    refresh_url: 'http://127.0.0.1/f',
  })
  await press(link.url, 'finish')
  return account.id
}
