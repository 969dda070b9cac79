import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { searchCases } from './search.ts'

// Words within records are found under the rule of the records themselves: by the product's search, and by PostgreSQL alone.

let owner: PersonActor, stranger: PersonActor, vet: PersonActor, specialist: PersonActor, billing: PersonActor
let rival: PersonActor, otherVet: PersonActor
let hospital: TestOrg, practice: TestOrg
let one: TestCase
let word: string

beforeAll(async () => {
  owner = await person()
  stranger = await person('Eve Other')
  hospital = await organization('HOSPITAL', 'Northgate')
  practice = await organization('PRACTICE', 'Riverside')
  vet = await member(practice, 'VET')
  specialist = await member(hospital, 'SPECIALIST')
  billing = await member(hospital, 'BILLING')
  rival = await member(await organization('HOSPITAL', 'Southgate'), 'ADMIN')
  otherVet = await member(await organization('PRACTICE', 'Willow Lane'), 'ADMIN')
})

beforeEach(async () => {
  one = await caseIn({ owner, hospital, practice, status: 'IN_TRIAGE', agreed: false })
  // Of this test alone: whatever others left is not found by it.
  word = `q${randomUUID().replaceAll('-', '')}`
})

/** A record with these words in its text, as the worker leaves it. */
async function recordWith(text: string, holder: 'OWNER' | 'PRACTICE' | 'HOSPITAL', kind = 'LAB'): Promise<string> {
  const id = randomUUID()
  const { owner: admin } = useDatabase()
  await admin.query(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status) values ($1, $2, $3, $4, 'bloods.pdf', 1, $5, 'READY')`,
    [one.id, id, holder, kind, randomUUID()],
  )
  await asActor({ kind: 'SYSTEM', caseId: one.id }, (db) =>
    db.recordReading.create({
      data: { caseId: one.id, recordId: id, text, looksLike: 'LAB' },
      select: { recordId: true },
    }),
  )
  await asActor({ kind: 'SYSTEM', caseId: one.id }, (db) =>
    db.recordPreview.create({
      data: { caseId: one.id, recordId: id, size: 'THUMB', objectKey: randomUUID(), width: 1, height: 1 },
      select: { recordId: true },
    }),
  )
  return id
}

const all = () => ({ owner, stranger, vet, specialist, billing, rival, otherVet })

/** Who finds how many records by the test's word: by the search, and in PostgreSQL by each of the ways that there are. */
async function finders(work: (db: Db) => Promise<number>): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const [name, actor] of Object.entries(all())) {
    const count = await asActor(actor, work)
    if (count > 0) found[name] = count
  }
  return found
}
const bySearch = () => finders(async (db) => (await searchCases(db, word)).records.length)
const count = async (rows: Promise<{ n: number }[]>) => (await rows)[0]?.n ?? 0
const byDoor = () =>
  finders((db) =>
    count(db.$queryRaw<{ n: number }[]>`select count(*)::int as n from app.search_records(${`'${word}'`}, 100)`),
  )
const byTable = () =>
  finders((db) =>
    count(db.$queryRaw<{ n: number }[]>`select count(*)::int as n from "RecordReading" where text like ${`%${word}%`}`),
  )

async function agree(kinds: string): Promise<void> {
  await useDatabase().owner.query(
    `insert into "Agreement" ("caseId", id, "hospitalId", kinds, "textId", "actorId", "actorKind", decision, "signedName", "expiresAt")
     select $1, gen_random_uuid(), $2, $3, t.id, $4, 'PERSON', 'AGREED', 'Vet', now() + interval '90 days' from "ConsentText" t where t.key = 'AGREEMENT' limit 1`,
    [one.id, hospital.id, kinds, vet.personId],
  )
}
const end = (table: 'Release' | 'Agreement') =>
  useDatabase().owner.query(`update "${table}" set "revokedAt" = now() where "caseId" = $1`, [one.id])

describe('words in a record', () => {
  it('are found by those who may see it, with the file and the place, and by nobody else', async () => {
    const id = await recordWith(`Before it many words. The ${word} was raised\nat 14 mmol/l.`, 'OWNER')
    const everybody = { owner: 1, vet: 1, specialist: 1 }
    expect(await bySearch()).toEqual(everybody)
    expect(await byDoor()).toEqual(everybody)
    const { records, lines } = await asActor(specialist, (db) => searchCases(db, `mmol ${word.slice(0, 20)}`))
    expect(records).toMatchObject([
      {
        caseId: one.id,
        recordId: id,
        name: 'bloods.pdf',
        title: 'Miso',
        snippet: expect.stringContaining('at 14 mmol/l'),
      },
    ])
    expect(lines, 'a case is found by its own words').toEqual([])
    expect((await asActor(specialist, (db) => searchCases(db, `${word} nowhere`))).records).toEqual([])
  })

  it('that a practice holds are not found, counted or read by the hospital until both agree, and not after either ends', async () => {
    await recordWith(word, 'PRACTICE', 'LAB')
    await recordWith(word, 'PRACTICE', 'IMAGING')
    for (const by of [bySearch, byDoor, byTable]) expect(await by()).toEqual({ owner: 2, vet: 2 })
    await agree('{LAB}')
    for (const by of [bySearch, byDoor]) expect(await by()).toEqual({ owner: 2, vet: 2, specialist: 1 })
    await end('Agreement')
    for (const by of [bySearch, byDoor, byTable]) expect(await by()).toEqual({ owner: 2, vet: 2 })
    await agree('{LAB,IMAGING}')
    for (const by of [bySearch, byDoor]) expect(await by()).toEqual({ owner: 2, vet: 2, specialist: 2 })
    await end('Release')
    for (const by of [bySearch, byDoor, byTable]) expect(await by()).toEqual({ owner: 2, vet: 2 })
  })

  it('that another practice holds are the owner’s alone', async () => {
    const id = await recordWith(word, 'PRACTICE')
    await agree('{LAB}')
    await useDatabase().owner.query(`update "Record" set "heldBy" = 'somebody@else.test' where id = $1`, [id])
    for (const by of [bySearch, byDoor, byTable]) expect(await by()).toEqual({ owner: 1 })
  })

  it('are gone with the record, and found by the hospital that the case is sent to', async () => {
    const id = await recordWith(word, 'OWNER')
    const { owner: admin } = useDatabase()
    const sent = await admin.query<{ practiceId: string }>('select "practiceId" from "Case" where id = $1', [one.id])
    await admin.query(`update "Case" set "submittedAt" = null, "practiceId" = null where id = $1`, [one.id])
    expect(await bySearch()).toEqual({ owner: 1 })
    const again = `update "Case" set "submittedAt" = now(), "practiceId" = $2 where id = $1`
    await admin.query(again, [one.id, sent.rows[0]?.practiceId])
    expect(await bySearch()).toEqual({ owner: 1, vet: 1, specialist: 1 })
    await admin.query(`update "Record" set status = 'REMOVED' where id = $1`, [id])
    expect(await bySearch()).toEqual({})
  })

  it('are nobody’s without an actor, and only the worker writes what was read', async () => {
    const id = await recordWith(word, 'OWNER')
    const { app } = useDatabase()
    expect((await app.query('select * from app.search_records($1, 100)', [`'${word}'`])).rows).toEqual([])
    expect((await app.query('select text from "RecordReading"')).rows).toEqual([])
    expect((await app.query('select * from "RecordPreview"')).rows).toEqual([])
    await expect(app.query('select words from "RecordReading"')).rejects.toThrow(/permission denied/)
    for (const actor of [owner, vet, specialist]) {
      await expect(
        asActor(actor, (db) =>
          db.recordReading.create({ data: { caseId: one.id, recordId: id, text: 'x' }, select: { recordId: true } }),
        ),
      ).rejects.toThrow()
      const changed = await asActor(actor, (db) =>
        db.recordReading.updateMany({ where: { recordId: id }, data: { text: 'x' } }),
      )
      const removed = await asActor(actor, (db) => db.recordPreview.deleteMany({ where: { recordId: id } }))
      expect([changed.count, removed.count]).toEqual([0, 0])
    }
    const previews = () => finders((db) => db.recordPreview.count({ where: { recordId: id } }))
    expect(await previews()).toMatchObject({ owner: 1, vet: 1, specialist: 1 })
    await end('Release')
    expect(await previews()).toEqual({ owner: 1, vet: 1 })
  })
})
