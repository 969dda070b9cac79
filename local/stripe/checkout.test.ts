import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { checkoutParams, onboardedAccount, paidIntent, press, startBench, type Bench } from './testing.ts'

let bench: Bench
let hospital: Stripe.Account

beforeAll(async () => {
  bench = await startBench()
  hospital = await onboardedAccount(bench.stripe)
})

afterAll(() => bench.stop())

const open = (changes: Stripe.Checkout.SessionCreateParams = {}) =>
  bench.stripe.checkout.sessions.create({ ...checkoutParams(hospital.id), ...changes })

const secondsFromNow = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

const typesAbout = (session: Stripe.Checkout.Session) =>
  bench.receiver.events.filter((event) => JSON.stringify(event.data).includes(session.id)).map((event) => event.type)

test('a session is open and unpaid, with what was asked for', async () => {
  const created = await open({ customer_email: 'owner@home.test', expires_at: secondsFromNow(3600) })
  const session = await bench.stripe.checkout.sessions.retrieve(created.id)
  expect(session).toMatchObject({
    object: 'checkout.session',
    mode: 'payment',
    status: 'open',
    payment_status: 'unpaid',
    amount_total: 32000,
    currency: 'eur',
    client_reference_id: 'case-1',
    customer_email: 'owner@home.test',
    metadata: { caseId: 'case-1' },
    payment_intent: null,
    livemode: false,
  })
  expect(session.expires_at).toBeGreaterThan(secondsFromNow(3500))
  expect(session.id).toMatch(/^cs_test_/)
  expect(session.url).toBe(`${bench.running().url}/c/pay/${session.id}`)
})

test('quantities and several items add up', async () => {
  const price = (unit_amount: number, name: string) => ({ currency: 'EUR', unit_amount, product_data: { name } })
  const session = await open({
    line_items: [
      { quantity: 3, price_data: price(1050, 'Slide review') },
      { quantity: 1, price_data: price(9000, 'Report') },
    ],
  })
  expect([session.amount_total, session.currency]).toEqual([12150, 'eur'])
})

test('paying completes the session and leads to the success address with its id', async () => {
  const session = await open()
  const pressed = await press(session.url, 'pay', { email: 'owner@home.test' })
  expect(pressed.status).toBe(303)
  expect(pressed.headers.get('location')).toBe(`http://127.0.0.1:3000/cases/1?paid=${session.id}`)
  const paid = await bench.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
  expect(paid).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    url: null,
    customer_details: { email: 'owner@home.test' },
    payment_intent: {
      object: 'payment_intent',
      status: 'succeeded',
      amount_received: 32000,
      application_fee_amount: 3200,
      transfer_data: { destination: hospital.id },
      metadata: { caseId: 'case-1' },
    },
  })
  await vi.waitFor(() => expect(typesAbout(session)).toEqual(['checkout.session.completed']))
  await vi.waitFor(() =>
    expect(bench.receiver.types()).toEqual(
      expect.arrayContaining([
        'payment_intent.created',
        'payment_intent.succeeded',
        'charge.succeeded',
        'application_fee.created',
        'transfer.created',
      ]),
    ),
  )
  expect(bench.receiver.refused).toEqual([])
})

test('two presses at once, and one later, pay once', async () => {
  const session = await open()
  const presses = await Promise.all([press(session.url, 'pay'), press(session.url, 'pay')])
  const late = await press(session.url, 'pay')
  const back = `http://127.0.0.1:3000/cases/1?paid=${session.id}`
  expect([...presses, late].map((pressed) => pressed.headers.get('location'))).toEqual([back, back, back])
  const { data: events } = await bench.stripe.events.list({ type: 'checkout.session.completed', limit: 100 })
  expect(events.filter((event) => JSON.stringify(event).includes(session.id))).toHaveLength(1)
  const page = await fetch(String(session.url))
  expect(await page.text()).toContain('This is already paid')
  const decline = await press(session.url, 'decline')
  expect(decline.headers.get('location')).toBe(back)
})

test('a declined card says so, leaves the session payable, and a good card then pays', async () => {
  const session = await open()
  const pressed = await press(session.url, 'decline', { email: 'owner@home.test' })
  expect(pressed.headers.get('location')).toBe(`/c/pay/${session.id}`)
  const page = await (await fetch(String(session.url))).text()
  expect(page).toMatch(/role="alert"[\s\S]*Your card was declined\./)
  expect(page).toContain('>Pay €320.00</button>')
  expect(page).toContain('value="owner@home.test"')
  const intent = await paidIntent(bench.stripe, session)
  expect(intent).toMatchObject({
    status: 'requires_payment_method',
    amount_received: 0,
    last_payment_error: { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline' },
    latest_charge: { status: 'failed', paid: false, failure_code: 'card_declined' },
  })
  expect(await bench.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    status: 'open',
    payment_status: 'unpaid',
  })
  await vi.waitFor(() => {
    const failed = bench.receiver.events.find((event) => event.type === 'payment_intent.payment_failed')
    expect(failed?.data.object.id).toBe(intent.id)
  })
  await press(session.url, 'pay')
  const paid = await paidIntent(bench.stripe, session)
  expect([paid.id, paid.status, paid.last_payment_error]).toEqual([intent.id, 'succeeded', null])
})

