import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant, PersonActor } from '#lib/access/actor.ts'
import { loadFrame } from '#lib/case/frame.ts'
import { loadCase } from '#lib/case/load.ts'
import { readRequest } from '#lib/case/request/queries.ts'
import { postMessage } from '#lib/case/thread/commands.ts'
import { loadThread } from '#lib/case/thread/queries.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, supporter, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { acceptSupport, changeSupport, endSupport, inviteSupport, leaveSupport, saveNote } from './commands.ts'
import { listSupport, readNote, supportByToken, supportedCases } from './queries.ts'

let owner: PersonActor, vet: PersonActor, specialist: PersonActor, hospital: TestOrg, practice: TestOrg
beforeAll(async () => {
  owner = await person()
  ;[hospital, practice] = [await organization('HOSPITAL', 'Northgate'), await organization('PRACTICE', 'Riverside')]
  ;[vet, specialist] = [await member(practice, 'VET'), await member(hospital, 'SPECIALIST')]
})

const fresh = (status: 'IN_REVIEW' | 'ANSWERED' | 'AWAITING_CONSENT' | 'DRAFT' = 'IN_REVIEW') =>
  caseIn({ owner, hospital, practice, status })
const on = <T>(
  actor: PersonActor,
  one: TestCase,
  work: (db: Db, access: Awaited<ReturnType<typeof loadCase>>) => Promise<T>,
) => asActor(actor, async (db) => work(db, await loadCase(db, actor, one.id)))
const invite = (one: TestCase, email: string, mayWrite = false, by = owner) =>
  on(by, one, (db, access) => inviteSupport(db, by, access, { email, name: 'Bea', mayWrite }))
const accept = (who: PersonActor, token: string) => asActor(who, (db) => acceptSupport(db, who, token))
const post = (who: PersonActor, one: TestCase, audience: 'EVERYONE' | 'VETS' | 'HOSPITAL' = 'EVERYONE') =>
  on(who, one, (db, access) =>
    postMessage(db, who, access, {
      ...{ body: `words to ${audience}`, audience, clientKey: randomUUID(), urgent: false, 'records[]': [] },
    }),
  )
const sees = (who: PersonActor, one: TestCase) => on(who, one, async (_db, access) => access.role)

