import { describe, expect, it } from 'vitest'
import { loadCase } from '#lib/case/load.ts'
import { asActor } from '#lib/db/unit.ts'
import { sweep } from '#lib/jobs/sweep.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { useFees } from '#lib/testing/fees.ts'
import { caseIn, type TestCase } from '#lib/testing/world.ts'
import { verifyLedger } from '../../../scripts/verify-ledger.ts'
import { refundAndDecline } from './commands.ts'
import { refundPayment } from './jobs.ts'
import { loadFee } from './queries.ts'

// Repayments that do not go smoothly.

const { team, sdk, turn, press, checkout, happened, deliver, deliverAll } = useFees()

const feeOf = (at: TestCase) => asActor(team.owner, async (db) => loadFee(db, await loadCase(db, team.owner, at.id)))
const fresh = () => caseIn({ ...team, status: 'AWAITING_PAYMENT' })
const sound = async () => expect((await verifyLedger(useDatabase().ownerUrl)).findings).toEqual([])

describe('a repayment', () => {
  it('says that a repayment came back from the bank, and that it arrived after all', async () => {
    const at = await fresh()
    await press(await checkout(at), 'pay')
    await deliverAll('checkout.session.completed')
    await asActor(team.specialist, async (db) =>
      refundAndDecline(db, team.specialist, await loadCase(db, team.specialist, at.id), {
        explanation: 'Too late',
        suggestion: '',
      }),
    )
    const { id } = (await feeOf(at)).payments[0]!
    await refundPayment({ caseId: at.id, paymentId: id })
    const { owner: admin } = useDatabase()
    const kept = await admin.query('select "refundId", "paymentIntentId" from "Payment" where id = $1', [id])
    const { refundId, paymentIntentId } = kept.rows[0] as { refundId: string; paymentIntentId: string }
    await turn('refunds/fail', { refund: refundId, reason: 'expired_or_canceled_card' })
    await deliverAll('refund.failed')
    // An older word about the same money, delivered late, does not count.
    await deliverAll('charge.refunded')
    const due = { status: 'REFUND_DUE', refundFailure: 'The card it was paid with has ended.' }
    expect((await feeOf(at)).payments).toMatchObject([due])
    await sound()
    await sweep()
    const waiting = await admin.query(`select 1 from graphile_worker.jobs where key = 'refund:' || $1`, [id])
    expect(waiting.rowCount).toBe(1)
    // By hand in Stripe's dashboard.
    await sdk().refunds.create({ payment_intent: paymentIntentId })
    const again = (await happened('charge.refunded')).filter(
      (event) => (event.data as { object: { payment_intent: string } }).object.payment_intent === paymentIntentId,
    )
    await deliver(again.at(-1)!.id)
    expect((await feeOf(at)).payments).toMatchObject([{ status: 'REFUNDED', refundFailure: null }])
    const books = await admin.query(
      'select account from "LedgerEntry" where "paymentId" = $1 group by 1 having sum("amountMinor") <> 0',
      [id],
    )
    expect(books.rows).toEqual([])
    await sound()
  })

  it('asks again for a repayment whose job gave up during an outage', async () => {
    const at = await fresh()
    await press(await checkout(at), 'pay')
    await deliverAll('checkout.session.completed')
    await asActor(team.specialist, async (db) =>
      refundAndDecline(db, team.specialist, await loadCase(db, team.specialist, at.id), {
        explanation: 'No',
        suggestion: '',
      }),
    )
    const { id } = (await feeOf(at)).payments[0]!
    const { owner: admin } = useDatabase()
    const key = `refund:${id}`
    const attempts = async () =>
      (await admin.query('select attempts from graphile_worker.jobs where key = $1', [key])).rows
    await admin.query(`update graphile_worker._private_jobs set attempts = max_attempts where key = $1`, [key])
    await sweep()
    expect(await attempts()).toEqual([{ attempts: 0 }])
  })
})
