import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { press, SECRET_KEY, startBench, WEBHOOK_SECRET } from '#local/stripe/testing.ts'
import type { Bench } from '#local/stripe/testing.ts'
import { checkoutExpiry, checkoutState, createPayments } from './payments.ts'
import type { NewCheckout, Payments } from './payments.ts'

const APP = 'http://127.0.0.1:3000'
let bench: Bench
let payments: Payments
let hospital: string

beforeAll(async () => {
  bench = await startBench()
  payments = createPayments({
    secretKey: SECRET_KEY,
    webhookSecret: WEBHOOK_SECRET,
    apiUrl: `http://127.0.0.1:${bench.running().port}`,
  })
  hospital = await payments.createAccount({
    organizationId: 'o1',
    name: 'Northgate',
    email: 'fees@northgate.test',
    country: 'DE',
  })
})
afterAll(() => bench.stop())

const urls = { returnUrl: `${APP}/return`, refreshUrl: `${APP}/refresh` }
let serial = 0
const checkout = (changes: Partial<NewCheckout> = {}): NewCheckout => {
  serial += 1
  return {
    caseId: `case-${serial}`,
    paymentId: `payment-${serial}`,
    caseNumber: 'CF-7K3M2',
    description: 'Written second opinion for Miso',
    amountMinor: 32_000n,
    currency: 'EUR',
    applicationFeeMinor: 3_200n,
    destination: hospital,
    customerEmail: 'ana@example.test',
    successUrl: `${APP}/cases/1?paid={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${APP}/cases/1`,
    expiresAt: checkoutExpiry(new Date(), new Date(Date.now() + 3 * 3_600_000)),
    idempotencyKey: `payment-${serial}:1`,
    ...changes,
  }
}
const paid = async (changes: Partial<NewCheckout> = {}) => {
  const session = await payments.createCheckout(checkout(changes))
  await press(session.url, 'pay')
  return payments.retrieveCheckout(session.sessionId)
}

test('a hospital is onboarded before it can be paid', async () => {
  expect(await payments.accountState(hospital)).toMatchObject({ transfersActive: false, detailsSubmitted: false })
  await expect(payments.createCheckout(checkout())).rejects.toMatchObject({ gateway: 'payments', temporary: false })
  await press(await payments.onboardingLink(hospital, urls), 'finish')
  expect(await payments.accountState(hospital)).toEqual({
    accountId: hospital,
    chargesEnabled: true,
    payoutsEnabled: true,
    detailsSubmitted: true,
    transfersActive: true,
    due: [],
    disabledReason: null,
  })
})

test('asking for an account again gives the same one', async () => {
  const again = { organizationId: 'o1', name: 'Northgate', email: 'fees@northgate.test', country: 'DE' }
  expect(await payments.createAccount(again)).toBe(hospital)
})

describe('checkout', () => {
  test('open, then paid', async () => {
    const asked = checkout()
    const session = await payments.createCheckout(asked)
    expect(await payments.retrieveCheckout(session.sessionId)).toMatchObject({
      status: 'OPEN',
      paid: false,
      amountMinor: 32_000n,
      currency: 'EUR',
      caseId: asked.caseId,
      paymentId: asked.paymentId,
      url: session.url,
    })
    const answer = await press(session.url, 'pay')
    expect(answer.headers.get('location')).toBe(`${APP}/cases/1?paid=${session.sessionId}`)
    const after = await payments.retrieveCheckout(session.sessionId)
    expect(after).toMatchObject({
      status: 'COMPLETE',
      paid: true,
      paymentIntentId: expect.stringMatching(/^pi_/) as string,
    })
  })

  test('the money goes to the hospital, the fee to the platform', async () => {
    const { paymentIntentId } = await paid()
    const intent = await bench.stripe.paymentIntents.retrieve(paymentIntentId ?? '')
    expect(intent).toMatchObject({
      amount: 32_000,
      application_fee_amount: 3_200,
      transfer_data: { destination: hospital },
      metadata: { caseNumber: 'CF-7K3M2' },
    })
  })

  test('a declined card leaves it payable', async () => {
    const session = await payments.createCheckout(checkout())
    await press(session.url, 'decline')
    expect(await payments.retrieveCheckout(session.sessionId)).toMatchObject({ status: 'OPEN', paid: false })
    await press(session.url, 'pay')
    expect((await payments.retrieveCheckout(session.sessionId)).paid).toBe(true)
  })

  test('a retry with the same key is the same session; with other terms it is refused', async () => {
    const asked = checkout()
    const first = await payments.createCheckout(asked)
    expect(await payments.createCheckout(asked)).toEqual(first)
    await expect(payments.createCheckout({ ...asked, amountMinor: 1_000n })).rejects.toMatchObject({ temporary: false })
  })

  test('it can be ended, unless it was paid meanwhile', async () => {
    const open = await payments.createCheckout(checkout())
    expect(await payments.expireCheckout(open.sessionId)).toBe('EXPIRED')
    expect(await payments.expireCheckout(open.sessionId)).toBe('EXPIRED')
    expect((await payments.retrieveCheckout(open.sessionId)).url).toBeNull()
    const done = await paid()
    expect(await payments.expireCheckout(done.sessionId)).toBe('ALREADY_PAID')
  })

  test('an amount in a currency without decimals', async () => {
    expect(await paid({ currency: 'JPY', amountMinor: 5_000n, applicationFeeMinor: 500n })).toMatchObject({
      amountMinor: 5_000n,
      currency: 'JPY',
      paid: true,
    })
  })
})

