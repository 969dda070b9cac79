import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { loadCase } from '#lib/case/load.ts'
import { asActor } from '#lib/db/unit.ts'
import { storage } from '#lib/gateways/storage.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { useObjectStore } from '#lib/testing/records.ts'
import { wordyCase } from '#lib/testing/wordy-case.ts'
import { caseIn, member, organization, person, type TestOrg } from '#lib/testing/world.ts'
import { inOrg } from '#lib/web/unit.ts'
import { verifyLedger } from '../../../scripts/verify-ledger.ts'
import { keepFor, liftHold, placeHold } from './commands.ts'
import { retentionOf } from './queries.ts'
import { clearCase, removeContent, removeDueContent } from './removal.ts'

const store = useObjectStore()
let owner: PersonActor, admin: PersonActor, vetAdmin: PersonActor, specialist: PersonActor, rival: PersonActor
let hospital: TestOrg, practice: TestOrg

const query = async <T extends object = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await useDatabase().owner.query<T>(sql, values)).rows

beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
  practice = await organization('PRACTICE', 'Riverside Vets')
  admin = await member(hospital, 'ADMIN')
  specialist = await member(hospital, 'SPECIALIST')
  vetAdmin = await member(practice, 'ADMIN')
  rival = await member(await organization('HOSPITAL', 'Rival'), 'ADMIN')
  await storage().ensureBucket('http://127.0.0.1')
})

const orgOf = (who: PersonActor) => who.hat as OrgHat
const as = <T>(who: PersonActor, work: Parameters<typeof inOrg<T>>[3]) =>
  inOrg({ session: who.sessionId, link: null }, orgOf(who).slug, 'org.retention', work)
const hold = (who: PersonActor, number: string, reason = 'A complaint is open') =>
  as(who, ({ db, actor, org }) => placeHold(db, actor, org, { number, reason }))
const view = (who: PersonActor) => as(who, ({ db, org }) => retentionOf(db, org, org.kind))
const lift = async (who: PersonActor, holdId: string) =>
  as(who, ({ db, actor, org }) => liftHold(db, actor, org, { holdId, reason: 'It is settled' }))

const closed = (daysOver: number) => wordyCase({ owner, hospital, practice, specialist }, daysOver)

const removedAt = async (id: string) =>
  (await query<{ contentRemovedAt: Date | null }>('select "contentRemovedAt" from "Case" where id = $1', [id]))[0]
    ?.contentRemovedAt ?? null

