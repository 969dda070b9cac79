import Stripe from 'stripe'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { GIVE_UP_AFTER_MS, nextDelayMs } from './schedule.ts'
import { checkoutParams, press, startBench, startReceiver, WEBHOOK_SECRET, type Bench } from './testing.ts'
import type { Delivery } from './types.ts'

let bench: Bench

beforeEach(async () => {
  bench = await startBench()
})

afterEach(() => bench.stop())

interface Logged {
  delivery: Delivery
  id: string
  type: string
}

async function log(): Promise<Logged[]> {
  const { events } = (await bench.local('GET /events')) as { events: Logged[] }
  return events
}

/** Expiring a session is the shortest way to exactly one event; its session's id is returned. */
async function oneEvent(): Promise<string> {
  const session = await bench.stripe.checkout.sessions.create(checkoutParams())
  await bench.stripe.checkout.sessions.expire(session.id)
  return session.id
}

const sessionIds = (events: Stripe.Event[]) =>
  events.map((event) => (event.type === 'checkout.session.expired' ? event.data.object.id : event.type))

test('deliveries are signed in the way the SDK verifies', async () => {
  await oneEvent()
  const { payload, signature } = await vi.waitFor(() => {
    const [first] = bench.receiver.raw
    expect(first).toBeDefined()
    return first!
  })
  const { webhooks } = bench.stripe
  const event = webhooks.constructEvent(payload, signature, WEBHOOK_SECRET)
  expect(event).toMatchObject({
    object: 'event',
    type: 'checkout.session.expired',
    livemode: false,
    api_version: Stripe.API_VERSION,
  })
  expect(event.request?.id).toMatch(/^req_/)
  expect(() => webhooks.constructEvent(`${payload} `, signature, WEBHOOK_SECRET)).toThrow(/signature/)
  expect(() => webhooks.constructEvent(payload, signature, 'whsec_other')).toThrow(/signature/)
  const timestamp = Number(/t=(\d+)/.exec(signature)?.[1])
  expect(signature.replace(/,v1=.*/, '')).toBe(`t=${timestamp}`)
  expect(webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET, timestamp })).toBe(signature)
})

test('a failed delivery is repeated with a fresh signature until it is taken', async () => {
  bench.receiver.answers = [500, 302, 404]
  await oneEvent()
  await vi.waitFor(() => expect(bench.receiver.events).toHaveLength(1), { timeout: 8000 })
  expect(bench.receiver.raw).toHaveLength(4)
  expect(bench.receiver.refused).toEqual([])
  await vi.waitFor(async () => {
    const [entry] = await log()
    expect(entry?.delivery.state).toBe('delivered')
    expect(entry?.delivery.attempts.map((attempt) => attempt.result)).toEqual(['500', '302', '404', '200'])
  })
})

test('an application that is away gets its events when it is back', async () => {
  const port = Number(new URL(bench.receiver.url).port)
  await bench.receiver.close()
  const id = await oneEvent()
  await vi.waitFor(async () => expect((await log())[0]?.delivery.attempts[0]?.result).toBe('ECONNREFUSED'))
  const back = await startReceiver(port)
  await vi.waitFor(() => expect(sessionIds(back.events)).toEqual([id]), { timeout: 8000 })
  bench.receiver.close = back.close
})

test('the pause between attempts grows to five seconds, and attempts go on for at least five minutes', () => {
  const delays: number[] = []
  let elapsed = 0
  for (let delay = nextDelayMs(0); delay !== null; delay = nextDelayMs(elapsed)) {
    delays.push(delay)
    elapsed += delay
  }
  expect(delays.slice(0, 7)).toEqual([250, 250, 500, 1000, 2000, 4000, 5000])
  expect(Math.max(...delays)).toBe(5000)
  expect(elapsed).toBeGreaterThanOrEqual(5 * 60_000)
  expect(elapsed).toBeLessThan(GIVE_UP_AFTER_MS + 5001)
})

