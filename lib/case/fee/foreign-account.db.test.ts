import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, organization, person } from '#lib/testing/world.ts'
import { applyStripeEvent } from './webhook.ts'

// Stripe tells of connected accounts at the same address. What a hospital makes happen in its own is no payment of a case.

const query = async (sql: string, values: unknown[]) => (await useDatabase().owner.query(sql, values)).rows

async function applied(type: string, object: object, account?: string): Promise<unknown> {
  const id = `evt_${randomUUID()}`
  await query(`insert into "StripeEvent" (id, type, "createdAt", payload) values ($1, $2, now(), $3)`, [
    ...[id, type],
    JSON.stringify({ id, type, created: 1, data: { object }, ...(account ? { account } : {}) }),
  ])
  await applyStripeEvent({ eventId: id })
  return (await query('select outcome from "StripeEvent" where id = $1', [id]))[0]?.outcome
}

it('takes no payment of a connected account for one of a case', async () => {
  const [owner, hospital] = [await person(), await organization('HOSPITAL', 'Northgate')]
  const { id: caseId, estimateId } = await caseIn({ owner, hospital, status: 'AWAITING_PAYMENT' })
  const paymentId = randomUUID()
  await query(
    `insert into "Payment" ("caseId", id, "estimateId", "amountMinor", "applicationFeeMinor", currency, "createdById")
     values ($1, $2, $3, 32000, 3200, 'EUR', $4)`,
    [caseId, paymentId, estimateId, owner.personId],
  )
  const session = {
    ...{ id: 'cs_theirs', object: 'checkout.session', status: 'complete', payment_status: 'paid', url: null },
    ...{ amount_total: 32_000, currency: 'eur', payment_intent: 'pi_theirs', metadata: { caseId, paymentId } },
  }
  const status = async () => (await query('select status from "Case" where id = $1', [caseId]))[0]?.status
  expect(await applied('checkout.session.completed', session, 'acct_rival')).toBe('not ours')
  expect(await status()).toBe('AWAITING_PAYMENT')
  expect(await applied('checkout.session.completed', session)).toBe('paid')
  expect(await status()).toBe('IN_REVIEW')
})

it('notes of an account what it says of itself, and not of another', async () => {
  const { id } = await organization('HOSPITAL', 'Southgate')
  const [row] = await query('select "stripeAccountId" as account from "Organization" where id = $1', [id])
  const may = async () =>
    (await query('select "chargesEnabled" as may from "Organization" where id = $1', [id]))[0]?.may
  const account = { id: row?.account, object: 'account', charges_enabled: false }
  expect(await applied('account.updated', account, 'acct_rival')).toBe('not ours')
  expect(await may()).toBe(true)
  expect(await applied('account.updated', account, row?.account)).toBe('account noted')
  expect(await may()).toBe(false)
})
