import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { scheduleReminder } from '#lib/case/reminders.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, organization, person, type TestOrg } from '#lib/testing/world.ts'
import { remindPractice } from './reminding.ts'

let owner: PersonActor
let hospital: TestOrg

beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
})

const query = async <T extends object>(sql: string, values: unknown[]): Promise<T[]> =>
  (await useDatabase().owner.query<T>(sql, values)).rows
const fresh = async (released = true) => {
  const at = await caseIn({ owner, hospital, status: 'AWAITING_CONSENT', released })
  return { caseId: at.id, linkId: at.link.linkId }
}
type Job = { task: string; about: string | null; sent: number | null; days: number }
/** What is enqueued for the case, in order; `days` from now until it runs. */
const jobs = (caseId: string) =>
  query<Job>(
    `select t.identifier as task, j.payload->>'about' as about, (j.payload->>'sent')::int as sent,
       round(extract(epoch from j.run_at - now()) / 86400)::int as days
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.payload->>'caseId' = $1 order by j.id`,
    [caseId],
  )
const told = async (caseId: string) => (await jobs(caseId)).flatMap(({ about }) => about ?? [])
const reminded = (caseId: string) =>
  query(`select 1 from "CaseEvent" where "caseId" = $1 and type = 'consent.reminded'`, [caseId])

describe('reminders', () => {
  it('come after one, three and five days from the first mail, and then no more', async () => {
    const at = await fresh()
    const asked = new Date()
    await asActor({ kind: 'SYSTEM', caseId: at.caseId }, async (db) => {
      for (const sent of [0, 1, 2, 3]) await scheduleReminder(db, at, sent, asked)
    })
    expect((await jobs(at.caseId)).map(({ sent, days }) => [sent, days])).toEqual([
      [0, 1],
      [1, 3],
      [2, 5],
    ])
  })

  it('remind the vet, tell the owner with the second, and enqueue the next', async () => {
    const at = await fresh()
    await remindPractice({ ...at, sent: 0 })
    expect(await told(at.caseId)).toEqual(['consent.reminded'])
    expect((await jobs(at.caseId)).find(({ task }) => task === 'remindPractice')).toMatchObject({ sent: 1, days: 3 })
    const second = await fresh()
    await remindPractice({ ...second, sent: 1 })
    expect(await told(second.caseId)).toEqual(['consent.reminded', 'consent.silent'])
    const last = await fresh()
    await remindPractice({ ...last, sent: 2 })
    expect((await jobs(last.caseId)).filter(({ task }) => task === 'remindPractice')).toEqual([])
    expect(await reminded(last.caseId)).toHaveLength(1)
  })

  it('do not follow on the heels of a mail that the owner sent by hand', async () => {
    const at = await fresh()
    await asActor(
      { kind: 'SYSTEM', caseId: at.caseId },
      (db) =>
        db.$queryRaw`select app.append_event(${at.caseId}::uuid, 'consent.asked', 'EVERYONE', '{}'::jsonb) as seq`,
    )
    await remindPractice({ ...at, sent: 0 })
    expect(await told(at.caseId)).toEqual([])
    expect((await jobs(at.caseId)).map(({ sent }) => sent)).toEqual([1])
  })

  it('remind an owner who has not signed, too', async () => {
    const at = await fresh(false)
    await remindPractice({ ...at, sent: 0 })
    expect(await told(at.caseId)).toEqual(['consent.releaseReminded', 'consent.reminded'])
  })

  it.each([
    ['the vet has answered', `update "Case" set status = 'IN_TRIAGE' where id = $1`],
    ['the link has ended', `update "CaseLink" set "revokedAt" = now() where "caseId" = $1`],
    ['the request was withdrawn', `update "Case" set status = 'WITHDRAWN', turn = 'NOBODY' where id = $1`],
  ])('end once %s', async (_, sql) => {
    const at = await fresh()
    await query(sql, [at.caseId])
    await remindPractice({ ...at, sent: 0 })
    expect(await jobs(at.caseId)).toEqual([])
  })

  it('end for a link of another case', async () => {
    const [one, other] = [await fresh(), await fresh()]
    await remindPractice({ caseId: one.caseId, linkId: other.linkId, sent: 0 })
    await remindPractice({ caseId: one.caseId, linkId: randomUUID(), sent: 0 })
    expect(await jobs(one.caseId)).toEqual([])
  })
})
