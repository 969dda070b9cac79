import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Stripe from 'stripe'
import { startStripe, type RunningStripe, type StripeOptions } from './server.ts'

const FIRST_PORT = 41100
const LAST_PORT = 41199

export const SECRET_KEY = 'sk_test_localstandin'
export const WEBHOOK_SECRET = 'whsec_local_stand_in'

async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  const first = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT))
  for (let port = first; ; port = port === LAST_PORT ? FIRST_PORT : port + 1) {
    try {
      return await start(port)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    }
  }
}

/** A web application's webhook endpoint: it verifies every delivery with the SDK and keeps what it accepted. */
export interface Receiver {
  /** Answers given to the coming deliveries, first to last; 200 once they are used up. */
  answers: number[]
  events: Stripe.Event[]
  /** Raw deliveries, also those answered with an error. */
  raw: { payload: string; signature: string }[]
  refused: string[]
  close: () => Promise<void>
  types: () => string[]
  url: string
}

function listenForWebhooks(receiver: Receiver, stripe: Stripe): Server {
  return createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const payload = Buffer.concat(chunks).toString()
    const signature = String(request.headers['stripe-signature'])
    receiver.raw.push({ payload, signature })
    const status = receiver.answers.shift() ?? 200
    if (status === 200) {
      try {
        receiver.events.push(stripe.webhooks.constructEvent(payload, signature, WEBHOOK_SECRET))
      } catch (error) {
        receiver.refused.push(String(error))
      }
    }
    response.writeHead(status).end()
  })
}

/** Listens on `port`, or on any free one. */
export async function startReceiver(port?: number): Promise<Receiver> {
  const receiver: Receiver = {
    answers: [],
    events: [],
    raw: [],
    refused: [],
    close: async () => {},
    types: () => receiver.events.map((event) => event.type),
    url: '',
  }
  const server = listenForWebhooks(receiver, new Stripe(SECRET_KEY))
  const listen = async (at: number) => {
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
    return at
  }
  receiver.url = `http://127.0.0.1:${port === undefined ? await onFreePort(listen) : await listen(port)}/webhook`
  receiver.close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return receiver
}

/** A running stand-in with its own data, an endpoint, and the official SDK pointed at it. */
export interface Bench {
  clock: { aheadMs: number }
  dataDir: string
  local: (call: string, body?: object) => Promise<unknown>
  receiver: Receiver
  restart: () => Promise<void>
  running: () => RunningStripe
  sdk: (key?: string, config?: Stripe.StripeConfig) => Stripe
  stop: () => Promise<void>
  stripe: Stripe
}

export async function startBench(options: Partial<StripeOptions> = {}): Promise<Bench> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'stripe-stand-in-'))
  const clock = { aheadMs: 0 }
  const receiver = await startReceiver()
  const start = (port: number) =>
    startStripe({
      clock: () => Date.now() + clock.aheadMs,
      dataDir,
      port,
      secretKey: SECRET_KEY,
      webhookSecret: WEBHOOK_SECRET,
      webhookUrl: receiver.url,
      ...options,
    })
  let running = await onFreePort(start)
  const sdk = (key = SECRET_KEY, config: Stripe.StripeConfig = {}) =>
    new Stripe(key, { host: '127.0.0.1', port: running.port, protocol: 'http', telemetry: false, ...config })
  return {
    clock,
    dataDir,
    local: async (call, body) => {
      const [method = 'GET', at = '/'] = call.split(' ')
      const json = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      const response = await fetch(`http://127.0.0.1:${running.port}/_local${at}`, { method, ...json })
      return response.json()
    },
    receiver,
    restart: async () => {
      await running.stop()
      running = await start(running.port)
    },
    running: () => running,
    sdk,
    stop: async () => {
      await running.stop()
      await receiver.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
    stripe: sdk(),
  }
}

/** Presses a button of a hosted page, as a browser without JavaScript would. */
export function press(url: string | null, outcome: string, fields: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams({ outcome, ...fields })
  return fetch(String(url), { method: 'POST', body, redirect: 'manual' })
}

/** A hospital that has been through onboarding and can be paid. */
export async function onboardedAccount(stripe: Stripe, name = 'Riverside Specialists'): Promise<Stripe.Account> {
  const account = await stripe.accounts.create({
    type: 'express',
    country: 'DE',
    email: 'billing@riverside.test',
    business_profile: { name },
    capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
  })
  const link = await stripe.accountLinks.create({
    account: account.id,
    type: 'account_onboarding',
    refresh_url: 'http://127.0.0.1:3000/refresh',
    return_url: 'http://127.0.0.1:3000/return',
  })
  await press(link.url, 'finish')
  return stripe.accounts.retrieve(account.id)
}

/** A fee of €320.00 for one case, €32.00 of it for the platform when there is a destination. */
export function checkoutParams(destination?: string): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'eur',
          unit_amount: 32000,
          product_data: { name: 'Second opinion', description: 'Internal medicine, CF-7K3M2' },
        },
      },
    ],
    success_url: 'http://127.0.0.1:3000/cases/1?paid={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://127.0.0.1:3000/cases/1/fee',
    client_reference_id: 'case-1',
    metadata: { caseId: 'case-1' },
    payment_intent_data: {
      metadata: { caseId: 'case-1' },
      ...(destination && { application_fee_amount: 3200, transfer_data: { destination } }),
    },
  }
}

/** The payment intent behind a session, with charge and balance expanded. */
export async function paidIntent(stripe: Stripe, session: Stripe.Checkout.Session) {
  const { payment_intent: id } = await stripe.checkout.sessions.retrieve(session.id)
  return stripe.paymentIntents.retrieve(String(id), { expand: ['latest_charge.balance_transaction'] })
}
