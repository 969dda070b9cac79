import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { stripeFee } from './objects/money-movement.ts'
import { checkoutParams, onboardedAccount, paidIntent, press, startBench, type Bench } from './testing.ts'

let bench: Bench
let hospital: Stripe.Account

beforeAll(async () => {
  bench = await startBench()
  hospital = await onboardedAccount(bench.stripe)
})

afterAll(() => bench.stop())

async function pay(
  params = checkoutParams(hospital.id),
): Promise<{ charge: Stripe.Charge; intent: Stripe.PaymentIntent }> {
  const session = await bench.stripe.checkout.sessions.create(params)
  await press(session.url, 'pay', { email: 'owner@home.test' })
  const intent = await paidIntent(bench.stripe, session)
  return { charge: await bench.stripe.charges.retrieve(idOf(intent.latest_charge)), intent }
}

const idOf = (value: { id: string } | string | null | undefined) =>
  typeof value === 'string' ? value : (value?.id ?? '')

test('a destination charge names its payment, transfer, fee and the balance it changed', async () => {
  const { charge, intent } = await pay()
  expect(charge).toMatchObject({
    object: 'charge',
    amount: 32000,
    amount_captured: 32000,
    captured: true,
    paid: true,
    status: 'succeeded',
    payment_intent: intent.id,
    application_fee_amount: 3200,
    transfer_data: { destination: hospital.id },
    billing_details: { email: 'owner@home.test' },
    payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } },
  })
  const transfer = await bench.stripe.transfers.retrieve(idOf(charge.transfer))
  expect(transfer).toMatchObject({ amount: 32000, destination: hospital.id, source_transaction: charge.id })
  const fee = await bench.stripe.applicationFees.retrieve(idOf(charge.application_fee))
  expect(fee).toMatchObject({ amount: 3200, account: hospital.id, charge: charge.id, refunded: false })
  const balance = await bench.stripe.balanceTransactions.retrieve(idOf(charge.balance_transaction))
  expect(balance).toMatchObject({ amount: 32000, fee: stripeFee(32000), net: 32000 - stripeFee(32000), type: 'charge' })
})

test('references expand, also one within another, and only where there is something to show', async () => {
  const { charge, intent } = await pay()
  const { data } = await bench.stripe.checkout.sessions.list({
    payment_intent: intent.id,
    expand: ['data.payment_intent.latest_charge.balance_transaction'],
  })
  expect(data[0]?.payment_intent).toMatchObject({
    id: intent.id,
    latest_charge: { id: charge.id, balance_transaction: { object: 'balance_transaction' } },
  })
  for (const name of ['nothing', 'payment_method']) {
    await expect(bench.stripe.charges.retrieve(charge.id, { expand: [name] })).rejects.toThrow(/cannot be expanded/)
  }
  const tooDeep = { expand: ['payment_intent.latest_charge.payment_intent.latest_charge.transfer'] }
  await expect(bench.stripe.charges.retrieve(charge.id, tooDeep)).rejects.toThrow(/more than 4 levels/)
})

test('a full refund gives everything back, by transfer and by fee', async () => {
  const { charge, intent } = await pay()
  const made = await bench.stripe.refunds.create({
    payment_intent: intent.id,
    reason: 'requested_by_customer',
    reverse_transfer: true,
    refund_application_fee: true,
    metadata: { reason: 'The hospital declined' },
  })
  const refund = await bench.stripe.refunds.retrieve(made.id, { expand: ['charge', 'balance_transaction'] })
  expect(refund).toMatchObject({
    object: 'refund',
    amount: 32000,
    currency: 'eur',
    status: 'succeeded',
    reason: 'requested_by_customer',
    payment_intent: intent.id,
    metadata: { reason: 'The hospital declined' },
    charge: { id: charge.id, amount_refunded: 32000, refunded: true },
    balance_transaction: { amount: -32000, type: 'refund' },
  })
  const transfer = await bench.stripe.transfers.retrieve(idOf(charge.transfer))
  expect([transfer.amount_reversed, transfer.reversed]).toEqual([32000, true])
  expect(transfer.reversals.data.map((reversal) => reversal.id)).toEqual([refund.transfer_reversal])
  const fee = await bench.stripe.applicationFees.retrieve(idOf(charge.application_fee))
  expect([fee.amount_refunded, fee.refunded]).toEqual([3200, true])
  await vi.waitFor(() => {
    const types = bench.receiver.types()
    expect(types).toEqual(
      expect.arrayContaining(['refund.created', 'charge.refunded', 'transfer.reversed', 'application_fee.refunded']),
    )
    const refunded = bench.receiver.events.find((event) => event.type === 'charge.refunded')
    expect(refunded?.data.previous_attributes).toEqual({ amount_refunded: 0, refunded: false })
  })
})