test('paused, nothing is sent; a flush sends all, and un-pausing lets the rest go', async () => {
  expect(await bench.local('POST /webhooks', { paused: true })).toEqual({
    delayMs: 0,
    duplicate: false,
    paused: true,
    reorder: false,
  })
  const held = [await oneEvent(), await oneEvent()]
  expect((await log()).map((entry) => entry.delivery)).toMatchObject([
    { state: 'pending', attempts: [] },
    { state: 'pending', attempts: [] },
  ])
  expect(await bench.local('POST /webhooks/flush')).toEqual({ delivered: 2, failed: 0 })
  expect(sessionIds(bench.receiver.events)).toEqual(held)
  const third = await oneEvent()
  expect(bench.receiver.raw).toHaveLength(2)
  await bench.local('POST /webhooks', { paused: false })
  await vi.waitFor(() => expect(sessionIds(bench.receiver.events)).toEqual([...held, third]))
})

test('a flush says what could not be delivered', async () => {
  await bench.local('POST /webhooks', { paused: true })
  await oneEvent()
  bench.receiver.answers = [500]
  expect(await bench.local('POST /webhooks/flush')).toEqual({ delivered: 0, failed: 1 })
  expect(await bench.local('POST /webhooks/flush')).toEqual({ delivered: 1, failed: 0 })
  expect(await bench.local('POST /webhooks/flush')).toEqual({ delivered: 0, failed: 0 })
})

test('with duplicates on, the same event comes twice', async () => {
  await bench.local('POST /webhooks', { duplicate: true })
  await oneEvent()
  await vi.waitFor(() => expect(bench.receiver.events).toHaveLength(2))
  expect(bench.receiver.events[0]?.id).toBe(bench.receiver.events[1]?.id)
})

test('with reorder on, events come in the opposite order, also on a flush', async () => {
  await bench.local('POST /webhooks', { reorder: true })
  const session = await bench.stripe.checkout.sessions.create(checkoutParams())
  await press(session.url, 'pay')
  await vi.waitFor(() =>
    expect(bench.receiver.types()).toEqual([
      'checkout.session.completed',
      'payment_intent.succeeded',
      'charge.succeeded',
      'payment_intent.created',
    ]),
  )
  await bench.local('POST /webhooks', { paused: true })
  const held = [await oneEvent(), await oneEvent()]
  await bench.local('POST /webhooks/flush')
  expect(sessionIds(bench.receiver.events).slice(4)).toEqual(held.toReversed())
  const later = [await oneEvent(), await oneEvent()]
  await bench.local('POST /webhooks', { paused: false })
  await vi.waitFor(() => expect(sessionIds(bench.receiver.events).slice(6)).toEqual(later.toReversed()))
})

test('with a delay, an event waits that long', async () => {
  await bench.local('POST /webhooks', { delayMs: 400 })
  const before = Date.now()
  await oneEvent()
  await vi.waitFor(() => expect(bench.receiver.events).toHaveLength(1), { timeout: 5000 })
  expect(Date.now() - before).toBeGreaterThanOrEqual(400)
})

test('undelivered events survive a restart and are sent then', async () => {
  await bench.local('POST /webhooks', { paused: true })
  const id = await oneEvent()
  await bench.restart()
  await vi.waitFor(() => expect(sessionIds(bench.receiver.events)).toEqual([id]))
  await bench.restart()
  expect((await log())[0]?.delivery).toMatchObject({ state: 'delivered', attempts: [{ result: '200' }] })
})

test('events can be read and paged through over the API', async () => {
  const ids: string[] = []
  for (let count = 0; count < 5; count += 1) ids.unshift(await oneEvent())
  const { events } = bench.stripe
  const all = await events.list({ limit: 2 }).autoPagingToArray({ limit: 100 })
  expect(sessionIds(all)).toEqual(ids)
  const [newest, second, third] = all
  expect(await events.retrieve(newest!.id)).toMatchObject({ id: newest!.id, type: 'checkout.session.expired' })
  const back = await events.list({ ending_before: third!.id, limit: 1 })
  expect([back.data.map((event) => event.id), back.has_more]).toEqual([[second!.id], true])
  expect((await events.list({ type: 'charge.succeeded' })).data).toEqual([])
  expect((await events.list({ types: ['charge.succeeded', 'checkout.session.expired'] })).data).toHaveLength(5)
  await expect(events.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' })
  await expect(events.list({ starting_after: 'evt_0' })).rejects.toMatchObject({ code: 'resource_missing' })
  await vi.waitFor(async () => expect((await events.retrieve(newest!.id)).pending_webhooks).toBe(0))
})
