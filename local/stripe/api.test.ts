import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { API_VERSION } from './events.ts'
import { parseForm } from './form.ts'
import { startStripe } from './server.ts'
import { checkoutParams, press, SECRET_KEY, startBench, type Bench } from './testing.ts'

let bench: Bench

beforeAll(async () => {
  bench = await startBench()
})

afterAll(() => bench.stop())

const call = (path: string, init: RequestInit = {}) =>
  fetch(bench.running().url + path, { ...init, headers: { authorization: `Bearer ${SECRET_KEY}`, ...init.headers } })

test.each(['sk_test_other', 'sk_live_abc', 'rk_live_abc', 'pk_live_abc', 'nonsense'])(
  'refuses the key %s',
  async (key) => {
    const wrong = bench.sdk(key, { maxNetworkRetries: 0 })
    await expect(wrong.events.list()).rejects.toMatchObject({ type: 'StripeAuthenticationError', statusCode: 401 })
  },
)

test('a call without a key is told so; the key as a user name is taken', async () => {
  const without = await fetch(`${bench.running().url}/v1/events`)
  expect([without.status, await without.json()]).toEqual([
    401,
    { error: { type: 'invalid_request_error', message: expect.stringContaining('did not provide an API key') } },
  ])
  const basic = `Basic ${Buffer.from(`${SECRET_KEY}:`).toString('base64')}`
  expect((await call('/v1/events', { headers: { authorization: basic } })).status).toBe(200)
})

test.each(['sk_live_abc', 'rk_live_abc', 'pk_test_abc', ''])('does not start with the key "%s"', async (secretKey) => {
  const options = { dataDir: bench.dataDir, port: 41100, webhookSecret: 'whsec_x', webhookUrl: bench.receiver.url }
  await expect(startStripe({ ...options, secretKey })).rejects.toThrow(/sk_test_/)
})

test('unknown parameters are refused by name, at any depth', async () => {
  const { checkout, refunds } = bench.stripe
  const extra = { ...checkoutParams(), surprise: '1' }
  await expect(checkout.sessions.create(extra)).rejects.toMatchObject({
    type: 'StripeInvalidRequestError',
    code: 'parameter_unknown',
    param: 'surprise',
    message: 'Received unknown parameter: surprise',
  })
  const nested = { ...checkoutParams(), payment_intent_data: { capture_method: 'manual' as const } }
  await expect(checkout.sessions.create(nested)).rejects.toMatchObject({
    code: 'parameter_unknown',
    param: 'payment_intent_data[capture_method]',
  })
  await expect(refunds.list({ created: 5 })).rejects.toMatchObject({ code: 'parameter_unknown', param: 'created' })
})

test.each([
  ['success_url', { success_url: undefined }],
  ['mode', { mode: undefined }],
  ['line_items', { line_items: undefined }],
  ['line_items[0][price_data]', { line_items: [{ quantity: 1 }] }],
] as const)('says that %s is missing', async (param, changes) => {
  const params = { ...checkoutParams(), ...changes } as Stripe.Checkout.SessionCreateParams
  await expect(bench.stripe.checkout.sessions.create(params)).rejects.toMatchObject({
    code: 'parameter_missing',
    param,
    message: `Missing required param: ${param}.`,
  })
})

test('unknown ids are missing resources', async () => {
  const { stripe } = bench
  const lookups = [
    () => stripe.accounts.retrieve('acct_0'),
    () =>
      stripe.accountLinks.create({
        account: 'acct_0',
        type: 'account_onboarding',
        refresh_url: 'http://a.test',
        return_url: 'http://a.test',
      }),
    () => stripe.checkout.sessions.retrieve('cs_test_0'),
    () => stripe.checkout.sessions.expire('cs_test_0'),
    () => stripe.paymentIntents.retrieve('pi_0'),
    () => stripe.charges.retrieve('ch_0'),
    () => stripe.refunds.retrieve('re_0'),
    () => stripe.events.retrieve('evt_0'),
    () => stripe.transfers.retrieve('tr_0'),
    () => stripe.applicationFees.retrieve('fee_0'),
    () => stripe.balanceTransactions.retrieve('txn_0'),
  ]
  for (const lookup of lookups) {
    await expect(lookup()).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      code: 'resource_missing',
      statusCode: 404,
    })
  }
})

test('what the stand-in does not offer is refused, not imitated', async () => {
  await expect(bench.stripe.customers.create()).rejects.toMatchObject({
    statusCode: 404,
    message: expect.stringContaining('Unrecognized request URL'),
  })
  await expect(bench.stripe.events.list({}, { stripeAccount: 'acct_0' })).rejects.toThrow(/Stripe-Account/)
  expect((await call('/v1/events', { method: 'DELETE' })).status).toBe(404)
})

test('the same key and parameters do the thing once and give the same answer', async () => {
  const { sessions } = bench.stripe.checkout
  const idempotencyKey = 'case-1:checkout'
  const first = await sessions.create(checkoutParams(), { idempotencyKey })
  const { success_url, ...rest } = checkoutParams()
  const again = await sessions.create({ ...rest, success_url }, { idempotencyKey })
  expect(again).toEqual(first)
  expect(again.lastResponse.headers).toMatchObject({
    'idempotent-replayed': 'true',
    'idempotency-key': idempotencyKey,
    'original-request': first.lastResponse.requestId,
  })
  expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId)
})

