import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { type CaseAccess, loadCase } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestOrg } from '#lib/testing/world.ts'
import { close, reopen, withdraw } from './endings.ts'
import { readRequest } from './queries.ts'
import { resend } from './resend.ts'

let owner: PersonActor
let hospital: TestOrg
beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
})

const on = <T>(who: PersonActor, caseId: string, work: (db: Db, access: CaseAccess) => Promise<T>) =>
  asActor(who, async (db) => work(db, await loadCase(db, who, caseId)))
const events = async (caseId: string) => {
  const { rows } = await useDatabase().owner.query<{ type: string }>(
    'select type from "CaseEvent" where "caseId" = $1 order by seq',
    [caseId],
  )
  return rows.map((row) => row.type)
}
const jobs = async (task: string) => {
  const { rows } = await useDatabase().owner.query<{ payload: Record<string, unknown> }>(
    `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1`,
    [task],
  )
  return rows.map((row) => row.payload)
}

describe('endings', () => {
  const pay = (caseId: string, estimateId: string | null, status: string) =>
    useDatabase().owner.query(
      `insert into "Payment" ("caseId", id, "estimateId", "amountMinor", "applicationFeeMinor", currency, status, "createdById")
       values ($1, uuidv7(), $2, 32000, 3200, 'EUR', $3, $4)`,
      [caseId, estimateId, status, owner.personId],
    )
  const payments = async (caseId: string) =>
    (await useDatabase().owner.query<{ status: string }>('select status from "Payment" where "caseId" = $1', [caseId]))
      .rows

  it('withdraw ends the release, and the payment page that is still open', async () => {
    const made = await caseIn({ owner, hospital, status: 'AWAITING_PAYMENT' })
    await pay(made.id, made.estimateId, 'OPEN')
    expect(await on(owner, made.id, (db, access) => withdraw(db, owner, access))).toBe('CHECKOUT_ENDS')
    const { row, facts } = await on(owner, made.id, async (_db, access) => access)
    expect([row.status, row.turn, facts.releaseStands]).toEqual(['WITHDRAWN', 'NOBODY', false])
    expect((await jobs('endCheckout')).map((job) => job.caseId)).toContain(made.id)
    expect(await events(made.id)).toEqual(['case.withdrawn', 'consent.releaseEnded'])
  })

  it('withdraw pays back what is late, and only that', async () => {
    const late = await caseIn({ owner, hospital, status: 'IN_REVIEW' })
    const inTime = await caseIn({ owner, hospital, status: 'IN_REVIEW' })
    const { owner: sql } = useDatabase()
    await sql.query(`update "Case" set "dueAt" = now() - interval '1 hour' where id = $1`, [late.id])
    await sql.query(`update "Case" set "dueAt" = now() + interval '1 hour' where id = $1`, [inTime.id])
    for (const { id, estimateId } of [late, inTime]) await pay(id, estimateId, 'PAID')
    expect(await on(owner, late.id, (db, access) => withdraw(db, owner, access))).toBe('REFUND')
    expect(await on(owner, inTime.id, (db, access) => withdraw(db, owner, access))).toBe('NO_REFUND')
    expect(await payments(late.id)).toEqual([{ status: 'REFUND_DUE' }])
    expect(await payments(inTime.id)).toEqual([{ status: 'PAID' }])
    expect((await jobs('refund')).map((job) => job.caseId)).toEqual([late.id])
  })

  it('withdraw is the owner’s alone, and not of an answered case', async () => {
    const { id } = await caseIn({ owner, hospital, status: 'IN_TRIAGE' })
    const coordinator = await member(hospital, 'COORDINATOR')
    await expect(on(coordinator, id, (db, access) => withdraw(db, coordinator, access))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const answered = await caseIn({ owner, hospital, status: 'ANSWERED' })
    await expect(on(owner, answered.id, (db, access) => withdraw(db, owner, access))).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('close and reopen go back and forth, with days for questions', async () => {
    const { id } = await caseIn({ owner, hospital, status: 'ANSWERED' })
    await on(owner, id, close)
    await on(await member(hospital, 'SPECIALIST'), id, reopen)
    const { row } = await on(owner, id, async (_db, access) => access)
    expect(row.status).toBe('ANSWERED')
    expect(row.expiresAt!.getTime()).toBeGreaterThan(Date.now() + 13 * 86_400_000)
    expect(await events(id)).toEqual(['case.closed', 'case.reopened'])
  })

  it('resend makes one new draft with the words, and asks for safety and hospital anew', async () => {
    const { id } = await caseIn({ owner, hospital, status: 'DECLINED' })
    const again = () => on(owner, id, (db, access) => resend(db, owner, access))
    const { caseId } = await again()
    expect(await again()).toEqual({ caseId })
    const made = await on(owner, caseId, async (db, access) => ({
      row: access.row,
      request: await readRequest(db, access),
    }))
    expect(made.row).toMatchObject({
      status: 'DRAFT',
      hospitalId: null,
      serviceId: null,
      resentFromId: id,
      title: 'Miso',
    })
    expect(made.request).toMatchObject({
      redFlagAnswer: null,
      presentingComplaint: 'Breathes fast asleep',
      service: null,
    })
    expect(made.request.questions).toHaveLength(3)
    expect(await events(id)).toEqual(['case.resent'])
    const coordinator = await member(hospital, 'COORDINATOR')
    await expect(on(coordinator, id, (db, access) => resend(db, coordinator, access))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})
