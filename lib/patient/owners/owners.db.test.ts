import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { actorId } from '#lib/access/actor.ts'
import { endRelease } from '#lib/case/consent/commands.ts'
import { loadFrame } from '#lib/case/frame.ts'
import { ownCases } from '#lib/case/home.ts'
import { type CaseAccess, loadCase } from '#lib/case/load.ts'
import { createDraft } from '#lib/case/request/commands.ts'
import { resend } from '#lib/case/request/resend.ts'
import { searchCases } from '#lib/case/search.ts'
import { acceptSupport, inviteSupport } from '#lib/case/support/commands.ts'
import { postMessage } from '#lib/case/thread/commands.ts'
import { loadThread } from '#lib/case/thread/queries.ts'
import type { Db } from '#lib/db/client.ts'
import type { CaseKind, CaseStatus } from '#lib/db/generated/enums.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import {
  caseIn,
  coOwn,
  member,
  organization,
  person,
  standBy,
  type TestCase,
  type TestOrg,
} from '#lib/testing/world.ts'
import { editPatient } from '../commands.ts'
import { noteOwnDeath } from '../farewell/commands.ts'
import { lifeOf } from '../life.ts'
import { listPatients, readPatient } from '../queries.ts'
import { offerHome } from '../rehoming/commands.ts'
import { acceptCoOwner, endCoOwner, inviteCoOwner, leaveCoOwner } from './commands.ts'
import { coOwnerByToken, keyOf, ownershipOf } from './queries.ts'
import { MOST_CO_OWNERS } from './rules.ts'

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
const post = (who: PersonActor, one: TestCase) =>
  on(who, one, (db, access) =>
    postMessage(db, who, access, {
      ...{ body: 'words', audience: 'EVERYONE', clientKey: randomUUID(), urgent: false, 'records[]': [] },
    }),
  )
const GONE = { code: 'NOT_FOUND' }
const EVERYTHING = { before: undefined, audience: undefined, find: undefined } as const

/** An animal with a case that two own, the second by a press of theirs. */
async function shared(status: CaseStatus = 'IN_REVIEW', kind: CaseKind = 'SECOND_OPINION') {
  const [{ one, patientId }, ben] = [await animal(status, kind), await person('Ben Cole')]
  await accept(ben, (await invite(patientId, ben.email)).token)
  const [line] = await asActor(owner, async (db) => (await ownershipOf(db, owner, await keyOf(db, patientId))).invited)
  return { one, patientId, ben, lineId: line!.id }
}

