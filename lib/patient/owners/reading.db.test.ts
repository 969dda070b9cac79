import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { endRelease } from '#lib/case/consent/commands.ts'
import { ownCases } from '#lib/case/home.ts'
import { type CaseAccess, loadCase } from '#lib/case/load.ts'
import { createDraft } from '#lib/case/request/commands.ts'
import { searchCases } from '#lib/case/search.ts'
import { loadThread } from '#lib/case/thread/queries.ts'
import type { Db } from '#lib/db/client.ts'
import type { CaseKind, CaseStatus } from '#lib/db/generated/enums.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { listPatients, readPatient } from '../queries.ts'
import { acceptHome, offerHome } from '../rehoming/commands.ts'
import { acceptCoOwner, endCoOwner, inviteCoOwner, leaveCoOwner } from './commands.ts'
import { keyOf, ownershipOf } from './queries.ts'

let owner: PersonActor, vet: PersonActor, specialist: PersonActor, hospital: TestOrg, practice: TestOrg
beforeAll(async () => {
  ;[hospital, practice] = [await organization('HOSPITAL', 'Northgate'), await organization('PRACTICE', 'Riverside')]
  ;[vet, specialist] = [await member(practice, 'VET'), await member(hospital, 'SPECIALIST')]
})
beforeEach(async () => {
  owner = await person()
})

const query = async <T extends object = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await useDatabase().owner.query<T>(sql, values)).rows

type Animal = { one: TestCase; patientId: string }
async function animal(status: CaseStatus = 'IN_REVIEW', kind: CaseKind = 'SECOND_OPINION'): Promise<Animal> {
  const one = await caseIn({ owner, hospital, practice, status, kind })
  const [row] = await query<{ id: string }>('select "patientId" as id from "Case" where id = $1', [one.id])
  return { one, patientId: row!.id }
}
const invite = (patientId: string, email: string, who = owner) =>
  asActor(who, (db) => inviteCoOwner(db, who, { patientId, email, name: 'Ben' }))
const accept = (who: PersonActor, token: string) => asActor(who, (db) => acceptCoOwner(db, who, token))
const on = <T>(who: PersonActor, one: { id: string }, work: (db: Db, access: CaseAccess) => Promise<T>) =>
  asActor(who, async (db) => work(db, await loadCase(db, who, one.id)))
const roleOf = (who: PersonActor, one: { id: string }) => on(who, one, async (_db, access) => access.role)
const GONE = { code: 'NOT_FOUND' }
const EVERYTHING = { before: undefined, audience: undefined, find: undefined } as const

/** An animal with a case that two own, the second by a press of theirs. */
async function shared(status: CaseStatus = 'IN_REVIEW', kind: CaseKind = 'SECOND_OPINION') {
  const [{ one, patientId }, ben] = [await animal(status, kind), await person('Ben Cole')]
  await accept(ben, (await invite(patientId, ben.email)).token)
  const [line] = await asActor(owner, async (db) => (await ownershipOf(db, owner, await keyOf(db, patientId))).invited)
  return { one, patientId, ben, lineId: line!.id }
}

/** Each person's own: what they wrote for themselves, how far they read, how they proved a signature, whom they invited. */
const PRIVATE = ['SupportNote', 'ReadMark', 'SignatureProof']

/** Everything of a case, and the animal, as somebody's rows. */
async function rowsOf(who: PersonActor, { one, patientId }: Animal): Promise<Record<string, unknown[]>> {
  const tables = await query<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'caseId'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_table_privilege('conferral_app', c.oid, 'select')`)
  return asActor(who, async (db) => {
    const read = async (sql: string, id: string) => {
      const rows = await db.$queryRawUnsafe<{ row: unknown }[]>(
        `select to_jsonb(t) as row from ${sql} = $1::uuid order by 1`,
        id,
      )
      return rows.map(({ row }) => row)
    }
    const found: Record<string, unknown[]> = {}
    for (const { name } of tables)
      if (!PRIVATE.includes(name)) found[name] = await read(`"${name}" t where "caseId"`, one.id)
    return {
      ...found,
      Case: await read('"Case" t where id', one.id),
      Patient: await read('"Patient" t where id', patientId),
    }
  })
}

/** A little in every place that a case's own sides write to. */
async function fill(caseId: string): Promise<void> {
  const ids = [caseId, randomUUID(), owner.personId]
  await query(
    `insert into "Record" ("caseId", id, holder, "heldBy", kind, name, "sizeBytes", "objectKey", status, "contentType")
     values ($1, $2, 'PRACTICE', $3, 'LAB', 'bloods.pdf', 10, $4, 'READY', 'application/pdf')`,
    [caseId, ids[1], practice.id, randomUUID()],
  )
  await query(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status) values ($1, gen_random_uuid(), 'OWNER', 'PHOTO', 'gums.jpg', 10, gen_random_uuid(), 'UPLOADING')`,
    [caseId],
  )
  await query(`insert into "RecordReading" ("caseId", "recordId", text) values ($1, $2, 'haematocrit')`, [
    caseId,
    ids[1],
  ])
  await query(
    `insert into "RecordView" ("caseId", id, "recordId", action, side, "actorKind", "actorId", "viewerName") values ($1, gen_random_uuid(), $2, 'VIEWED', 'HOSPITAL', 'PERSON', $3, 'Kim')`,
    ids,
  )
  for (const audience of ['EVERYONE', 'VETS', 'HOSPITAL'])
    await query(
      `insert into "Message" ("caseId", id, audience, side, "authorKind", "authorId", "authorName", body, "clientKey")
       values ($1, gen_random_uuid(), $3::"Audience", 'HOSPITAL', 'PERSON', $2, 'Kim', 'words', gen_random_uuid())`,
      [caseId, specialist.personId, audience],
    )
  await query(
    `insert into "HistoryEntry" ("caseId", id, kind, holder, what, "writtenBy", "writerName") values ($1, gen_random_uuid(), 'ALLERGY', 'OWNER', 'Penicillin', $2, 'Ana')`,
    [caseId, owner.personId],
  )
  await query(
    `insert into "Payment" ("caseId", id, "estimateId", "amountMinor", "applicationFeeMinor", currency, "checkoutUrl", "createdById")
     select $1, gen_random_uuid(), id, 32000, 0, 'EUR', 'http://127.0.0.1/c', $2 from "Estimate" where "caseId" = $1`,
    [caseId, owner.personId],
  )
  for (const who of [owner, vet, specialist])
    await on(
      who,
      { id: caseId },
      (db) => db.$queryRaw`select app.append_event(${caseId}::uuid, 'record.kindChanged', 'EVERYONE', '{}')`,
    )
}

