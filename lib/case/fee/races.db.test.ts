import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { loadCase } from '#lib/case/load.ts'
import { withdraw } from '#lib/case/request/endings.ts'
import { asActor } from '#lib/db/unit.ts'
import { sweep } from '#lib/jobs/sweep.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { meanwhile } from '#lib/testing/meanwhile.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { prepareCheckout, refundAndDecline } from './commands.ts'

// Two who act on one fee at the same moment.

let owner: PersonActor, specialist: PersonActor, hospital: TestOrg

beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
  specialist = await member(hospital, 'SPECIALIST')
})

const count = async (at: TestCase, sql: string) => {
  const { rows } = await useDatabase().owner.query<{ n: number }>(`select count(*)::int as n ${sql}`, [at.id])
  return rows[0]?.n
}

describe('a press of “Pay”', () => {
  it.each(['IN_REVIEW', 'WITHDRAWN', 'EXPIRED'])('opens no payment page once the case is %s', async (status) => {
    const at = await caseIn({ owner, hospital, status: 'AWAITING_PAYMENT' })
    const pay = () =>
      asActor(owner, async (db) => prepareCheckout(db, owner, await loadCase(db, owner, at.id), at.estimateId ?? ''))
    const moved = `update "Case" set status = $2::"CaseStatus", "paidAt" = now(), version = version + 1 where id = $1`
    await expect(meanwhile(moved, [at.id, status], pay)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await count(at, 'from "Payment" where "caseId" = $1')).toBe(0)
  })
})

describe('a fee that two give back', () => {
  /** A paid case that is late, and a change that says it is on its way back already. */
  async function paidAndLate(): Promise<[TestCase, string]> {
    const at = await caseIn({ owner, hospital, status: 'IN_REVIEW' })
    const { owner: admin } = useDatabase()
    await admin.query(`update "Case" set "dueAt" = now() - interval '1 minute' where id = $1`, [at.id])
    await admin.query(
      `insert into "Payment" ("caseId", id, "estimateId", "amountMinor", "applicationFeeMinor", currency, status, "createdById", "paidAt")
       values ($1, $2, $3, 32000, 3200, 'EUR', 'PAID', $4, now())`,
      [at.id, randomUUID(), at.estimateId, owner.personId],
    )
    return [at, `update "Payment" set status = 'REFUND_DUE' where "caseId" = $1`]
  }
  const toldOf = (at: TestCase) => count(at, `from "CaseEvent" where "caseId" = $1 and type = 'fee.refundDue'`)

  it('is told of once: by whoever was first', async () => {
    const ways: [who: string, work: (at: TestCase) => Promise<unknown>][] = [
      ['the sweep', () => sweep()],
      [
        'the hospital',
        (at) =>
          asActor(specialist, async (db) =>
            refundAndDecline(db, specialist, await loadCase(db, specialist, at.id), {
              explanation: 'We cannot help',
              suggestion: '',
            }),
          ),
      ],
      ['the owner', (at) => asActor(owner, async (db) => withdraw(db, owner, await loadCase(db, owner, at.id)))],
    ]
    for (const [who, work] of ways) {
      const [at, given] = await paidAndLate()
      await meanwhile(given, [at.id], () => work(at))
      expect(await toldOf(at), who).toBe(0)
    }
  })
})