test('a key that was used for something else is an idempotency error', async () => {
  const { accounts, checkout, refunds } = bench.stripe
  const idempotencyKey = 'used-before'
  await accounts.create({ type: 'express' }, { idempotencyKey })
  const expected = { type: 'StripeIdempotencyError', statusCode: 400 }
  await expect(accounts.create({ type: 'custom' }, { idempotencyKey })).rejects.toMatchObject(expected)
  await expect(checkout.sessions.create(checkoutParams(), { idempotencyKey })).rejects.toMatchObject(expected)
  await expect(refunds.create({}, { idempotencyKey: 'k'.repeat(256) })).rejects.toThrow(/255/)
})

test('a key may be used again after a mistake in the parameters, but keeps a refusal on the facts', async () => {
  const { checkout, refunds } = bench.stripe
  const broken = { ...checkoutParams(), surprise: '1' }
  await expect(checkout.sessions.create(broken, { idempotencyKey: 'mended' })).rejects.toThrow(/unknown/)
  const session = await checkout.sessions.create(checkoutParams(), { idempotencyKey: 'mended' })
  await press(session.url, 'pay')
  const payment_intent = String((await checkout.sessions.retrieve(session.id)).payment_intent)
  const tooMuch = () => refunds.create({ payment_intent, amount: 99_999 }, { idempotencyKey: 'too-much' })
  await expect(tooMuch()).rejects.toThrow(/greater than unrefunded/)
  await expect(tooMuch()).rejects.toMatchObject({ headers: { 'idempotent-replayed': 'true' } })
})

test('answers carry a request id and the API version; another version is refused', async () => {
  const { lastResponse } = await bench.stripe.events.list()
  expect(lastResponse.headers['stripe-version']).toBe(API_VERSION)
  expect(lastResponse.apiVersion).toBe(API_VERSION)
  expect(lastResponse.requestId).toMatch(/^req_/)
  expect((await call('/v1/events')).headers.get('stripe-version')).toBe(API_VERSION)
  const old = await call('/v1/events', { headers: { 'stripe-version': '2020-08-27' } })
  expect([old.status, await old.json()]).toMatchObject([
    400,
    { error: { message: expect.stringContaining('Invalid Stripe API version') } },
  ])
})

test('an outage answers 503 to the API until it is over', async () => {
  const patient = bench.sdk(SECRET_KEY, { maxNetworkRetries: 0 })
  expect(await bench.local('POST /outage', { on: true })).toEqual({ on: true })
  await expect(patient.events.list()).rejects.toMatchObject({ type: 'StripeAPIError', statusCode: 503 })
  await bench.local('POST /outage', { on: false })
  expect((await patient.events.list()).object).toBe('list')
})

test('nested form bodies are read as Stripe reads them', () => {
  expect(parseForm('a=1&b[c]=2&b[d][0]=x&b[d][1]=y&expand[]=p&expand[]=q&t=%E2%82%AC+5%26')).toEqual({
    a: '1',
    b: { c: '2', d: { 0: 'x', 1: 'y' } },
    expand: { 0: 'p', 1: 'q' },
    t: '€ 5&',
  })
})

test.each([
  '__proto__[x]=1',
  'a[constructor][prototype][x]=1',
  'a[b=1',
  'a]b=1',
  'a=1&a[b]=2',
  'a[b]=1&a=2',
  'a[b][c][d][e][f][g][h][i]=1',
])('refuses the form %s', (encoded) => {
  expect(() => parseForm(encoded)).toThrow(/Invalid/)
  expect('x' in {}).toBe(false)
})

test('brackets, quotes and other scripts arrive unharmed', async () => {
  const metadata = { 'weird & key': 'a=b&c[d]="é" 猫 🐈\n', empty: '' }
  const session = await bench.stripe.checkout.sessions.create({ ...checkoutParams(), metadata })
  expect(session.metadata).toEqual({ 'weird & key': metadata['weird & key'] })
})

test('a huge body and a foreign host name are refused', async () => {
  const body = `description=${'x'.repeat(1_100_000)}`
  expect((await call('/v1/refunds', { method: 'POST', body })).status).toBe(413)
  const { request } = await import('node:http')
  const status = await new Promise((resolve) => {
    const asked = request(`${bench.running().url}/_local/events`, { headers: { host: 'attacker.test' } })
    asked.on('response', (response) => resolve(response.resume().statusCode)).end()
  })
  expect(status).toBe(421)
})

test('the switches take JSON only, and only what they know', async () => {
  const asForm = await call('/_local/outage', { method: 'POST', body: new URLSearchParams({ on: 'true' }) })
  expect(asForm.status).toBe(415)
  const headers = { 'content-type': 'application/json' }
  for (const body of ['{"on":"yes"}', '{"on":true,"why":1}', '{', 'null']) {
    expect((await call('/_local/outage', { method: 'POST', headers, body })).status).toBe(400)
  }
  expect(await bench.local('GET /nothing')).toMatchObject({ error: expect.stringContaining('Nothing at') })
  expect(await bench.local('GET /health')).toEqual({ ok: true })
})
