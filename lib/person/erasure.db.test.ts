import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { confirmLink, hashLinkToken } from '#lib/auth/links.ts'
import { loadFrame } from '#lib/case/frame.ts'
import { loadCase } from '#lib/case/load.ts'
import { createDraft, saveDraft } from '#lib/case/request/commands.ts'
import { asActor } from '#lib/db/unit.ts'
import { addPatient } from '#lib/patient/commands.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestOrg } from '#lib/testing/world.ts'
import { asPerson } from '#lib/web/unit.ts'
import { verifyLedger } from '../../scripts/verify-ledger.ts'
import { askErasure, cancelErasure, erase, eraseDue, erasureOf } from './erasure.ts'

let hospital: TestOrg, specialist: PersonActor

beforeAll(async () => {
  hospital = await organization('HOSPITAL', 'Northgate')
  specialist = await member(hospital, 'SPECIALIST')
})

const query = async <T extends object = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await useDatabase().owner.query<T>(sql, values)).rows
const as = <T>(who: PersonActor, work: Parameters<typeof asPerson<T>>[1]) =>
  asPerson({ session: who.sessionId, link: null }, work)
const ask = (who: PersonActor) => as(who, ({ db, actor }) => askErasure(db, actor))
const view = (who: PersonActor) => as(who, ({ db, actor }) => erasureOf(db, actor))
const pass = (who: PersonActor) =>
  query(`update "ErasureRequest" set "dueAt" = now() - interval '1 second' where "personId" = $1`, [who.personId])
const rowOf = async (who: PersonActor) => (await query('select * from "Person" where id = $1', [who.personId]))[0] ?? {}

/** An owner with a closed case, in which they wrote and signed. */
async function owner(name = 'Ana Secretname'): Promise<{ who: PersonActor; caseId: string }> {
  const who = await person(name)
  await query(`update "Person" set phone = '+353 1 555 0199' where id = $1`, [who.personId])
  const { id } = await caseIn({ owner: who, hospital, status: 'CLOSED' })
  await query(`update "Case" set "closedAt" = now() where id = $1`, [id])
  await query(
    `insert into "Message" ("caseId", id, audience, side, "authorKind", "authorId", "authorName", body, "clientKey")
     values ($1, gen_random_uuid(), 'EVERYONE', 'OWNER', 'PERSON', $2, $3, 'Is it heart disease?', gen_random_uuid())`,
    [id, who.personId, name],
  )
  await query(`update "Release" set "signedName" = $2 where "caseId" = $1`, [id, name])
  await query(`update "CaseRequest" set "reachPhone" = '+353 1 555 0199' where "caseId" = $1`, [id])
  await asActor(who, (db) => db.$queryRaw`select app.append_event(${id}::uuid, 'case.created', 'EVERYONE', '{}')`)
  return { who, caseId: id }
}

const CAT = {
  name: 'Mystery',
  species: 'CAT',
  breed: 'Siamese',
  sex: 'FEMALE',
  neuter: 'INTACT',
  bornOn: null,
} as const

