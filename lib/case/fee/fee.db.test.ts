import { describe, expect, it } from 'vitest'
import type Stripe from 'stripe'
import { loadCase } from '#lib/case/load.ts'
import { asActor } from '#lib/db/unit.ts'
import { sweep } from '#lib/jobs/sweep.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { useFees } from '#lib/testing/fees.ts'
import { caseIn, person, type TestCase } from '#lib/testing/world.ts'
import type { PersonActor } from '#lib/access/actor.ts'
import { verifyLedger } from '../../../scripts/verify-ledger.ts'
import { prepareCheckout, refundAndDecline } from './commands.ts'
import { endCheckout, refundPayment } from './jobs.ts'
import { loadFee } from './queries.ts'
import { applyStripeEvent, receiveStripeEvent } from './webhook.ts'

// The whole way of money against the stand-in: the official SDK, signed events, PostgreSQL with both walls.

const { team, secret: SECRET, sdk, press, checkout, happened, deliver, deliverAll } = useFees()

const statusOf = (at: TestCase) => asActor(team.owner, async (db) => (await loadCase(db, team.owner, at.id)).row.status)
const feeOf = (at: TestCase) => asActor(team.owner, async (db) => loadFee(db, await loadCase(db, team.owner, at.id)))
const fresh = () => caseIn({ ...team, status: 'AWAITING_PAYMENT' })
const sound = async () => expect((await verifyLedger(useDatabase().ownerUrl)).findings).toEqual([])