test('a refund takes the money back from hospital and platform, once', async () => {
  const { paymentIntentId } = await paid()
  const wanted = {
    paymentIntentId: paymentIntentId ?? '',
    reason: 'The answer came late',
    idempotencyKey: `refund-${paymentIntentId}`,
  }
  const first = await payments.refund(wanted)
  expect(first.status).toBe('SUCCEEDED')
  expect(await payments.refund(wanted)).toEqual(first)
  expect(await payments.refund({ ...wanted, idempotencyKey: 'again' })).toEqual({ refundId: null, status: 'SUCCEEDED' })
  const made = await bench.stripe.refunds.retrieve(first.refundId ?? '')
  expect(made.metadata).toEqual({ reason: 'The answer came late' })
  expect(made.transfer_reversal).not.toBeNull()
})

test('a refund gives back what is left after a part was given back by hand', async () => {
  const paymentIntentId = (await paid()).paymentIntentId ?? ''
  await bench.stripe.refunds.create({ payment_intent: paymentIntentId, amount: 10_000, reverse_transfer: true })
  expect(await payments.refundState(paymentIntentId, 'EUR')).toMatchObject({ backMinor: 10_000n, failure: null })
  const rest = { paymentIntentId, reason: 'The rest', idempotencyKey: `refund-${paymentIntentId}` }
  const { refundId } = await payments.refund(rest)
  expect(await payments.refundState(paymentIntentId, 'EUR')).toEqual({ backMinor: 32_000n, refundId, failure: null })
})

test('a refund that the bank sent back does not count, and says why', async () => {
  const paymentIntentId = (await paid()).paymentIntentId ?? ''
  const { refundId } = await payments.refund({
    paymentIntentId,
    reason: 'Late',
    idempotencyKey: `r-${paymentIntentId}`,
  })
  await bench.local('POST /refunds/fail', { refund: refundId, reason: 'expired_or_canceled_card' })
  const state = { backMinor: 0n, refundId: null, failure: 'expired_or_canceled_card' }
  expect(await payments.refundState(paymentIntentId, 'EUR')).toEqual(state)
})

describe('webhooks', () => {
  test('a real delivery verifies and tells the session', async () => {
    const done = await paid()
    await bench.local('POST /webhooks/flush')
    const mine = bench.receiver.raw.find(
      ({ payload }) => payload.includes('checkout.session.completed') && payload.includes(done.sessionId),
    )
    const event = payments.verifyWebhook(mine?.payload ?? '', mine?.signature ?? '')
    expect(event.type).toBe('checkout.session.completed')
    expect(event.type === 'checkout.session.completed' && checkoutState(event.data.object)).toEqual({
      ...done,
      url: null,
    })
    expect(payments.verifyWebhook(Buffer.from(mine?.payload ?? ''), mine?.signature ?? '').id).toBe(event.id)
  })

  test.each([
    ['tampered', (payload: string) => `${payload} `, undefined],
    ['stale', (payload: string) => payload, 1_700_000_000],
  ])('%s is refused', (_, change, timestamp) => {
    const payload = JSON.stringify({ id: 'evt_1', object: 'event', type: 'charge.refunded' })
    const signature = bench.stripe.webhooks.generateTestHeaderString({
      payload,
      secret: WEBHOOK_SECRET,
      ...(timestamp && { timestamp }),
    })
    expect(() => payments.verifyWebhook(change(payload), signature)).toThrow(
      expect.objectContaining({ gateway: 'payments', temporary: false, code: 'BadWebhookSignature' }),
    )
  })

  test.each(['', 't=1,v1=00', 'nonsense'])('signature %j is refused', (signature) => {
    expect(() => payments.verifyWebhook('{}', signature)).toThrow(
      expect.objectContaining({ code: 'BadWebhookSignature' }),
    )
  })
})

describe('errors', () => {
  test('an unknown id is for good', async () => {
    await expect(payments.retrieveCheckout('cs_none')).rejects.toMatchObject({
      temporary: false,
      code: 'resource_missing',
    })
    await expect(payments.accountState('acct_none')).rejects.toMatchObject({ gateway: 'payments', temporary: false })
  })

  test('payments that are away are for now', async () => {
    await bench.local('POST /outage', { on: true })
    await expect(payments.accountState(hospital)).rejects.toMatchObject({ gateway: 'payments', temporary: true })
    await bench.local('POST /outage', { on: false })
    expect((await payments.accountState(hospital)).chargesEnabled).toBe(true)
    const nowhere = createPayments({
      secretKey: SECRET_KEY,
      webhookSecret: WEBHOOK_SECRET,
      apiUrl: 'http://127.0.0.1:41596',
    })
    await expect(nowhere.accountState(hospital)).rejects.toMatchObject({ temporary: true })
  })

  test('a live key never leaves for another server than Stripe', () => {
    const live = {
      secretKey: ['sk', 'live', 'x1'].join('_'),
      webhookSecret: WEBHOOK_SECRET,
      apiUrl: 'http://127.0.0.1:1',
    }
    expect(() => createPayments(live)).toThrow(expect.objectContaining({ code: 'LiveKeyForOtherServer' }))
  })
})

test('a checkout page ends with the estimate, within what Stripe allows', () => {
  const at = new Date('2026-11-22T09:00:00Z')
  const hours = (n: number) => new Date(at.getTime() + n * 3_600_000)
  expect(checkoutExpiry(at, hours(5))).toEqual(hours(5))
  expect(checkoutExpiry(at, hours(100))).toEqual(hours(23))
  expect(checkoutExpiry(at, hours(0.1)).getTime() - at.getTime()).toBe(31 * 60_000)
})