describe('an invitation to stand by an owner', () => {
  it('is mailed, shows whose animal it is about, and is taken up once, by its own address', async () => {
    const [one, bea, eve] = [await fresh(), await person('Bea Lind'), await person('Eve')]
    const { id, token } = await invite(one, bea.email)
    const { rows } = await useDatabase().owner.query(
      `select payload from graphile_worker._private_jobs where key = $1 or payload->>'key' = $1`,
      [`support:${id}`],
    )
    expect(rows[0].payload).toMatchObject({ to: bea.email, template: 'supportInvitation' })
    expect(rows[0].payload.props.url).toContain(`/support/${token}`)
    const shown = await asActor({ kind: 'VISITOR' }, (db) => supportByToken(db, token))
    expect(shown).toMatchObject({ owner: 'Ana Ruiz', patient: 'Miso', mayWrite: false, state: 'OPEN' })
    await expect(sees(bea, one)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(accept(eve, token)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await accept(bea, token)).toBe(`/cases/${one.id}`)
    await expect(accept(bea, token)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await sees(bea, one)).toBe('SUPPORT')
    expect((await asActor(bea, (db) => supportedCases(db, bea))).map(({ id: caseId }) => caseId)).toEqual([one.id])
  })

  it('is not for the owner, nor for somebody who reads along already; a new one replaces the old', async () => {
    const [one, bea] = [await fresh(), await person('Bea Lind')]
    await expect(invite(one, owner.email)).rejects.toMatchObject({ code: 'INVALID' })
    const first = await invite(one, bea.email)
    const second = await invite(one, bea.email, true)
    await expect(accept(bea, first.token)).rejects.toMatchObject({ code: 'CONFLICT' })
    await accept(bea, second.token)
    expect(await sees(bea, one)).toBe('SUPPORT_WRITER')
    await expect(invite(one, bea.email)).rejects.toMatchObject({ code: 'INVALID' })
  })

  it('ends with its time, and when it is taken back', async () => {
    const [one, bea] = [await fresh(), await person('Bea Lind')]
    const old = await invite(one, bea.email)
    await useDatabase().owner.query(`update "CaseSupport" set "expiresAt" = now() where id = $1`, [old.id])
    await expect(accept(bea, old.token)).rejects.toMatchObject({ code: 'CONFLICT' })
    const next = await invite(one, bea.email)
    await on(owner, one, (db, access) => endSupport(db, access, next.id))
    await expect(accept(bea, next.token)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is the owner’s to give, and for a case that was sent', async () => {
    const one = await fresh()
    for (const who of [vet, specialist])
      await expect(invite(one, 'x@example.test', false, who)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(invite(await fresh('DRAFT'), 'x@example.test')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const bea = await supporter(one.id, 'Bea', true)
    await expect(invite(one, 'x@example.test', false, bea)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(on(bea, one, (db, access) => listSupport(db, access))).resolves.toEqual([])
  })
})

describe('a support person', () => {
  it('is named to all parties, and as a reader of what is written to everyone', async () => {
    const one = await fresh()
    await supporter(one.id, 'Bea Lind')
    for (const who of [owner, vet, specialist]) {
      const { people } = await on(who, one, (db, access) => loadFrame(db, access))
      expect(people).toContainEqual({ name: 'Bea Lind', part: 'SUPPORT', detail: 'reads along' })
      const { names } = await on(who, one, (db, access) =>
        loadThread(db, who, access, { before: undefined, audience: undefined, find: undefined }),
      )
      expect(names.support).toEqual(['Bea Lind'])
      const rows = await asActor(who, (db) => db.caseSupport.findMany({ where: { caseId: one.id } }))
      expect(rows).toHaveLength(who === owner ? 1 : 0)
    }
  })

  it('reads what is written to everyone and nothing else, and writes only where the owner lets them', async () => {
    const one = await fresh()
    for (const audience of ['EVERYONE', 'VETS', 'HOSPITAL'] as const) await post(specialist, one, audience)
    const [reader, writer] = [await supporter(one.id, 'Bea'), await supporter(one.id, 'Cem', true)]
    for (const who of [reader, writer]) {
      const thread = await on(who, one, (db, access) =>
        loadThread(db, who, access, { before: undefined, audience: undefined, find: undefined }),
      )
      expect(thread.items.filter(({ kind }) => kind === 'message')).toHaveLength(1)
    }
    await expect(post(reader, one)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    for (const audience of ['VETS', 'HOSPITAL'] as const)
      await expect(post(writer, one, audience)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const id = await post(writer, one)
    const { rows } = await useDatabase().owner.query('select side, "authorName" from "Message" where id = $1', [id])
    expect(rows).toEqual([{ side: 'SUPPORT', authorName: 'Cem' }])
  })

  it('is not told the fee, nor how to reach the vet', async () => {
    const one = await fresh()
    const bea = await supporter(one.id)
    const request = await on(bea, one, (db, access) => readRequest(db, access))
    expect(request).toMatchObject({ presentingComplaint: 'Breathes fast asleep', attendingVetEmail: '' })
    expect(request.service?.feeMinor).toBeNull()
  })

  it('finds nothing from the next request on when the owner asks them to go, or when they go', async () => {
    const one = await fresh()
    const bea = await supporter(one.id, 'Bea')
    await on(bea, one, (db, access) => saveNote(db, bea, access, { body: 'Ask about the cough', version: 0 }))
    const [line] = await on(owner, one, (db, access) => listSupport(db, access))
    await on(owner, one, (db, access) => endSupport(db, access, line!.id))
    await expect(sees(bea, one)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await asActor(bea, (db) => db.message.count())).toBe(0)
    const cem = await supporter(one.id, 'Cem')
    await on(cem, one, (db, access) => leaveSupport(db, access))
    await expect(sees(cem, one)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { rows } = await useDatabase().owner.query(
      `select type from "CaseEvent" where "caseId" = $1 and type like 'support.%' order by seq`,
      [one.id],
    )
    expect(rows.map(({ type }) => type)).toEqual(['support.ended', 'support.left'])
  })

  it('keeps notes that nobody else reads, and two devices do not overwrite each other', async () => {
    const one = await fresh()
    const [bea, cem] = [await supporter(one.id, 'Bea'), await supporter(one.id, 'Cem')]
    const save = (body: string, version: number) =>
      on(bea, one, (db, access) => saveNote(db, bea, access, { body, version }))
    expect(await save('Ask about the cough', 0)).toEqual({ version: 1 })
    expect(await save('Ask about the cough, and food', 1)).toEqual({ version: 2 })
    await expect(save('Something older', 1)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await on(bea, one, (db, access) => readNote(db, bea, access))).toMatchObject({ version: 2 })
    expect(await on(cem, one, (db, access) => readNote(db, cem, access))).toMatchObject({ body: '' })
    for (const who of [owner, vet, specialist, cem])
      expect(await asActor(who, (db) => db.supportNote.count({ where: { caseId: one.id } }))).toBe(0)
  })

  it('may be let write, and be let read only, from the next request on', async () => {
    const one = await fresh()
    const bea = await supporter(one.id)
    const [line] = await on(owner, one, (db, access) => listSupport(db, access))
    const set = (mayWrite: boolean) =>
      on(owner, one, (db, access) => changeSupport(db, access, { supportId: line!.id, mayWrite }))
    await set(true)
    await post(bea, one)
    await set(false)
    await expect(post(bea, one)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const other = await fresh()
    await expect(on(owner, other, (db, access) => endSupport(db, access, line!.id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

/** Tables in which this reader sees a row, with how many. */
async function everything(actor: Participant): Promise<Record<string, number>> {
  const { rows } = await useDatabase().owner.query<{ name: string }>(
    `select distinct table_name as name from information_schema.column_privileges where grantee = 'conferral_app'
       and table_schema = 'public' and privilege_type = 'SELECT'`,
  )
  return asActor(actor, async (db) => {
    const read: Record<string, number> = {}
    for (const { name } of rows) {
      const [row] = await db.$queryRawUnsafe<[{ n: number }]>(`select count(*)::int as n from "${name}"`)
      if (row.n > 0) read[name] = row.n
    }
    return read
  })
}

describe('PostgreSQL itself', () => {
  it('shows a support person these tables and no others', async () => {
    const one = await fresh('ANSWERED')
    const admin = useDatabase().owner
    await post(owner, one)
    await admin.query(
      `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status) values ($1, gen_random_uuid(), 'OWNER', 'LAB', 'a.pdf', 1, gen_random_uuid()::text, 'READY')`,
      [one.id],
    )
    await admin.query(
      `insert into "InformationRequest" ("caseId", id, "askedOf", question, "askedById") values ($1, gen_random_uuid(), 'OWNER', 'ECG?', $2)`,
      [one.id, specialist.personId],
    )
    await admin.query(
      `insert into "Recommendation" ("caseId", id, status, "authorId", "signedName", "signedAt", "contentHash", assessment, "plainLanguage", agreement, urgency)
       values ($1, gen_random_uuid(), 'SIGNED', $2, 'Dr', now(), repeat('0', 64), 'HCM', 'A heart disease', 'AGREE', 'SOON')`,
      [one.id, specialist.personId],
    )
    const bea = await supporter(one.id)
    const read = await everything(bea)
    const theirs = [
      ...['Case', 'CaseEvent', 'CaseRequest', 'CaseSupport', 'Message', 'Patient', 'Recommendation'],
      ...['Person', 'Session'],
    ]
    const open = [
      'ConsentText',
      'DeliveryRule',
      'Organization',
      'RateLimit',
      'ReadinessList',
      'Service',
      '_prisma_migrations',
    ]
    expect(
      Object.keys(read)
        .filter((name) => !open.includes(name))
        .toSorted(),
    ).toEqual(theirs.toSorted())
    expect(read).toMatchObject({ Case: 1, Message: 1, CaseSupport: 1, Patient: 1 })
  })

  it('lets them write nothing but what is theirs to say', async () => {
    const one = await fresh('IN_REVIEW')
    const [reader, writer] = [await supporter(one.id, 'Bea'), await supporter(one.id, 'Cem', true)]
    const refused = async (who: PersonActor, sql: string) => {
      await expect(
        asActor(who, (db) => db.$executeRawUnsafe(sql)),
        sql,
      ).rejects.toThrow()
    }
    const id = `'${one.id}'`
    const message = (who: PersonActor, side: string, audience: string) =>
      `insert into "Message" ("caseId", id, audience, side, "authorKind", "authorId", "authorName", body, "clientKey")
       values (${id}, gen_random_uuid(), '${audience}', '${side}', 'PERSON', '${who.personId}', 'x', 'x', gen_random_uuid())`
    await refused(reader, message(reader, 'SUPPORT', 'EVERYONE'))
    await refused(writer, message(writer, 'OWNER', 'EVERYONE'))
    await refused(writer, message(writer, 'SUPPORT', 'VETS'))
    await refused(writer, message(owner, 'SUPPORT', 'EVERYONE'))
    for (const holder of ['OWNER', 'SUPPORT'])
      await refused(
        writer,
        `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey") values (${id}, gen_random_uuid(), '${holder}', 'LAB', 'a', 1, gen_random_uuid()::text)`,
      )
    for (const side of ['OWNER', 'SUPPORT'])
      await refused(
        writer,
        `insert into "RecordView" ("caseId", id, "recordId", action, side, "actorKind", "actorId", "viewerName") values (${id}, gen_random_uuid(), gen_random_uuid(), 'viewed', '${side}', 'PERSON', '${writer.personId}', 'x')`,
      )
    await refused(writer, `select app.append_event(${id}::uuid, 'case.withdrawn', 'EVERYONE', '{}')::text`)
    await refused(writer, `update "CaseSupport" set mails = false`)
    for (const sql of [
      `update "Case" set status = 'WITHDRAWN'`,
      `update "CaseRequest" set history = 'x'`,
      `update "Release" set "revokedAt" = now()`,
      `update "CaseSupport" set "mayWrite" = true`,
      `update "Patient" set name = 'x'`,
      `update "Payment" set status = 'EXPIRED'`,
    ])
      expect(await asActor(reader, (db) => db.$executeRawUnsafe(sql)), sql).toBe(0)
  })

  it('opens nothing to them in the name of an organization, and nothing of another case', async () => {
    const [one, other] = [await fresh(), await fresh()]
    const bea = await supporter(one.id)
    await expect(sees(bea, other)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const clinic = await organization('PRACTICE', 'Parkside')
    const hat = {
      kind: 'PRACTICE',
      orgId: clinic.id,
      name: 'P',
      slug: 'p',
      role: 'VET',
      credentials: '',
      timeZone: 'UTC',
    } as const
    const asVet: PersonActor = { ...bea, hat, hats: [hat] }
    await expect(sees(asVet, one)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
