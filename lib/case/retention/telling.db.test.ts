import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { renderMail } from '#emails/registry.ts'
import type { PersonActor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { notifyPeople } from '#lib/jobs/notify.ts'
import type { Payload } from '#lib/jobs/tasks.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { useObjectStore } from '#lib/testing/records.ts'
import { wordyCase } from '#lib/testing/wordy-case.ts'
import { storage } from '#lib/gateways/storage.ts'
import { member, organization, person, type TestOrg } from '#lib/testing/world.ts'
import { removeContent, removeDueContent } from './removal.ts'

useObjectStore()
let owner: PersonActor, admin: PersonActor, vet: PersonActor, specialist: PersonActor
let hospital: TestOrg, practice: TestOrg

const query = async <T extends object = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await useDatabase().owner.query<T>(sql, values)).rows

beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
  practice = await organization('PRACTICE', 'Riverside Vets')
  admin = await member(hospital, 'ADMIN')
  specialist = await member(hospital, 'SPECIALIST')
  vet = await member(practice, 'VET')
  await storage().ensureBucket('http://127.0.0.1')
})

const closed = (daysOver: number) => wordyCase({ owner, hospital, practice, specialist }, daysOver)

it('is told weeks before, once, to owner and practice, and nothing goes earlier than was said', async () => {
  const mailed = async (id: string): Promise<Payload<'mail'>[]> => {
    const jobs = await query<{ payload: Payload<'notify'> }>(
      `delete from graphile_worker._private_jobs where payload->>'caseId' = $1 and payload->>'about' = 'case.removalAhead' returning payload`,
      [id],
    )
    for (const { payload } of jobs) await notifyPeople(payload)
    const mails = await query<{ payload: Payload<'mail'> }>(
      `delete from graphile_worker._private_jobs where payload->>'template' = 'removalAhead' returning payload`,
    )
    return mails.map(({ payload }) => payload)
  }
  const [far, soon] = [await closed(-60), await closed(-30)]
  await removeDueContent()
  expect(await mailed(far.id)).toEqual([])
  const mails = await mailed(soon.id)
  expect(mails.map(({ to }) => to)).toEqual(expect.arrayContaining([owner.email, vet.email]))
  expect(mails.map(({ to }) => to)).not.toContain(admin.email)
  expect(renderMail(mails[0]!).text).toMatch(/Download everything[^]*\/records/)
  await removeDueContent()
  expect(await mailed(soon.id)).toEqual([])
  // The worker was away for a long time: nobody was told, so nothing goes yet.
  const late = await closed(9)
  await query('update "Case" set "removalAfter" = null where id = $1', [late.id])
  await removeDueContent()
  expect(await removeContent(late.id)).toBe(false)
  expect((await mailed(late.id)).length).toBeGreaterThan(0)
  const [{ days }] = (await query<{ days: number }>(
    `select extract(day from "removalAfter" - now())::int as days from "Case" where id = $1`,
    [late.id],
  )) as [{ days: number }]
  expect(days).toBeGreaterThanOrEqual(27)
  // The end has moved since: it is said again, and what was said before counts no more.
  await query(`update "Case" set "removalAfter" = "closedAt" where id = $1`, [late.id])
  expect(await removeContent(late.id)).toBe(false)
  await query(
    `insert into "LegalHold" ("organizationId", id, reason, "placedById", "placedByName") values ($1, gen_random_uuid(), 'x', $2, 'x')`,
    [hospital.id, admin.personId],
  )
  await removeDueContent()
  expect(await mailed(late.id)).toEqual([])
  await query('delete from "LegalHold" where "organizationId" = $1', [hospital.id])
  await removeDueContent()
  expect((await mailed(late.id)).length).toBeGreaterThan(0)
  await query(`update "Case" set "removalAfter" = now() where id = $1`, [late.id])
  expect(await removeContent(late.id)).toBe(true)
})

it('is told by nobody else', async () => {
  const { id } = await closed(-30)
  for (const who of [admin, { kind: 'SYSTEM', caseId: randomUUID() } as const])
    expect(
      await asActor(who, (db) => db.$queryRaw<{ told: boolean }[]>`select app.tell_of_removal(${id}::uuid) as told`),
    ).toEqual([{ told: false }])
  expect(await asActor(admin, (db) => db.$queryRaw<object[]>`select * from app.removals_to_tell(10)`)).toEqual([])
})
