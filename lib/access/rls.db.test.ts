import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor, LinkActor, PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { sha256 } from '#lib/hash.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestOrg } from '#lib/testing/world.ts'

// The second wall by itself: no application code decides here, PostgreSQL does.

type World = {
  owner: PersonActor
  stranger: PersonActor
  hospital: TestOrg
  specialist: PersonActor
  rival: PersonActor
  vet: PersonActor
  otherVet: PersonActor
  link: LinkActor
  caseId: string
  foreignCaseId: string
  recordId: string
}
let w: World

beforeAll(async () => {
  const [owner, stranger] = [await person(), await person('Eve Other')]
  const [hospital, rivals] = [await organization('HOSPITAL', 'Northgate'), await organization('HOSPITAL', 'Southgate')]
  const [practice, otherPractice] = [
    await organization('PRACTICE', 'Riverside'),
    await organization('PRACTICE', 'Parkside'),
  ]
  const mine = await caseIn({ owner, hospital, practice, status: 'IN_REVIEW' })
  const foreign = await caseIn({ owner: stranger, hospital: rivals, practice: otherPractice, status: 'IN_REVIEW' })
  w = {
    owner,
    stranger,
    hospital,
    specialist: await member(hospital, 'SPECIALIST'),
    rival: await member(rivals, 'ADMIN'),
    vet: await member(practice, 'VET'),
    otherVet: await member(otherPractice, 'VET'),
    link: mine.link,
    caseId: mine.id,
    foreignCaseId: foreign.id,
    recordId: randomUUID(),
  }
  await useDatabase().owner.query(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status) values ($1, $2, 'PRACTICE', 'LAB', 'bloods.pdf', 10, $3, 'READY')`,
    [w.caseId, w.recordId, randomUUID()],
  )
})

const GUARDED = [
  ...[
    'Person',
    'Session',
    'SignInToken',
    'Organization',
    'Membership',
    'Invitation',
    'Service',
    'Patient',
    'Case',
    'CaseRequest',
  ],
  ...['CaseEvent', 'CaseChain', 'CaseLink', 'ConsentText', 'Release', 'Agreement', 'Record', 'RecordView', 'Estimate'],
  ...[
    'InformationRequest',
    'Decline',
    'Payment',
    'LedgerEntry',
    'StripeEvent',
    'Message',
    'MessageRecord',
    'ReadMark',
    'Recommendation',
  ],
  ...['MailAddress', 'InboundMail'],
]

const count = (db: Db, table: string, caseId?: string) =>
  db
    .$queryRawUnsafe<{ n: number }[]>(
      `select count(*)::int as n from "${table}"${caseId ? ` where "${table === 'Case' ? 'id' : 'caseId'}" = '${caseId}'` : ''}`,
    )
    .then((rows) => rows[0]!.n)

describe('row-level security', () => {
  it.each(GUARDED)('shows nothing of %s without an actor', async (table) => {
    const { rows } = await useDatabase().app.query(`select count(*)::int as n from "${table}"`)
    expect(rows[0]).toEqual({ n: 0 })
  })

  it('shows a case to its parties and to no wrong actor', async () => {
    const sees = (actor: Actor, table = 'Case') => asActor(actor, (db) => count(db, table, w.caseId))
    for (const actor of [w.owner, w.specialist, w.vet, w.link, { kind: 'SYSTEM', caseId: w.caseId } as const])
      expect(await sees(actor)).toBe(1)
    const strangers: Actor[] = [
      w.stranger,
      w.rival,
      w.otherVet,
      { kind: 'VISITOR' },
      { kind: 'AUTH' },
      { kind: 'SYSTEM', caseId: w.foreignCaseId },
      { kind: 'SYSTEM', caseId: null },
    ]
    for (const actor of strangers)
      for (const table of ['Case', 'CaseRequest', 'CaseEvent', 'Release', 'Agreement', 'Record', 'Estimate', 'Message'])
        expect(await sees(actor, table), `${table} for ${actor.kind}`).toBe(0)
  })

  it('does not show an owner their own case through another hat', async () => {
    const hat = (await member(w.hospital, 'COORDINATOR')).hat
    const acting: PersonActor = { ...w.stranger, hat }
    expect(await asActor(acting, (db) => count(db, 'Case', w.foreignCaseId))).toBe(0)
  })

  it('refuses an insert for a foreign tenant', async () => {
    const attempts: [Actor, string][] = [
      [
        w.stranger,
        `insert into "Message" ("caseId", id, audience, side, "authorKind", "authorId", "authorName", body, "clientKey") values ('${w.caseId}', gen_random_uuid(), 'EVERYONE', 'OWNER', 'PERSON', '${w.stranger.personId}', 'Eve', 'hi', gen_random_uuid())`,
      ],
      [
        w.owner,
        `insert into "Message" ("caseId", id, audience, side, "authorKind", "authorId", "authorName", body, "clientKey") values ('${w.caseId}', gen_random_uuid(), 'HOSPITAL', 'OWNER', 'PERSON', '${w.owner.personId}', 'Ana', 'hi', gen_random_uuid())`,
      ],
      [
        w.owner,
        `insert into "Message" ("caseId", id, audience, side, "authorKind", "authorId", "authorName", body, "clientKey") values ('${w.caseId}', gen_random_uuid(), 'EVERYONE', 'HOSPITAL', 'PERSON', '${w.owner.personId}', 'Ana', 'hi', gen_random_uuid())`,
      ],
      [
        w.rival,
        `insert into "Estimate" ("caseId", id, "amountMinor", currency, "turnaroundHours", "createdById", "validUntil") values ('${w.caseId}', gen_random_uuid(), 1, 'EUR', 1, '${w.rival.personId}', now())`,
      ],
      [
        w.rival,
        `insert into "Service" ("organizationId", id, specialty, name, "feeMinor", currency, "turnaroundHours") values ('${w.hospital.id}', gen_random_uuid(), 'CARDIOLOGY', 'x', 1, 'EUR', 1)`,
      ],
      [
        w.owner,
        `insert into "Patient" ("ownerId", id, name, species) values ('${w.stranger.personId}', gen_random_uuid(), 'x', 'CAT')`,
      ],
      [
        w.vet,
        `insert into "Record" ("caseId", id, holder, name, "sizeBytes", "objectKey") values ('${w.caseId}', gen_random_uuid(), 'OWNER', 'x', 1, gen_random_uuid()::text)`,
      ],
      [
        w.specialist,
        `insert into "LedgerEntry" ("caseId", id, "transactionId", "paymentId", account, "amountMinor", currency, memo) values ('${w.caseId}', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'x', 1, 'EUR', 'x')`,
      ],
    ]
    for (const [actor, sql] of attempts)
      await expect(
        asActor(actor, (db) => db.$executeRawUnsafe(sql)),
        sql,
      ).rejects.toThrow(/row-level security/)
  })

  it('does not let a child hang on a foreign parent', async () => {
    const { owner } = useDatabase()
    await expect(
      owner.query(
        `insert into "RecordView" ("caseId", id, "recordId", action, side, "actorKind", "viewerName") values ($1, gen_random_uuid(), $2, 'VIEW', 'OWNER', 'PERSON', 'x')`,
        [w.foreignCaseId, w.recordId],
      ),
    ).rejects.toThrow(/foreign key/)
  })

  it('does not let the application edit an event, skip the door, or move a case to another owner', async () => {
    const denied = (sql: string) =>
      expect(
        asActor(w.owner, (db) => db.$executeRawUnsafe(sql)),
        sql,
      ).rejects.toThrow(/permission denied/)
    await denied(`update "CaseEvent" set type = 'x'`)
    await denied(`delete from "CaseEvent"`)
    await denied(
      `insert into "CaseEvent" ("caseId", seq, type, "actorKind", side, at, data, "prevHash", hash) values ('${w.caseId}', 99, 'x', 'x', 'OWNER', now(), '{}', '', '')`,
    )
    await denied(`update "Case" set "ownerId" = '${w.stranger.personId}'`)
    await denied(`select * from "CaseSearch"`)
    await denied(`update "LedgerEntry" set "amountMinor" = 0`)
  })

  describe('a practice’s record', () => {
    const seen = () => asActor(w.specialist, (db) => count(db, 'Record', w.caseId))
    const mend = (sql: string) => useDatabase().owner.query(sql, [w.caseId])

    it('is seen by the hospital only while release and agreement both cover it', async () => {
      expect(await seen()).toBe(1)
      for (const table of ['Release', 'Agreement']) {
        await mend(`update "${table}" set "revokedAt" = now() where "caseId" = $1`)
        expect(await seen(), `${table} revoked`).toBe(0)
        await mend(
          `update "${table}" set "revokedAt" = null, "expiresAt" = now() - interval '1 second' where "caseId" = $1`,
        )
        expect(await seen(), `${table} expired`).toBe(0)
        await mend(
          `update "${table}" set "expiresAt" = now() + interval '1 day', kinds = '{HISTORY}' where "caseId" = $1`,
        )
        expect(await seen(), `${table} without labs`).toBe(0)
        await mend(`update "${table}" set kinds = '{LAB}' where "caseId" = $1`)
        expect(await seen(), `${table} mended`).toBe(1)
      }
    })

    it('is seen by the owner and the practice all along', async () => {
      for (const actor of [w.owner, w.vet, w.link])
        expect(await asActor(actor, (db) => count(db, 'Record', w.caseId))).toBe(1)
    })
  })

  it('opens the link’s door only while the link lives', async () => {
    const { owner, hospital } = w
    const fresh = await caseIn({ owner, hospital, status: 'AWAITING_CONSENT' })
    const { app, owner: admin } = useDatabase()
    const open = async () =>
      (await app.query('select app.begin_link($1) as actor', [sha256(fresh.linkToken)])).rows[0].actor
    expect(await open()).toMatchObject({ caseId: fresh.id })
    await admin.query('update "CaseLink" set "revokedAt" = now() where "caseId" = $1', [fresh.id])
    expect(await open()).toBeNull()
  })
})

describe('a tenant’s own facts', () => {
  const rename = (actor: PersonActor) =>
    asActor(actor, (db) => db.organization.updateMany({ where: { id: w.hospital.id }, data: { about: 'Changed' } }))

  it('are changed by its admins only', async () => {
    expect(await rename(w.specialist)).toEqual({ count: 0 })
    expect(await rename(w.rival)).toEqual({ count: 0 })
    expect(await rename(await member(w.hospital, 'ADMIN'))).toEqual({ count: 1 })
  })
})