describe('the fee', () => {
  it('moves the case by the event, not by the way back to us, and once however often it comes', async () => {
    const at = await fresh()
    const url = await checkout(at)
    await press(url, 'pay')
    expect(await statusOf(at)).toBe('AWAITING_PAYMENT')
    await deliverAll('checkout.session.completed')
    expect(await statusOf(at)).toBe('IN_REVIEW')
    const [event] = await happened('checkout.session.completed')
    expect(await deliver(event!.id)).toBe('KNOWN')
    const fee = await feeOf(at)
    expect(fee.payments).toMatchObject([{ status: 'PAID', receiptNumber: expect.stringMatching(/-R1$/) }])
    const { owner: admin } = useDatabase()
    const booked = await admin.query(
      'select account, sum("amountMinor")::int as minor from "LedgerEntry" where "caseId" = $1 group by 1 order by 1',
      [at.id],
    )
    expect(booked.rows).toEqual([
      { account: 'hospital', minor: -28_800 },
      { account: 'platform', minor: -3200 },
      { account: 'stripe', minor: 32_000 },
    ])
    await sound()
  })

  it('leads two tabs to one payment page', async () => {
    const at = await fresh()
    const urls = await Promise.all([checkout(at), checkout(at), checkout(at)])
    expect(new Set(urls).size).toBe(1)
    expect((await feeOf(at)).payments).toHaveLength(1)
  })

  it('leaves the case payable after a refused card', async () => {
    const at = await fresh()
    const url = await checkout(at)
    await press(url, 'decline')
    await deliverAll('payment_intent.payment_failed')
    expect(await statusOf(at)).toBe('AWAITING_PAYMENT')
    expect((await feeOf(at)).payments[0]).toMatchObject({ status: 'OPEN', failure: expect.stringMatching(/declined/i) })
    expect(await checkout(at)).toBe(url)
    await press(url, 'pay')
    await deliverAll('checkout.session.completed')
    expect(await statusOf(at)).toBe('IN_REVIEW')
  })

  it('gives back in full what arrives after the case has ended', async () => {
    const at = await fresh()
    const url = await checkout(at)
    await useDatabase().owner.query(`update "Case" set status = 'WITHDRAWN', turn = 'NOBODY' where id = $1`, [at.id])
    await press(url, 'pay')
    await deliverAll('checkout.session.completed')
    const due = await feeOf(at)
    expect(due.payments).toMatchObject([{ status: 'REFUND_DUE' }])
    await refundPayment({ caseId: at.id, paymentId: due.payments[0]!.id })
    await deliverAll('charge.refunded')
    expect((await feeOf(at)).payments).toMatchObject([{ status: 'REFUNDED' }])
    expect(await statusOf(at)).toBe('WITHDRAWN')
    await sound()
  })

  it('applies a refund that overtakes its payment', async () => {
    const at = await fresh()
    await press(await checkout(at), 'pay')
    const session = (await happened('checkout.session.completed')).at(-1)!
    const intent = (await sdk().events.retrieve(session.id)).data.object as Stripe.Checkout.Session
    await sdk().refunds.create({
      payment_intent: String(intent.payment_intent),
      reverse_transfer: true,
      refund_application_fee: true,
    })
    const refund = (await happened('charge.refunded')).at(-1)!
    await expect(deliver(refund.id)).rejects.toThrow(/before/)
    await deliver(session.id)
    await applyStripeEvent({ eventId: refund.id })
    expect((await feeOf(at)).payments).toMatchObject([{ status: 'REFUNDED' }])
    await sound()
  })

  it('pays back and declines, with the reason to all', async () => {
    const at = await fresh()
    await press(await checkout(at), 'pay')
    await deliverAll('checkout.session.completed')
    await asActor(team.specialist, async (db) =>
      refundAndDecline(db, team.specialist, await loadCase(db, team.specialist, at.id), {
        explanation: 'She needs to be examined',
        suggestion: 'See a cardiologist near you',
      }),
    )
    expect(await statusOf(at)).toBe('DECLINED')
    const [payment] = (await feeOf(at)).payments
    expect(payment).toMatchObject({ status: 'REFUND_DUE', refundReason: 'She needs to be examined' })
    await refundPayment({ caseId: at.id, paymentId: payment!.id })
    await refundPayment({ caseId: at.id, paymentId: payment!.id })
    await deliverAll('charge.refunded')
    expect((await feeOf(at)).payments).toMatchObject([{ status: 'REFUNDED' }])
    await sound()
  })

  it('gives the fee back by itself once the answer is late, and still owes the answer', async () => {
    const at = await fresh()
    await press(await checkout(at), 'pay')
    await deliverAll('checkout.session.completed')
    await sweep()
    expect((await feeOf(at)).payments).toMatchObject([{ status: 'PAID' }])
    await useDatabase().owner.query(`update "Case" set "dueAt" = now() - interval '1 minute' where id = $1`, [at.id])
    await sweep()
    await sweep()
    expect((await feeOf(at)).payments).toMatchObject([{ status: 'REFUND_DUE' }])
    expect(await statusOf(at)).toBe('IN_REVIEW')
  })

  it('ends what has reached its end, and its payment page', async () => {
    const at = await fresh()
    const url = await checkout(at)
    const { owner: admin } = useDatabase()
    await admin.query(`update "Case" set "expiresAt" = now() - interval '1 minute' where id = $1`, [at.id])
    await sweep()
    expect(await statusOf(at)).toBe('EXPIRED')
    await endCheckout({ caseId: at.id, paymentId: (await feeOf(at)).payments[0]!.id })
    expect((await feeOf(at)).payments).toMatchObject([{ status: 'EXPIRED' }])
    expect((await press(url, 'pay')).status).toBe(410)
    expect(await happened('checkout.session.expired')).not.toHaveLength(0)
  })

  it('refuses forged and stale deliveries', async () => {
    const body = JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type: 'checkout.session.completed',
      created: 1,
      data: { object: {} },
    })
    await expect(receiveStripeEvent(body, '')).rejects.toMatchObject({ code: 'INVALID' })
    const forged = await sdk().webhooks.generateTestHeaderStringAsync({ payload: body, secret: 'whsec_other' })
    await expect(receiveStripeEvent(body, forged)).rejects.toMatchObject({ code: 'INVALID' })
    const stale = await sdk().webhooks.generateTestHeaderStringAsync({
      payload: body,
      secret: SECRET,
      timestamp: 1_600_000_000,
    })
    await expect(receiveStripeEvent(body, stale)).rejects.toMatchObject({ code: 'INVALID' })
  })

  it('is for the owner to pay, on the estimate they saw, while it is valid', async () => {
    const at = await fresh()
    const pay = (actor: PersonActor, estimateId: string) =>
      asActor(actor, async (db) => prepareCheckout(db, actor, await loadCase(db, actor, at.id), estimateId))
    await expect(pay(team.specialist, at.estimateId!)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(pay(await person('Eve'), at.estimateId!)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(pay(team.owner, crypto.randomUUID())).rejects.toMatchObject({ code: 'CONFLICT' })
    await useDatabase().owner.query(
      `update "Estimate" set "validUntil" = now() - interval '1 second' where "caseId" = $1`,
      [at.id],
    )
    await expect(pay(team.owner, at.estimateId!)).rejects.toMatchObject({ code: 'INVALID' })
  })

  it.each(['Release', 'Agreement'])('is not for payment while there is no %s', async (consent) => {
    const at = await fresh()
    await useDatabase().owner.query(`update "${consent}" set "revokedAt" = now() where "caseId" = $1`, [at.id])
    expect((await feeOf(at)).consentMissing).toMatch(/has ended/)
    await expect(checkout(at)).rejects.toMatchObject({ code: 'INVALID' })
  })

  it('shows the practice that it is paid, never the sum', async () => {
    const at = await caseIn({ ...team, status: 'IN_REVIEW' })
    const view = await asActor(at.link, async (db) => loadFee(db, await loadCase(db, at.link, at.id)))
    expect(view).toMatchObject({ settled: true, showsMoney: false, estimate: null, payments: [] })
  })
})