test('cancelling leads back and leaves the session open', async () => {
  const session = await open()
  const pressed = await press(session.url, 'cancel')
  expect(pressed.headers.get('location')).toBe('http://127.0.0.1:3000/cases/1/fee')
  expect((await bench.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
})

test('without a cancel address there is no cancel button', async () => {
  const { cancel_url: _, ...params } = checkoutParams()
  const session = await bench.stripe.checkout.sessions.create(params)
  expect(await (await fetch(String(session.url))).text()).not.toContain('Cancel and go back')
  expect((await press(session.url, 'cancel')).status).toBe(400)
})

test('an expired session takes no payment and sends its event once', async () => {
  const session = await open()
  const expired = await bench.stripe.checkout.sessions.expire(session.id)
  expect([expired.status, expired.url]).toEqual(['expired', null])
  const pressed = await press(session.url, 'pay')
  expect([pressed.status, await pressed.text()]).toEqual([
    410,
    expect.stringContaining('This payment page has expired'),
  ])
  await expect(bench.stripe.checkout.sessions.expire(session.id)).rejects.toThrow(/status of "expired"/)
  expect(await bench.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    payment_status: 'unpaid',
    payment_intent: null,
  })
  await vi.waitFor(() => expect(typesAbout(session)).toEqual(['checkout.session.expired']))
})

test('a paid session cannot be expired', async () => {
  const session = await open()
  await press(session.url, 'pay')
  await expect(bench.stripe.checkout.sessions.expire(session.id)).rejects.toThrow(/status of "complete"/)
})

test('a session whose time has passed expires, both on a press and by itself', async () => {
  const [pressed, left] = [
    await open({ expires_at: secondsFromNow(1900) }),
    await open({ expires_at: secondsFromNow(1900) }),
  ]
  bench.clock.aheadMs = 1_901_000
  const answer = await press(pressed.url, 'pay')
  expect(answer.status).toBe(410)
  expect(await answer.text()).toContain('Nothing was charged')
  await vi.waitFor(
    () => {
      expect(typesAbout(pressed)).toEqual(['checkout.session.expired'])
      expect(typesAbout(left)).toEqual(['checkout.session.expired'])
    },
    { timeout: 5000 },
  )
  bench.clock.aheadMs = 0
  expect((await bench.stripe.checkout.sessions.retrieve(left.id)).status).toBe('expired')
})

test('sessions are listed, newest first, also by payment intent', async () => {
  const session = await open()
  await press(session.url, 'pay')
  const { id } = await paidIntent(bench.stripe, session)
  const { data } = await bench.stripe.checkout.sessions.list({ payment_intent: id })
  expect(data.map((found) => found.id)).toEqual([session.id])
  const all = await bench.stripe.checkout.sessions.list({ limit: 1 })
  expect([all.data[0]?.id, all.has_more]).toEqual([session.id, true])
})

const price = { currency: 'eur', unit_amount: 1000, product_data: { name: 'Fee' } }

test.each([
  ['mode', { mode: 'subscription' }],
  ['line_items', { line_items: [] }],
  ['line_items[0][quantity]', { line_items: [{ price_data: price }] }],
  ['line_items[0][quantity]', { line_items: [{ price_data: price, quantity: 0 }] }],
  ['line_items[0][price_data][currency]', { line_items: [{ price_data: { ...price, currency: 'zzz' }, quantity: 1 }] }],
  ['line_items', { line_items: [{ price_data: { ...price, unit_amount: 49 }, quantity: 1 }] }],
  ['line_items', { line_items: [{ price_data: { ...price, unit_amount: -9 }, quantity: 1 }] }],
  ['line_items', { line_items: [{ price_data: { ...price, unit_amount: 100_000_000 }, quantity: 1 }] }],
  [
    'line_items',
    {
      line_items: [
        { price_data: price, quantity: 1 },
        { price_data: { ...price, currency: 'usd' }, quantity: 1 },
      ],
    },
  ],
  ['success_url', { success_url: 'ftp://app.test/ok' }],
  ['customer_email', { customer_email: 'not an address' }],
  ['client_reference_id', { client_reference_id: 'x'.repeat(201) }],
  ['expires_at', { expires_at: secondsFromNow(60) }],
  ['expires_at', { expires_at: secondsFromNow(90_000) }],
  ['metadata', { metadata: { ['k'.repeat(41)]: 'v' } }],
  ['metadata', { metadata: { note: 'v'.repeat(501) } }],
] satisfies [string, Stripe.Checkout.SessionCreateParams][])('refuses a wrong %s', async (param, changes) => {
  await expect(open(changes)).rejects.toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400, param })
})

test('an application fee needs a destination and fits into the total', async () => {
  const { sessions } = bench.stripe.checkout
  const param = 'payment_intent_data[application_fee_amount]'
  const withFee = (application_fee_amount: number, destination?: string) => ({
    ...checkoutParams(),
    payment_intent_data: { application_fee_amount, ...(destination && { transfer_data: { destination } }) },
  })
  await expect(sessions.create(withFee(100))).rejects.toMatchObject({ param })
  await expect(sessions.create(withFee(32001, hospital.id))).rejects.toMatchObject({ param })
  await expect(sessions.create(withFee(-1, hospital.id))).rejects.toMatchObject({ param })
  expect((await sessions.create(withFee(32000, hospital.id))).status).toBe('open')
})
