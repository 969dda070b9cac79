import { close, reopen, withdraw } from '#lib/case/request/endings.ts'
import { sweep } from '#lib/jobs/sweep.ts'
import { actAs, step, type Step } from '../walk.ts'
import { settleMoney } from './fee.ts'

export const withdraws = (): Step =>
  step(9, async (walk) => {
    await actAs(walk, 'OWNER', (db, actor, access) => withdraw(db, actor, access))
    await settleMoney(walk)
  })

export const closes = (part: 'OWNER' | 'COORDINATOR' = 'OWNER'): Step =>
  step(60, async (walk) => {
    await actAs(walk, part, (db, _actor, access) => close(db, access))
  })

export const reopens = (): Step =>
  step(40, async (walk) => {
    await actAs(walk, 'OWNER', (db, _actor, access) => reopen(db, access))
  })

/** The case's time runs out, `days` after the step before: the clock ends or closes it. */
export const runsOut = (days: number): Step =>
  step(
    days * 24 + 0.1,
    async (walk) => {
      await sweep()
      await settleMoney(walk)
    },
    true,
  )
