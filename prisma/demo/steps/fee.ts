import { refundAndDecline } from '#lib/case/fee/commands.ts'
import { endCheckout, refundPayment } from '#lib/case/fee/jobs.ts'
import { sweep } from '#lib/jobs/sweep.ts'
import { checkoutPage, pay, payWithRefusedCard } from '../money.ts'
import { actAs, step, type Step, type Walk } from '../walk.ts'

export const pays = (): Step => step(5, pay)

export const opensCheckout = (): Step => step(3, async (walk) => void (await checkoutPage(walk)))

export const isRefusedTheCard = (): Step => step(4, payWithRefusedCard)

/** A paid case is given back: the fee in full, the reason to owner and practice. */
export const givesBack = (explanation: string, suggestion: string): Step =>
  step(14, async (walk) => {
    await actAs(walk, 'SPECIALIST', (db, actor, access) =>
      refundAndDecline(db, actor, access, { explanation, suggestion }),
    )
    await settleMoney(walk)
  })

/** Hours later, the promise has passed without an answer: the clock finds it, and the fee goes back by itself. */
export const isLate = (hours: number): Step =>
  step(
    hours,
    async (walk) => {
      await sweep()
      await settleMoney(walk)
    },
    true,
  )

/** What the worker does about money after a case moved: pay back, close payment pages. */
export async function settleMoney({ caseId, owner }: Walk): Promise<void> {
  const { rows } = await owner.query<{ id: string; status: string }>(
    `select id, status from "Payment" where "caseId" = $1 and status in ('OPEN', 'REFUND_DUE')`,
    [caseId],
  )
  for (const { id: paymentId, status } of rows)
    if (status === 'REFUND_DUE') await refundPayment({ caseId, paymentId })
    else await endCheckout({ caseId, paymentId })
}
