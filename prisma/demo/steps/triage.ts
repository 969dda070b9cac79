import { accept, askInformation, assign, decline, giveInformation } from '#lib/case/triage/commands.ts'
import { deciding } from '#lib/case/triage/find.ts'
import { dayFromNow, type DeclineReason, ESTIMATE_DAYS } from '#lib/case/triage/rules.ts'
import { typedAmount } from '#lib/money.ts'
import { act, actAs, type Part, step, type Step } from '../walk.ts'

type Estimate = { note?: string; days?: number; fee?: number; assigns?: boolean }

/** Accepted with the service's fee, unless the hospital asks another (whole units of its currency). */
export const accepts = ({ note = '', days = ESTIMATE_DAYS, fee, assigns = true }: Estimate = {}): Step =>
  step(7, async (walk) => {
    await actAs(walk, 'COORDINATOR', async (db, actor, access) => {
      const { hospital, service, currency } = await deciding(db, access)
      return accept(db, actor, access, {
        amount: fee === undefined ? typedAmount(service?.feeMinor ?? 0n, currency) : fee.toFixed(2),
        turnaroundHours: service?.turnaroundHours ?? hospital.turnaroundHours,
        validUntil: dayFromNow(days, hospital.timeZone, walk.clock.now()),
        note,
        assigneeId: assigns ? walk.cast.SPECIALIST.personId : null,
      })
    })
  })

export const declines = (reason: DeclineReason, explanation: string, suggestion = ''): Step =>
  step(11, async (walk) => {
    await actAs(walk, 'COORDINATOR', (db, actor, access) =>
      decline(db, actor, access, { reason, explanation, suggestion }),
    )
  })

export const asks = (
  askedOf: 'OWNER' | 'PRACTICE',
  question: string,
  by: 'COORDINATOR' | 'SPECIALIST' = 'COORDINATOR',
): Step =>
  step(6, async (walk) => {
    await actAs(walk, by, (db, actor, access) => askInformation(db, actor, access, { askedOf, question }))
  })

/** The answer to the question that is open. */
export const tells = (part: Part, answer: string): Step =>
  step(10, async (walk) => {
    await act(walk, part, async (db, actor, access) => {
      const { id: questionId } = await db.informationRequest.findFirstOrThrow({
        where: { caseId: walk.caseId, answer: null },
        orderBy: { askedAt: 'desc' },
      })
      return giveInformation(db, actor, access, { questionId, answer })
    })
  })

export const assigns = (): Step =>
  step(2, async (walk) => {
    await actAs(walk, 'COORDINATOR', (db, _actor, access) => assign(db, access, walk.cast.SPECIALIST.personId))
  })