describe('being forgotten', () => {
  it('waits seven days, then replaces what identifies a person, and leaves proof, file and chain', async () => {
    const { who, caseId } = await owner()
    const draft = await asActor(who, async (db) => {
      const { patientId } = await addPatient(db, who, { ...CAT, weightGrams: null })
      const made = await createDraft(db, who, { patientId })
      const access = await loadCase(db, who, made.caseId)
      await saveDraft(db, access, { history: 'A private story', attendingVetName: 'Dr Private' }, null)
      return made.caseId
    })
    await ask(who)
    expect(await erase(who.personId)).toBe(false)
    const { asked } = await view(who)
    expect(Math.round(((asked?.dueAt.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(7)
    await pass(who)
    await eraseDue()

    const row = await rowOf(who)
    expect(row).toMatchObject({ name: 'Former owner', phone: null, email: `erased-${who.personId}@erased.invalid` })
    const dump = JSON.stringify([
      await query('select * from "Message" where "caseId" = $1', [caseId]),
      await query('select * from "CaseRequest" where "caseId" = any ($1)', [[caseId, draft]]),
      await query('select * from "Case" where "ownerId" = $1', [who.personId]),
      await query('select * from "CaseSearch" where "ownerId" = $1', [who.personId]),
      await query('select * from "Patient" where "ownerId" = $1', [who.personId]),
    ])
    for (const gone of ['Secretname', 'secretname', who.email, '555 0199', 'private story', 'Private', 'Mystery'])
      expect(dump).not.toContain(gone)
    expect(dump).toContain('Is it heart disease?')
    expect(dump).toContain('Former owner')
    // What was signed proves who allowed what.
    expect(await query('select "signedName" from "Release" where "caseId" = $1', [caseId])).toEqual([
      { signedName: 'Ana Secretname' },
    ])
    expect((await verifyLedger(useDatabase().ownerUrl)).findings).toEqual([])
    const events = await query('select type, "actorKind" from "CaseEvent" where "caseId" = $1 order by seq', [caseId])
    expect(events.at(-1)).toEqual({ type: 'owner.erased', actorKind: 'SYSTEM' })
    expect(await erase(who.personId)).toBe(false)
  })

  it('is forgotten in what was mailed to them: as the owner of a practice’s case, and as an animal’s new owner', async () => {
    const { who, caseId } = await owner()
    const giver = await person()
    const { patientId } = await asActor(giver, (db) => addPatient(db, giver, { ...CAT, weightGrams: null }))
    const mailed = `insert into "OwnerInvitation" ("caseId", id, email, name, "tokenHash", "invitedById", "expiresAt")
      values ($1, gen_random_uuid(), $2, 'Ana Secretname', $3, $4, now() + interval '9 days')`
    await query(mailed, [caseId, who.email, randomUUID(), specialist.personId])
    await query(
      `insert into "PracticeNote" ("caseId", "ownerEmail", unread) values ($1, $2, 'Owner: Ana Secretname, 1 Quay Street')`,
      [caseId, who.email],
    )
    await query(
      `insert into "NewHome" ("ownerId", id, "patientId", email, name, "tokenHash", "expiresAt")
       values ($1, gen_random_uuid(), $2, $3, 'Ana Secretname', $4, now() + interval '9 days')`,
      [giver.personId, patientId, who.email, randomUUID()],
    )
    await ask(who)
    await pass(who)
    await eraseDue()
    const [invitation] = await query('select * from "OwnerInvitation" where "caseId" = $1', [caseId])
    const [home] = await query('select * from "NewHome" where "patientId" = $1', [patientId])
    expect(invitation).toMatchObject({ name: 'Former owner', revokedAt: expect.any(Date) })
    expect(home).toMatchObject({ name: 'Former owner', endedAt: expect.any(Date) })
    const dump = JSON.stringify([
      invitation,
      home,
      await query('select * from "PracticeNote" where "caseId" = $1', [caseId]),
    ])
    for (const gone of ['Secretname', who.email, 'Quay Street']) expect(dump).not.toContain(gone)
  })

  it('leaves others the file, as that of a former owner', async () => {
    const { who, caseId } = await owner()
    await ask(who)
    await pass(who)
    await eraseDue()
    const frame = await asActor(specialist, async (db) => loadFrame(db, await loadCase(db, specialist, caseId)))
    expect(frame.people[0]).toMatchObject({ part: 'OWNER', name: 'Former owner' })
    expect(frame.patient?.name).toBe('Miso')
    expect(frame.can('recommendation.read')).toBe(true)
  })

  it('ends every way in: sessions, mailed links and places in teams; the address begins anew', async () => {
    const { who } = await owner()
    const practice = await organization('PRACTICE', 'Riverside Vets')
    await query(`insert into "Membership" ("organizationId", "personId", role) values ($1, $2, 'VET')`, [
      practice.id,
      who.personId,
    ])
    const token = randomUUID()
    await query(
      `insert into "SignInToken" (identifier, "tokenHash", "expiresAt") values ($1, $2, now() + interval '10 minutes')`,
      [who.email, hashLinkToken(token)],
    )
    await ask(who)
    await pass(who)
    await eraseDue()
    await expect(view(who)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    const press = (given: string, name: string | null) =>
      confirmLink({
        ...{ address: who.email, token: given, name, timeZone: 'UTC', next: null },
        device: { userAgent: null, replaces: null },
      })
    await expect(press(token, 'Ana')).rejects.toMatchObject({ code: 'CONFLICT' })
    const members = await query('select "endedAt" from "Membership" where "personId" = $1', [who.personId])
    expect(members).toEqual([{ endedAt: expect.any(Date) }])
    const fresh = randomUUID()
    await query(
      `insert into "SignInToken" (identifier, "tokenHash", "expiresAt") values ($1, $2, now() + interval '10 minutes')`,
      [who.email, hashLinkToken(fresh)],
    )
    await press(fresh, 'Ana Anew')
    const [anew] = await query<{ id: string }>('select id from "Person" where email = $1', [who.email])
    expect(anew?.id).not.toBe(who.personId)
    expect(await query('select id from "Case" where "ownerId" = $1', [anew?.id])).toEqual([])
  })

  it('can be called off until then, and is asked for once', async () => {
    const { who } = await owner()
    await ask(who)
    await ask(who)
    expect(await query('select id from "ErasureRequest" where "personId" = $1', [who.personId])).toHaveLength(1)
    await as(who, ({ db, actor }) => cancelErasure(db, actor))
    await pass(who)
    await eraseDue()
    expect(await rowOf(who)).toMatchObject({ email: who.email, erasedAt: null })
    await expect(as(who, ({ db, actor }) => cancelErasure(db, actor))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await ask(who)
    expect((await view(who)).asked).not.toBeNull()
  })

  it('takes a support person out of the cases in which they stood by somebody, with what they noted', async () => {
    const { who } = await owner('Ida Helper')
    const { caseId } = await owner('Ben Asker')
    await query(
      `insert into "CaseSupport" ("caseId", id, email, name, "personId", "tokenHash", "invitedById", "expiresAt", "acceptedAt")
       select $1, gen_random_uuid(), $2, 'Ida Helper', $3, gen_random_uuid()::text, c."ownerId", now(), now() from "Case" c where c.id = $1`,
      [caseId, who.email, who.personId],
    )
    await query(`insert into "SupportNote" ("caseId", "personId", body) values ($1, $2, 'A private note')`, [
      caseId,
      who.personId,
    ])
    await ask(who)
    await pass(who)
    await eraseDue()
    const left = JSON.stringify([
      await query('select * from "CaseSupport" where "caseId" = $1', [caseId]),
      await query('select * from "SupportNote" where "caseId" = $1', [caseId]),
    ])
    expect(left).toContain('Former support person')
    for (const gone of ['Ida', who.email, 'private note']) expect(left).not.toContain(gone)
  })

  it('tells by mail, so that it is known if it was somebody else', async () => {
    const { who } = await owner()
    await ask(who)
    const mails = await query(`select j.payload from graphile_worker._private_jobs j where j.payload->>'to' = $1`, [
      who.email,
    ])
    expect(mails).toMatchObject([{ payload: { template: 'erasureAsked' } }])
  })
})

describe('what stands in the way', () => {
  it('is a legal hold, with its reason, even when it is placed in the seven days', async () => {
    const { who } = await owner()
    await ask(who)
    await pass(who)
    await query(
      `insert into "LegalHold" ("organizationId", id, reason, "placedById", "placedByName") values ($1, gen_random_uuid(), 'A complaint', $2, 'Admin')`,
      [hospital.id, specialist.personId],
    )
    await eraseDue()
    expect(await erase(who.personId)).toBe(false)
    expect((await view(who)).blocks).toEqual([expect.stringContaining('Northgate must keep your case')])
    expect((await view(who)).blocks[0]).toContain('A complaint')
    await query(`update "LegalHold" set "liftedAt" = now() where "organizationId" = $1`, [hospital.id])
    await eraseDue()
    expect((await rowOf(who)).erasedAt).not.toBeNull()
  })

  it('is a case under way, and being a team’s only admin', async () => {
    const who = await person('Ana Busy')
    await caseIn({ owner: who, hospital, status: 'IN_REVIEW' })
    const practice = await organization('PRACTICE', 'Lakeside')
    await query(`insert into "Membership" ("organizationId", "personId", role) values ($1, $2, 'ADMIN')`, [
      practice.id,
      who.personId,
    ])
    const { blocks } = await view(who)
    expect(blocks).toEqual([expect.stringMatching(/is under way/), expect.stringMatching(/only admin of Lakeside/)])
    await expect(ask(who)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('Lakeside') })
  })

  it('is an old sign-in', async () => {
    const { who } = await owner()
    await query(`update "Session" set "createdAt" = now() - interval '2 hours' where id = $1`, [who.sessionId])
    await expect(ask(who)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('as an attacker', () => {
  it('nobody asks, hurries or does it for another', async () => {
    const { who } = await owner()
    const eve = await person('Eve Other')
    const insert = (columns: string, values: string) =>
      asActor(eve, (db) => db.$executeRawUnsafe(`insert into "ErasureRequest" (${columns}) values (${values})`))
    await expect(insert('"personId", id', `'${who.personId}', uuidv7()`)).rejects.toThrow(/row-level security/)
    await expect(insert('"personId", id, "dueAt"', `'${eve.personId}', uuidv7(), now()`)).rejects.toThrow(
      /permission denied/,
    )
    await ask(who)
    const cancelled = await asActor(eve, (db) =>
      db.erasureRequest.updateMany({ where: { personId: who.personId }, data: { cancelledAt: new Date() } }),
    )
    expect(cancelled.count).toBe(0)
    await pass(who)
    const tried = await asActor(
      eve,
      (db) =>
        db.$queryRaw<
          object[]
        >`select app.erase_person(${who.personId}::uuid) as done, (select count(*)::int from app.due_erasures(10)) as due`,
    )
    expect(tried).toEqual([{ done: null, due: 0 }])
    expect((await rowOf(who)).erasedAt).toBeNull()
  })
})