test('partial refunds share the fee out to the last cent, and no more than the charge goes back', async () => {
  const params = checkoutParams(hospital.id)
  params.payment_intent_data = { application_fee_amount: 1000, transfer_data: { destination: hospital.id } }
  const { charge, intent } = await pay(params)
  const refundPart = (amount: number) =>
    bench.stripe.refunds.create({ charge: charge.id, amount, reverse_transfer: true, refund_application_fee: true })
  await refundPart(10667)
  await refundPart(10667)
  await expect(refundPart(10667)).rejects.toMatchObject({ type: 'StripeInvalidRequestError', param: 'amount' })
  await expect(refundPart(10667)).rejects.toThrow(
    'Refund amount (€106.67) is greater than unrefunded amount on charge (€106.66)',
  )
  expect((await bench.stripe.charges.retrieve(charge.id)).refunded).toBe(false)
  await refundPart(10666)
  const fee = await bench.stripe.applicationFees.retrieve(idOf(charge.application_fee))
  expect(fee.refunds.data.map((part) => part.amount)).toEqual([333, 334, 333])
  expect(fee.refunded).toBe(true)
  await expect(refundPart(1)).rejects.toMatchObject({ code: 'charge_already_refunded' })
  const { data } = await bench.stripe.refunds.list({ payment_intent: intent.id })
  expect(data.map((refund) => refund.amount)).toEqual([10666, 10667, 10667])
})

test('without the two switches, hospital and platform keep what they have', async () => {
  const { charge } = await pay()
  const refund = await bench.stripe.refunds.create({ charge: charge.id, amount: 500 })
  expect(refund.transfer_reversal).toBeNull()
  expect((await bench.stripe.transfers.retrieve(idOf(charge.transfer))).amount_reversed).toBe(0)
  expect((await bench.stripe.applicationFees.retrieve(idOf(charge.application_fee))).amount_refunded).toBe(0)
})

test('a charge without transfer or fee has none to give back', async () => {
  const { charge } = await pay(checkoutParams())
  expect([charge.transfer, charge.application_fee]).toEqual([undefined, null])
  const { refunds } = bench.stripe
  await expect(refunds.create({ charge: charge.id, reverse_transfer: true })).rejects.toMatchObject({
    param: 'reverse_transfer',
  })
  await expect(refunds.create({ charge: charge.id, refund_application_fee: true })).rejects.toMatchObject({
    param: 'refund_application_fee',
  })
  expect((await refunds.create({ charge: charge.id })).amount).toBe(32000)
})

test('a payment that was never made cannot be refunded', async () => {
  const session = await bench.stripe.checkout.sessions.create(checkoutParams())
  await press(session.url, 'decline')
  const intent = await paidIntent(bench.stripe, session)
  const { refunds } = bench.stripe
  await expect(refunds.create({ payment_intent: intent.id })).rejects.toThrow(/does not have a successful charge/)
  await expect(refunds.create({ charge: idOf(intent.latest_charge) })).rejects.toThrow(/not captured/)
  await expect(refunds.create({})).rejects.toMatchObject({ code: 'parameter_missing', param: 'payment_intent' })
  await expect(refunds.create({ payment_intent: 'pi_0' })).rejects.toMatchObject({
    code: 'resource_missing',
    statusCode: 404,
  })
  await expect(refunds.create({ payment_intent: intent.id, amount: 0 })).rejects.toMatchObject({ param: 'amount' })
})