/** Every row of every table that names this case, as text. */
async function everythingOf(id: string): Promise<string> {
  const tables = await query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname in ('caseId', 'id')
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and (a.attname = 'caseId' or c.relname = 'Case')`,
  )
  const texts = await Promise.all(
    tables.map(({ name }) =>
      query<{ row: string }>(
        `select t::text as row from "${name}" t where t."${name === 'Case' ? 'id' : 'caseId'}" = $1`,
        [id],
      ),
    ),
  )
  return texts
    .flat()
    .map(({ row }) => row)
    .join('\n')
}

describe('removal', () => {
  it('takes all that a case said and its bytes, and keeps chain, hashes and sums', async () => {
    const { id, objectKey } = await closed(1)
    await asActor(owner, async (db) => {
      await loadCase(db, owner, id)
      await db.$queryRaw`select app.append_event(${id}::uuid, 'case.created', 'EVERYONE', '{}')`
    })
    expect(await everythingOf(id)).toContain('SECRET')
    await removeDueContent()
    await clearCase({ caseId: id })
    expect(await everythingOf(id)).not.toContain('SECRET')
    expect(await storage().head(objectKey)).toBeNull()
    expect(await storage().head(`${objectKey}/thumb`)).toBeNull()
    const [record] = await query('select * from "Record" where "caseId" = $1', [id])
    expect(record).toMatchObject({ status: 'REMOVED', sha256: 'a'.repeat(64), name: 'Removed' })
    const [answer] = await query('select * from "Recommendation" where "caseId" = $1', [id])
    expect(answer).toMatchObject({ status: 'SIGNED', contentHash: 'b'.repeat(64), assessment: 'Removed' })
    const events = await query('select type from "CaseEvent" where "caseId" = $1 order by seq', [id])
    expect(events.at(-1)).toEqual({ type: 'case.contentRemoved' })
    expect((await verifyLedger(useDatabase().ownerUrl)).findings).toEqual([])
    expect(await removeContent(id)).toBe(false)
  })

  it('leaves the case itself, without a name, and nothing to do or read on it', async () => {
    const { id } = await closed(1)
    await removeDueContent()
    for (const reader of [owner, specialist]) {
      const { can } = await asActor(reader, (db) => loadCase(db, reader, id))
      expect([can('case.read'), can('fee.read'), can('records.read'), can('thread.read'), can('case.export')]).toEqual([
        ...[true, true, false, false, false],
      ])
    }
    const other = await person('Ida Only')
    const gone = await closed(1)
    await query('update "Case" set "ownerId" = $2, "patientId" = null where id = $1', [gone.id, other.personId])
    const seen = () => asActor(specialist, (db) => db.person.count({ where: { id: other.personId } }))
    expect(await seen()).toBe(1)
    await removeDueContent()
    expect(await seen()).toBe(0)
    const kept = await asActor(owner, (db) => loadCase(db, owner, id))
    expect(() => kept.require('case.reopen')).toThrow(/was removed/)
  })

  it('waits for the time of both organizations, and of nothing that is open', async () => {
    const young = await closed(-1)
    const open = await closed(9)
    await query(`update "Case" set status = 'ANSWERED' where id = $1`, [open.id])
    await as(vetAdmin, ({ db, org }) => keepFor(db, org, { years: 8, version: 1 }))
    const shared = await closed(9)
    await removeDueContent()
    for (const { id } of [young, open, shared]) {
      expect(await removeContent(id)).toBe(false)
      expect(await removedAt(id)).toBeNull()
    }
    await as(vetAdmin, ({ db, org }) => keepFor(db, org, { years: 3, version: 2 }))
    await removeDueContent()
    expect(await removedAt(shared.id)).not.toBeNull()
  })

  it('keeps the bytes that another case shares', async () => {
    const { id, objectKey } = await closed(1)
    const other = await caseIn({ owner, hospital, status: 'IN_TRIAGE' })
    await query(
      `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "fromCaseId", "fromId")
       select $2, gen_random_uuid(), holder, kind, name, "sizeBytes", "objectKey", 'READY', "caseId", id from "Record" where "caseId" = $1`,
      [id, other.id],
    )
    await removeDueContent()
    await clearCase({ caseId: id })
    expect(await removedAt(id)).not.toBeNull()
    expect(await storage().head(objectKey)).not.toBeNull()
  })

  it('comes again while the object store is away', async () => {
    const { id, objectKey } = await closed(1)
    await removeDueContent()
    await store.outage(true)
    await expect(clearCase({ caseId: id })).rejects.toMatchObject({ temporary: true })
    await store.outage(false)
    await clearCase({ caseId: id })
    expect(await storage().head(objectKey)).toBeNull()
  })

  it('is no door for anybody else', async () => {
    const { id } = await closed(1)
    const tried = await asActor(
      admin,
      (db) => db.$queryRaw<{ done: boolean }[]>`select app.remove_content(${id}::uuid) as done`,
    )
    expect(tried).toEqual([{ done: false }])
    const elsewhere = await asActor(
      { kind: 'SYSTEM', caseId: randomUUID() },
      (db) => db.$queryRaw<{ done: boolean }[]>`select app.remove_content(${id}::uuid) as done`,
    )
    expect(elsewhere).toEqual([{ done: false }])
    // Pretending to be the one who removes opens no signed page.
    await expect(
      asActor(specialist, async (db) => {
        await db.$queryRaw`select set_config('app.removing', 'yes', true)`
        await db.$executeRaw`update "Recommendation" set assessment = 'x' where "caseId" = ${id}::uuid`
      }),
    ).rejects.toThrow(/never changes/)
    await expect(query(`update "Message" set body = 'x' where "caseId" = $1`, [id])).rejects.toThrow(/append-only/)
    await removeDueContent()
  })
})

describe('a legal hold', () => {
  it('keeps a case, and every case, until it is lifted', async () => {
    const one = await closed(1)
    await hold(admin, one.number)
    await removeDueContent()
    expect(await removeContent(one.id)).toBe(false)
    expect((await view(vetAdmin)).ahead.filter(({ id }) => id === one.id)).toMatchObject([
      { number: one.number, held: true, records: 1, bytes: 3 },
    ])
    const [placed] = (await view(admin)).holds
    expect(placed).toMatchObject({ number: one.number, reason: 'A complaint is open', lifted: null })
    await hold(vetAdmin, '')
    await lift(admin, placed?.id ?? '')
    await removeDueContent()
    expect(await removedAt(one.id)).toBeNull()
    await lift(vetAdmin, (await view(vetAdmin)).holds[0]?.id ?? '')
    expect((await view(admin)).holds[0]).toMatchObject({ lifted: { reason: 'It is settled', byName: admin.name } })
    await removeDueContent()
    expect(await removedAt(one.id)).not.toBeNull()
    const events = await query('select type, data from "CaseEvent" where "caseId" = $1 order by seq', [one.id])
    expect(events.map(({ type }) => type)).toEqual(['hold.placed', 'hold.lifted', 'case.contentRemoved'])
    expect(JSON.stringify(events)).not.toContain('complaint')
  })

  it('stands once, is lifted once, and only by its own organization’s admin', async () => {
    const one = await closed(-40)
    await hold(admin, one.number)
    await expect(hold(admin, one.number)).rejects.toMatchObject({ code: 'CONFLICT' })
    const id = (await view(admin)).holds.find(({ number }) => number === one.number)?.id ?? ''
    await expect(lift(rival, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(lift(vetAdmin, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(lift(specialist, id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(lift(admin, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await lift(admin, id)
    await expect(lift(admin, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is not placed on what is another’s, in the application or in PostgreSQL', async () => {
    const one = await closed(-40)
    await expect(hold(rival, one.number)).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { number: [/no such/] },
    })
    const insert = (who: PersonActor, org: string, caseId: string | null) =>
      asActor(
        who,
        (
          db,
        ) => db.$executeRaw`insert into "LegalHold" ("organizationId", id, "caseId", reason, "placedById", "placedByName")
          values (${org}::uuid, uuidv7(), ${caseId}::uuid, 'x', ${who.personId}::uuid, 'x')`,
      )
    await expect(insert(rival, orgOf(rival).orgId, one.id)).rejects.toThrow(/row-level security/)
    await expect(insert(rival, hospital.id, null)).rejects.toThrow(/row-level security/)
    await expect(insert(specialist, hospital.id, null)).rejects.toThrow(/row-level security/)
    const { can } = await asActor(owner, (db) => loadCase(db, owner, one.id))
    expect(can('case.read')).toBe(true)
    expect(await asActor(owner, (db) => db.legalHold.count())).toBe(0)
    expect(await asActor(specialist, (db) => db.legalHold.count())).toBe(0)
  })
})

describe('the report', () => {
  it('tells an admin what goes within thirty days, and of no other tenant’s', async () => {
    const soon = await closed(-20)
    const later = await closed(-60)
    const numbers = (await view(admin)).ahead.map(({ number }) => number)
    expect(numbers).toContain(soon.number)
    expect(numbers).not.toContain(later.number)
    expect((await view(rival)).ahead).toEqual([])
    const asOwner = await asActor(owner, (db) => db.$queryRaw<object[]>`select * from app.removals_ahead(30, 10)`)
    expect(asOwner).toEqual([])
  })

  it('refuses a stale save', async () => {
    const { version } = await view(admin)
    await as(admin, ({ db, org }) => keepFor(db, org, { years: 7, version }))
    await expect(as(admin, ({ db, org }) => keepFor(db, org, { years: 5, version }))).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})