describe('an invitation to own an animal together', () => {
  it('is mailed, shows whose animal it is, and is taken up once, by its own address', async () => {
    const [{ one, patientId }, ben, eve] = [await animal(), await person('Ben Cole'), await person('Eve')]
    const { token } = await invite(patientId, ben.email)
    const [job] = await query<{ payload: { props: { url: string } } }>(
      `select payload from graphile_worker._private_jobs where payload->>'template' = 'coOwner' and payload->>'to' = $1`,
      [ben.email],
    )
    expect(job?.payload.props.url).toContain(`/co-owner/${token}`)
    const shown = await asActor({ kind: 'VISITOR' }, (db) => coOwnerByToken(db, token))
    expect(shown).toMatchObject({ owner: 'Ana Ruiz', patient: 'Miso', cases: 1, state: 'OPEN' })
    await expect(roleOf(ben, one)).rejects.toMatchObject(GONE)
    for (const who of [eve, owner]) await expect(accept(who, token)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await accept(ben, token)).toBe(`/home/animals/${patientId}`)
    await expect(accept(ben, token)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await roleOf(ben, one)).toBe('OWNER')
    await expect(invite(patientId, ben.email)).rejects.toMatchObject({ code: 'INVALID' })
  })

  it('is taken up once, however often it is pressed at the same time', async () => {
    const [{ one, patientId }, ben] = [await animal(), await person('Ben Cole')]
    const { token } = await invite(patientId, ben.email)
    const pressed = await Promise.allSettled(Array.from({ length: 6 }, () => accept(ben, token)))
    expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const joined = `select from "CaseEvent" where "caseId" = $1 and type = 'coOwner.joined'`
    expect(await query(joined, [one.id])).toHaveLength(1)
  })

  it('is replaced by a newer one, ends with its time and when it is taken back, and is for a handful', async () => {
    const [{ patientId }, ben] = [await animal(), await person('Ben Cole')]
    const first = await invite(patientId, ben.email)
    const second = await invite(patientId, ben.email)
    await expect(accept(ben, first.token)).rejects.toMatchObject({ code: 'CONFLICT' })
    await query(`update "CoOwner" set "expiresAt" = now() where "patientId" = $1`, [patientId])
    await expect(accept(ben, second.token)).rejects.toMatchObject({ code: 'CONFLICT' })
    const third = await invite(patientId, ben.email)
    const { invited } = await asActor(owner, async (db) => ownershipOf(db, owner, await keyOf(db, patientId)))
    await asActor(owner, (db) => endCoOwner(db, owner, invited[0]!.id))
    await expect(accept(ben, third.token)).rejects.toMatchObject({ code: 'CONFLICT' })
    for (let nth = 0; nth < MOST_CO_OWNERS; nth += 1) await invite(patientId, `p${nth}.${randomUUID()}@example.test`)
    await expect(invite(patientId, 'x@example.test')).rejects.toMatchObject({ code: 'INVALID' })
    await expect(invite(patientId, owner.email)).rejects.toMatchObject({ code: 'INVALID' })
  })

  it('is the first owner’s to give, for an animal of theirs', async () => {
    const { patientId, ben, lineId } = await shared()
    const eve = await person('Eve')
    await expect(invite(patientId, 'x@example.test', eve)).rejects.toMatchObject(GONE)
    await expect(invite(patientId, 'x@example.test', ben)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    for (const who of [ben, eve])
      await expect(asActor(who, (db) => endCoOwner(db, who, lineId))).rejects.toMatchObject(GONE)
    await expect(
      asActor(ben, (db) => offerHome(db, ben, { patientId, email: 'x@example.test', name: 'X' })),
    ).rejects.toMatchObject(GONE)
    await expect(asActor(owner, (db) => leaveCoOwner(db, owner, patientId))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

describe('an owner who came later', () => {
  it('finds the animal and its cases, past and open and not yet sent, at home and in the search', async () => {
    const { one, patientId, ben } = await shared('DRAFT')
    const [key] = await asActor(ben, async (db) => [await keyOf(db, patientId)])
    expect(key).toEqual({ ownerId: owner.personId, id: patientId })
    const home = await asActor(ben, async (db) => ({
      animals: (await listPatients(db, ben)).patients.map(({ id }) => id),
      open: (await ownCases(db, ben, undefined)).yourTurn.map(({ id }) => id),
      life: (await lifeOf(db, key!)).cases.map(({ id }) => id),
      found: (await searchCases(db, 'Miso')).lines.map(({ id }) => id),
      other: await db.case.count({ where: { id: { not: one.id } } }),
    }))
    expect(home).toEqual({ animals: [patientId], open: [one.id], life: [one.id], found: [one.id], other: 0 })
  })

  it('acts in their own name, and everybody is told who', async () => {
    const { one, patientId, ben } = await shared('ANSWERED')
    await post(ben, one)
    const [message] = await query('select side, "authorName" from "Message" where "caseId" = $1', [one.id])
    expect(message).toEqual({ side: 'OWNER', authorName: 'Ben Cole' })
    await on(ben, one, (db, access) => endRelease(db, ben, access))
    const [event] = await query(
      `select side, "actorId" from "CaseEvent" where "caseId" = $1 and type = 'consent.releaseEnded'`,
      [one.id],
    )
    expect(event).toEqual({ side: 'OWNER', actorId: actorId(ben) })
    for (const who of [owner, vet, specialist]) {
      const { people } = await on(who, one, (db, access) => loadFrame(db, access))
      expect(people.filter(({ part }) => part === 'OWNER').map(({ name }) => name)).toEqual(['Ana Ruiz', 'Ben Cole'])
      const thread = await on(who, one, (db, access) => loadThread(db, who, access, EVERYTHING))
      expect(thread.audiences[0]?.readers).toContain('Ana Ruiz, Ben Cole')
      const words = thread.items.flatMap((item) => (item.kind === 'event' ? [item.words] : []))
      expect(words).toContainEqual(expect.stringMatching(/^Ben Cole ended the release/))
      expect(words).toContainEqual(expect.stringMatching(/^Ben Cole is an owner of the animal as well/))
    }
    await asActor(ben, (db) => noteOwnDeath(db, ben, { patientId, diedOn: '2026-11-20' }))
    expect((await asActor(owner, (db) => readPatient(db, patientId))).diedOn).toBeInstanceOf(Date)
  })

  it('changes the animal, begins a request for it and sends an ended one again: the owners’, not their own', async () => {
    const { one, patientId, ben } = await shared('WITHDRAWN')
    const { version } = await asActor(ben, (db) => readPatient(db, patientId))
    const look = { name: 'Miso', species: 'CAT', breed: 'Siamese', sex: 'UNKNOWN', neuter: 'UNKNOWN' } as const
    await asActor(ben, (db) => editPatient(db, ben, { ...look, patientId, version, bornOn: null, weightGrams: 4200 }))
    await query(
      `insert into "HistoryEntry" ("caseId", id, kind, holder, what) values ($1, gen_random_uuid(), 'ALLERGY', 'OWNER', 'Penicillin')`,
      [one.id],
    )
    const { caseId } = await asActor(ben, (db) => createDraft(db, ben, { patientId }))
    const again = await on(ben, one, (db, access) => resend(db, ben, access))
    for (const id of [caseId, again.caseId]) {
      expect(await roleOf(owner, { id })).toBe('OWNER')
      const [row] = await query('select "ownerId" from "Case" where id = $1', [id])
      expect(row).toEqual({ ownerId: owner.personId })
      const carried = await query('select from "HistoryEntry" where "caseId" = $1', [id])
      expect(carried).toHaveLength(1)
    }
  })

  it('gets the mails of an owner, and reads along no more where they stand as one', async () => {
    const [{ one, patientId }, ben] = [await animal(), await person('Ben Cole')]
    await standBy(one.id, ben, false)
    expect(await roleOf(ben, one)).toBe('SUPPORT')
    await accept(ben, (await invite(patientId, ben.email)).token)
    expect(await roleOf(ben, one)).toBe('OWNER')
    const told = await asActor(
      { kind: 'SYSTEM', caseId: one.id },
      (db) => db.$queryRaw<{ side: string; personId: string }[]>`select side, "personId" from app.people_on_case()`,
    )
    const owners = told.filter(({ side }) => side === 'OWNER').map(({ personId }) => personId)
    expect(owners).toEqual([owner.personId, ben.personId])
    expect(told.filter(({ side }) => side === 'SUPPORT')).toEqual([])
    const asked = await on(owner, one, (db, access) =>
      inviteSupport(db, owner, access, { email: ben.email, name: 'Ben', mayWrite: false }),
    )
    await expect(asActor(ben, (db) => acceptSupport(db, ben, asked.token))).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('PostgreSQL by itself', () => {
  const refused = (who: PersonActor, sql: string, ...values: unknown[]) =>
    expect(
      asActor(who, (db) => db.$executeRawUnsafe(sql, ...values)),
      sql,
    ).rejects.toThrow()

  it('lets nobody join an animal, or a case of it, by their own hand', async () => {
    const [{ one, patientId }, eve] = [await animal(), await person('Eve')]
    const mine = `insert into "CoOwner" ("ownerId", id, "patientId", email, name, "tokenHash", "expiresAt"`
    const row = [owner.personId, patientId, eve.email, randomUUID()]
    await refused(
      eve,
      `${mine}) values ($1::uuid, gen_random_uuid(), $2::uuid, $3, 'Eve', $4, now() + interval '1 day')`,
      ...row,
    )
    // Not even with an animal of their own that has the same id.
    await asActor(eve, (db) =>
      db.$executeRawUnsafe(
        `insert into "Patient" ("ownerId", id, name, species) values ($1::uuid, $2::uuid, 'Miso', 'CAT')`,
        ...[eve.personId, patientId],
      ),
    )
    await coOwn((await animal()).one.id, eve)
    await expect(roleOf(eve, one)).rejects.toMatchObject(GONE)
    await refused(
      eve,
      `insert into "Case" (id, number, "ownerId", "patientId", "updatedAt") values (gen_random_uuid(), 'CF-EVE', $1::uuid, $2::uuid, now())`,
      ...[owner.personId, patientId],
    )
  })

  it('lets an owner who came later neither invite, nor write what they are, nor take a case to another animal', async () => {
    const [{ patientId, ben, one }, other] = [await shared('DRAFT'), await animal()]
    await refused(
      ben,
      `insert into "CoOwner" ("ownerId", id, "patientId", email, name, "tokenHash", "expiresAt") values ($1::uuid, gen_random_uuid(), $2::uuid, 'x@example.test', 'X', $3, now() + interval '1 day')`,
      ...[owner.personId, patientId, randomUUID()],
    )
    await refused(ben, `update "Case" set "patientId" = $2::uuid where id = $1::uuid`, one.id, other.patientId)
    await refused(owner, `update "CoOwner" set "acceptedAt" = now() where "patientId" = $1::uuid`, patientId)
    const changed = await asActor(
      ben,
      (db) =>
        db.$executeRaw`update "CoOwner" set "endedAt" = now(), "endedBy" = 'OWNER' where "patientId" = ${patientId}::uuid`,
    )
    expect(changed).toBe(0)
  })

  it('gives an owner nothing while they act for an organization', async () => {
    const { one } = await animal()
    const [rival, away] = [await organization('HOSPITAL', 'Southgate'), await organization('PRACTICE', 'Parkside')]
    for (const org of [rival, away]) {
      const who = await member(org, 'ADMIN')
      await coOwn(one.id, who)
      await expect(roleOf(who, one)).rejects.toMatchObject(GONE)
      expect(await roleOf({ ...who, hat: { kind: 'OWNER' } }, one)).toBe('OWNER')
    }
  })
})
