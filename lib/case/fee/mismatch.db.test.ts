import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, organization, person, type TestOrg } from '#lib/testing/world.ts'
import { verifyLedger } from '../../../scripts/verify-ledger.ts'
import { payments } from '#lib/gateways/payments.ts'
import { refundPayment } from './jobs.ts'
import { noteRefunds } from './refunds.ts'
import { notePaid } from './settle.ts'

// Money that is not what was asked for goes back as it came: the sum that came, in the currency that it came in.

let owner: PersonActor, hospital: TestOrg

beforeAll(async () => {
  ;[owner, hospital] = [await person(), await organization('HOSPITAL', 'Northgate')]
})

/** A payment of 320.00 EUR that was asked for, and what Stripe says has come. */
async function arrives(amountMinor: bigint, currency: string) {
  const { id: caseId, estimateId } = await caseIn({ owner, hospital, status: 'AWAITING_PAYMENT' })
  const paymentId = randomUUID()
  const [sessionId, paymentIntentId] = [`cs_${paymentId}`, `pi_${paymentId}`]
  await useDatabase().owner.query(
    `insert into "Payment" ("caseId", id, "estimateId", "amountMinor", "applicationFeeMinor", currency, "createdById", "checkoutSessionId")
     values ($1, $2, $3, 32000, 3200, 'EUR', $4, $5)`,
    [caseId, paymentId, estimateId, owner.personId, sessionId],
  )
  const state = { status: 'COMPLETE', paid: true, url: null, caseId, paymentId } as const
  const outcome = await notePaid({ ...state, sessionId, paymentIntentId, amountMinor, currency })
  return { outcome, job: { caseId, paymentId }, paymentIntentId }
}

const ledger = async (caseId: string) =>
  (
    await useDatabase().owner.query(
      `select account, currency, sum("amountMinor")::int as minor from "LedgerEntry" where "caseId" = $1 group by 1, 2 order by 1`,
      [caseId],
    )
  ).rows

describe('a payment that is not what was asked for', () => {
  it.each([
    ['less', 100n, 'EUR'],
    ['more', 99_000n, 'EUR'],
    ['of another currency', 32_000n, 'CHF'],
  ])('is booked and given back as it came: %s', async (_name, amountMinor, currency) => {
    const { outcome, job, paymentIntentId } = await arrives(amountMinor, currency)
    expect(outcome).toBe('given back')
    const booked = await ledger(job.caseId)
    expect(booked.find(({ account }) => account === 'stripe')).toEqual({
      ...{ account: 'stripe', currency, minor: Number(amountMinor) },
    })
    const refund = vi.spyOn(payments(), 'refund').mockResolvedValue({ refundId: 're_1', status: 'PENDING' })
    const state = vi.spyOn(payments(), 'refundState')
    state.mockResolvedValue({ backMinor: 0n, refundId: null, failure: null })
    await refundPayment(job)
    // Without a sum Stripe gives back all that came; the books follow once it is as much as they hold.
    expect(refund.mock.calls[0]?.[0]).toMatchObject({ paymentIntentId })
    state.mockResolvedValue({ backMinor: amountMinor, refundId: 're_1', failure: null })
    expect(await noteRefunds(paymentIntentId)).toBe('refunded')
    expect(state).toHaveBeenLastCalledWith(paymentIntentId, currency)
    for (const { minor } of await ledger(job.caseId)) expect(minor).toBe(0)
    expect((await verifyLedger(useDatabase().ownerUrl)).findings).toEqual([])
  })
})