describe('an owner who came later', () => {
  it.each(['SECOND_OPINION', 'REFERRAL', 'CONSULTATION'] as const)(
    'reads in a %s what the first owner reads, table by table, except what is private to each',
    async (kind) => {
      const { one, patientId, ben } = await shared('IN_REVIEW', kind)
      await fill(one.id)
      const [first, second] = [await rowsOf(owner, { one, patientId }), await rowsOf(ben, { one, patientId })]
      expect(second).toEqual(first)
      expect(await roleOf(ben, one)).toBe(kind === 'CONSULTATION' ? 'CLIENT' : 'OWNER')
      expect(first.Case).toHaveLength(1)
      expect(first.Message).toHaveLength(kind === 'CONSULTATION' ? 0 : 1)
      if (kind !== 'CONSULTATION')
        for (const name of [
          'CaseRequest',
          'CaseEvent',
          'Release',
          'Agreement',
          'HistoryEntry',
          'RecordView',
          'Payment',
        ])
          expect(first[name], name).not.toHaveLength(0)
    },
  )
})

describe('a shared ownership that ends', () => {
  const nothingLeft = async (ben: PersonActor, { one, patientId }: Animal) => {
    await expect(roleOf(ben, one)).rejects.toMatchObject(GONE)
    await expect(asActor(ben, (db) => readPatient(db, patientId))).rejects.toMatchObject(GONE)
    for (const rows of Object.values(await rowsOf(ben, { one, patientId }))) expect(rows).toEqual([])
    const left = await asActor(ben, async (db) => ({
      found: (await searchCases(db, 'Miso')).lines,
      ...(await ownCases(db, ben, undefined)),
      ...(await listPatients(db, ben)),
    }))
    expect(left).toMatchObject({ found: [], yourTurn: [], waiting: [], past: [], patients: [] })
  }

  it('leaves nothing to be seen from the next request on, tells open windows, and keeps what was signed for the owners', async () => {
    const { one, patientId, ben, lineId } = await shared()
    await fill(one.id)
    await query(`update "Release" set "grantedById" = $2, "signedName" = 'Ben Cole' where "caseId" = $1`, [
      one.id,
      ben.personId,
    ])
    await asActor(owner, (db) => endCoOwner(db, owner, lineId))
    await nothingLeft(ben, { one, patientId })
    expect(
      await query(`select from "CaseEvent" where "caseId" = $1 and type = 'coOwner.ended'`, [one.id]),
    ).toHaveLength(1)
    // Ben's name stays beside what Ben did, and the release that Ben signed stands until an owner ends it.
    const { names } = await on(specialist, one, (db, access) => loadThread(db, specialist, access, EVERYTHING))
    expect(names.coOwners).toEqual([])
    expect(await on(specialist, one, async (_db, { facts }) => facts.releaseStands)).toBe(true)
    expect(await on(owner, one, (db, access) => endRelease(db, owner, access))).toEqual({ ended: true })
    await expect(asActor(owner, (db) => endCoOwner(db, owner, lineId))).rejects.toMatchObject(GONE)
    await expect(invite(patientId, ben.email)).resolves.toBeDefined()
  })

  it('may be ended by whoever came later, for themselves', async () => {
    const { one, patientId, ben } = await shared()
    await asActor(ben, (db) => leaveCoOwner(db, ben, patientId))
    await nothingLeft(ben, { one, patientId })
    expect(
      await query(`select "actorId" from "CaseEvent" where "caseId" = $1 and type = 'coOwner.left'`, [one.id]),
    ).toEqual([{ actorId: ben.personId }])
    await expect(asActor(ben, (db) => leaveCoOwner(db, ben, patientId))).rejects.toMatchObject(GONE)
  })

  it('outlives a new home for the earlier cases, which nobody else joins any more; the new owner sees none of it', async () => {
    const { one, patientId, ben } = await shared('ANSWERED')
    const [cem, late] = [await person('Cem'), await person('Dora')]
    const waiting = await invite(patientId, late.email)
    const offer = await asActor(owner, (db) => offerHome(db, owner, { patientId, email: cem.email, name: 'Cem' }))
    await asActor(cem, (db) => acceptHome(db, cem, offer.token))
    expect(await roleOf(ben, one)).toBe('OWNER')
    await expect(roleOf(cem, one)).rejects.toMatchObject(GONE)
    await expect(accept(late, waiting.token)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(invite(patientId, 'x@example.test')).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(asActor(ben, (db) => createDraft(db, ben, { patientId }))).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})
