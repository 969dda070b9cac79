import { beforeAll, expect, it } from 'vitest'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseEvents, parties, type Parties, recordCount, useObjectStore } from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { addFile } from '../store.ts'
import { checkRecords } from './job.ts'
import { STRIDE } from './rules.ts'

// Many small files at once: what a folder of slices is.

const store = useObjectStore()
let people: Parties

beforeAll(async () => {
  people = await parties()
})

const statuses = async (caseId: string): Promise<Record<string, number>> => {
  const sql = 'select status, count(*)::int as n from "Record" where "caseId" = $1 group by 1'
  const { rows } = await useDatabase().owner.query(sql, [caseId])
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]))
}

const brokenChains = async () => (await useDatabase().owner.query('select * from app.verify_chain()')).rows

/** Files that have arrived and wait for their check; every tenth is a program. */
async function arrived(caseId: string, count: number): Promise<void> {
  const file = (n: number) =>
    n % 10 === 9
      ? { name: `${n}.txt`, type: '', bytes: Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff', 'latin1') }
      : { name: `${n}.txt`, type: '', bytes: Buffer.from(`note ${n}`) }
  for (let n = 0; n < count; n += 5)
    await Promise.all([0, 1, 2, 3, 4].map((k) => n + k < count && addFile(people.owner, caseId, file(n + k))))
}

it('they are checked by one job, each with its event in an unbroken chain; what is refused holds up nothing', async () => {
  const { id: caseId } = await caseIn({ ...people, status: 'IN_TRIAGE' })
  const count = STRIDE + 26
  await arrived(caseId, count)
  await Promise.all([checkRecords({ caseId }), checkRecords({ caseId })])
  expect(await statuses(caseId)).toEqual({ READY: count - 9, REFUSED: 9 })
  expect(await recordCount(caseId)).toBe(count - 9)
  const events = (await caseEvents(caseId)).filter(({ type }) => type.startsWith('record.'))
  expect(new Set(events.map(({ data }) => data.recordId)).size).toBe(count)
  expect(events).toHaveLength(count)
  // What the same readers hear of is one line a stride for them, with the number.
  const lines = events.filter(({ type, data }) => type === 'record.added' && !data.more)
  expect(lines.length).toBeLessThanOrEqual(4)
  expect(lines.reduce((sum, { data }) => sum + Number(data.count ?? 1), 0)).toBe(count - 9)
  expect(await brokenChains()).toEqual([])
})

it('the worker reaches what is in the case that it works on, and nothing of another', async () => {
  const [one, other] = [
    await caseIn({ ...people, status: 'IN_TRIAGE' }),
    await caseIn({ ...people, status: 'IN_TRIAGE' }),
  ]
  await arrived(one.id, 2)
  const reaches = (caseId: string) =>
    asActor({ kind: 'SYSTEM', caseId }, async (db) => [
      await db.record.count({ where: { caseId: one.id } }),
      (await db.record.updateMany({ where: { caseId: one.id }, data: { checkAfter: new Date() } })).count,
    ])
  expect(await reaches(one.id)).toEqual([2, 2])
  expect(await reaches(other.id)).toEqual([0, 0])
})

it('they wait while the store is away, and are all there when it is back', async () => {
  const { id: caseId } = await caseIn({ ...people, status: 'IN_TRIAGE' })
  await arrived(caseId, 9)
  await store.outage(true)
  await checkRecords({ caseId })
  expect(await statuses(caseId)).toEqual({ CHECKING: 9 })
  const sql = 'select run_at > now() as later, payload from graphile_worker._private_jobs where key = $1'
  const { rows } = await useDatabase().owner.query(sql, [`recheck:${caseId}`])
  expect(rows).toEqual([{ later: true, payload: { caseId, tries: 1 } }])
  await store.outage(false)
  await checkRecords({ caseId, tries: 1 })
  expect(await statuses(caseId), 'nobody takes them before their time').toEqual({ CHECKING: 9 })
  await useDatabase().owner.query(`update "Record" set "checkAfter" = now() where "caseId" = $1`, [caseId])
  await checkRecords({ caseId, tries: 1 })
  expect(await statuses(caseId)).toEqual({ READY: 9 })
})

it('four hundred at once are a matter of seconds, also for a planner that has never seen the table full', async () => {
  const { id: caseId } = await caseIn({ ...people, status: 'IN_TRIAGE' })
  await useDatabase().owner.query(
    `insert into "Record" ("caseId", id, holder, name, "sizeBytes", "objectKey", status)
      select $1::uuid, gen_random_uuid(), 'OWNER', n || '.txt', 1, 'cases/' || $1::text || '/' || n, 'CHECKING' from generate_series(1, 400) n`,
    [caseId],
  )
  await checkRecords({ caseId })
  expect(await statuses(caseId)).toEqual({ REFUSED: 400 })
})
