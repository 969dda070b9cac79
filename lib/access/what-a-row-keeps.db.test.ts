import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor, LinkActor, PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestOrg } from '#lib/testing/world.ts'

// Parties may write rows of their case; the columns by which the walls judge are not theirs. Straight on PostgreSQL.

const { owner: tables } = useDatabase()

type World = {
  owner: PersonActor
  hospital: TestOrg
  practice: TestOrg
  specialist: PersonActor
  vet: PersonActor
  link: LinkActor
  caseId: string
  estimateId: string | null
}
let w: World

beforeAll(async () => {
  const owner = await person()
  const [hospital, practice] = [
    await organization('HOSPITAL', 'Northgate'),
    await organization('PRACTICE', 'Riverside'),
  ]
  const mine = await caseIn({ owner, hospital, practice, status: 'AWAITING_PAYMENT' })
  w = {
    ...{ owner, hospital, practice, link: mine.link, caseId: mine.id, estimateId: mine.estimateId },
    specialist: await member(hospital, 'SPECIALIST'),
    vet: await member(practice, 'VET'),
  }
})

const run = (actor: Actor, sql: string, ...values: unknown[]) =>
  asActor(actor, (db: Db) => db.$executeRawUnsafe(sql, ...values))
const REFUSED =
  /row-level security|permission denied|restrict_violation|23001|42501|not theirs|ended stays|was sent|a person's|owner's|practice's|kept once|of its own/

/** Of a consultation: its owner, who may pay and read a shared answer and nothing else. */
async function consultation(status: 'IN_REVIEW' | 'ANSWERED' | 'DECLINED' = 'ANSWERED') {
  const client = await person('Ana Client')
  const made = await caseIn({
    ...{ owner: client, hospital: w.hospital, practice: w.practice, status, kind: 'CONSULTATION' },
    payer: 'OWNER',
  })
  return { client, id: made.id }
}

async function record(caseId: string, holder: 'OWNER' | 'PRACTICE', heldBy: string | null, status = 'READY') {
  const id = randomUUID()
  await tables.query(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status) values ($1, $2, $3, 'LAB', 'bloods.pdf', 10, $5, $4)`,
    [caseId, id, holder, status, randomUUID()],
  )
  if (heldBy) await tables.query('update "Record" set "heldBy" = $2 where id = $1', [id, heldBy])
  return id
}

describe('a case keeps', () => {
  it('its answer from the owner of a consultation until the practice shares it', async () => {
    const { client, id } = await consultation()
    const author = await member(w.hospital, 'SPECIALIST')
    await tables.query(
      `insert into "Recommendation" ("caseId", id, number, status, "authorId", "signedAt", "signedName", "contentHash", agreement, urgency, "plainLanguage", assessment)
       values ($1, $2, 1, 'SIGNED', $3, now(), 'Dr X', repeat('a', 64), 'AGREE', 'ROUTINE', 'plain', 'words')`,
      [id, randomUUID(), author.personId],
    )
    await expect(run(client, `update "Case" set "answerSharedAt" = now() where id = $1::uuid`, id)).rejects.toThrow(
      REFUSED,
    )
    await expect(run(client, `update "Case" set urgency = 'URGENT' where id = $1::uuid`, id)).rejects.toThrow(REFUSED)
    expect(await asActor(client, (db) => db.recommendation.count({ where: { caseId: id } }))).toBe(0)
    const share = `update "Case" set "answerSharedAt" = now() where id = $1::uuid`
    await expect(run(author, share, id)).rejects.toThrow(REFUSED)
    expect(await run(w.vet, share, id)).toBe(1)
    expect(await asActor(client, (db) => db.recommendation.count({ where: { caseId: id } }))).toBe(1)
  })

  it('whom it is asked of: a hospital does not bring an earlier practice’s records back', async () => {
    const mine = await caseIn({ owner: w.owner, hospital: w.hospital, practice: w.practice, status: 'IN_TRIAGE' })
    const hidden = await record(mine.id, 'PRACTICE', 'before@elsewhere.test')
    const seen = () => asActor(w.specialist, (db) => db.record.count({ where: { id: hidden } }))
    expect(await seen()).toBe(0)
    const set = `update "Case" set "attendingVetEmail" = 'before@elsewhere.test' where id = $1::uuid`
    for (const actor of [w.specialist, w.vet, mine.link])
      await expect(run(actor, set, mine.id)).rejects.toThrow(REFUSED)
    const rival = await organization('HOSPITAL', 'Southgate')
    for (const actor of [w.owner, w.vet, w.specialist])
      await expect(
        run(actor, `update "Case" set "hospitalId" = $2::uuid where id = $1::uuid`, mine.id, rival.id),
      ).rejects.toThrow(REFUSED)
    expect(await seen()).toBe(0)
  })

  it('that it ended: nobody opens its records by a status', async () => {
    const mine = await caseIn({ owner: w.owner, hospital: w.hospital, practice: w.practice, status: 'WITHDRAWN' })
    await record(mine.id, 'OWNER', null)
    for (const actor of [w.specialist, w.vet, w.owner])
      await expect(run(actor, `update "Case" set status = 'IN_REVIEW' where id = $1::uuid`, mine.id)).rejects.toThrow(
        REFUSED,
      )
    expect(await asActor(w.specialist, (db) => db.record.count({ where: { caseId: mine.id } }))).toBe(0)
  })

  it('that it was sent, and that nobody paid who did not', async () => {
    await expect(run(w.owner, `update "Case" set "paidAt" = now() where id = $1::uuid`, w.caseId)).rejects.toThrow(
      REFUSED,
    )
    await expect(run(w.owner, `update "Case" set "submittedAt" = null where id = $1::uuid`, w.caseId)).rejects.toThrow(
      REFUSED,
    )
    const begun = (more: object) =>
      asActor(w.owner, (db) =>
        db.case.createMany({
          data: [{ ownerId: w.owner.personId, number: `CF-K${randomUUID().slice(0, 8)}`, title: 'x', ...more }],
        }),
      )
    await expect(begun({ paidAt: new Date() })).rejects.toThrow(REFUSED)
    await expect(begun({ kind: 'CONSULTATION', practiceId: w.practice.id })).rejects.toThrow(REFUSED)
    expect(await begun({})).toEqual({ count: 1 })
  })
})

describe('a consultation’s owner', () => {
  it('carries nothing of it into a request of their own', async () => {
    const { client, id } = await consultation('DECLINED')
    await tables.query(
      `insert into "HistoryEntry" ("caseId", id, kind, holder, what, "writtenBy", "writerName") values ($1, $2, 'MEDICATION', 'PRACTICE', 'secret', $2, 'Vet')`,
      [id, randomUUID()],
    )
    await record(id, 'PRACTICE', null)
    const { rows } = await tables.query<{ patientId: string }>('select "patientId" from "Case" where id = $1', [id])
    const draft = randomUUID()
    await tables.query(
      `insert into "Case" (id, number, title, "ownerId", "patientId", "resentFromId", "updatedAt") values ($1, $2, 'x', $3, $4, $5, now())`,
      [draft, `CF-R${draft.slice(0, 8)}`, client.personId, rows[0]?.patientId, id],
    )
    for (const door of ['carry_history', 'carry_records'])
      await expect(run(client, `select app.${door}('${id}'::uuid, '${draft}'::uuid)`), door).rejects.toThrow(
        /no such case/,
      )
    expect(await asActor(client, (db) => db.historyEntry.count({ where: { caseId: draft } }))).toBe(0)
  })
})

describe('what is said of a file', () => {
  it('is not its sender’s to say: none is opened unchecked', async () => {
    const waiting = await record(w.caseId, 'OWNER', null, 'CHECKING')
    await expect(run(w.owner, `update "Record" set status = 'READY' where id = $1::uuid`, waiting)).rejects.toThrow(
      REFUSED,
    )
    await expect(
      run(w.owner, `update "Record" set "contentType" = 'text/html' where id = $1::uuid`, waiting),
    ).rejects.toThrow(REFUSED)
    const insert = (status: string) =>
      run(
        w.owner,
        `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status)
         values ($1::uuid, gen_random_uuid(), 'OWNER', 'LAB', 'x', 1, gen_random_uuid()::text, '${status}')`,
        w.caseId,
      )
    await expect(insert('READY')).rejects.toThrow(REFUSED)
    expect(await insert('UPLOADING')).toBe(1)
  })

  it('stays behind the wall that it is behind: a study is not handed to another holder, and has the day of its files', async () => {
    const study = randomUUID()
    await tables.query(
      `insert into "Study" ("caseId", id, key, holder, "heldBy", kind, date) values ($1, $2, 'key', 'PRACTICE', $3, 'IMAGING', '2026-01-01')`,
      [w.caseId, study, w.practice.id],
    )
    for (const [actor, set] of [
      [w.owner, `holder = 'OWNER'`],
      [w.vet, `holder = 'OWNER'`],
      [w.owner, `date = '2026-11-01'`],
      [w.vet, `"caseId" = "caseId"`],
    ] as const)
      await expect(run(actor, `update "Study" set ${set} where id = $1::uuid`, study), set).rejects.toThrow(REFUSED)
    expect(await run(w.vet, `update "Study" set "namesConfirmedBy" = 'PRACTICE' where id = $1::uuid`, study)).toBe(1)
  })

  it('is named by a signature in the transaction that signs, not after a word was added', async () => {
    const mine = await caseIn({ owner: w.owner, hospital: w.hospital, practice: w.practice, status: 'IN_TRIAGE' })
    await tables.query(
      `update "Agreement" set pick = 'ONLY', "pickedAt" = now(), "actorId" = $2, "actorKind" = 'PERSON' where "caseId" = $1`,
      [mine.id, w.vet.personId],
    )
    const { rows } = await tables.query<{ id: string }>('select id from "Agreement" where "caseId" = $1', [mine.id])
    await tables.query(
      `insert into "SignatureProof" ("caseId", id, side, "signerId", proof, place, agent, email) values ($1, $2, 'PRACTICE', $3, 'ACCOUNT', '', '', $4)`,
      [mine.id, rows[0]?.id, w.vet.personId, w.vet.email],
    )
    const widen = asActor(w.vet, async (db) => {
      await db.agreement.updateMany({ where: { caseId: mine.id }, data: { comment: 'a word' } })
      await db.consentItem.createMany({
        data: [{ caseId: mine.id, signatureId: rows[0]?.id ?? '', item: randomUUID() }],
      })
    })
    await expect(widen).rejects.toThrow(REFUSED)
  })
})

describe('a payment', () => {
  const pay = (actor: PersonActor, more: Record<string, unknown>) =>
    asActor(actor, (db) =>
      db.payment.createMany({
        data: [
          {
            ...{ caseId: w.caseId, estimateId: w.estimateId ?? '', currency: 'EUR', createdById: actor.personId },
            ...{ amountMinor: 32000n, applicationFeeMinor: 0n, ...more },
          },
        ],
      }),
    )

  it('is of the sum of its estimate, and begins unpaid', async () => {
    await expect(pay(w.owner, { amountMinor: 1n })).rejects.toThrow(REFUSED)
    await expect(pay(w.owner, { paidAt: new Date() })).rejects.toThrow(REFUSED)
    await expect(pay(w.owner, { paymentIntentId: 'pi_mine' })).rejects.toThrow(REFUSED)
    expect(await pay(w.owner, {})).toEqual({ count: 1 })
  })

  it('is paid where the payer was sent first: no party puts another page in its place', async () => {
    const set = `update "Payment" set "checkoutUrl" = 'https://elsewhere.test' where "caseId" = $1::uuid`
    await expect(run(w.specialist, set, w.caseId)).rejects.toThrow(REFUSED)
    const keep = `update "Payment" set "checkoutSessionId" = 'cs_1', "checkoutUrl" = 'https://pay.test' where "caseId" = $1::uuid`
    expect(await run(w.owner, keep, w.caseId)).toBe(1)
    await expect(run(w.owner, set, w.caseId)).rejects.toThrow(REFUSED)
  })
})

describe('what is said in the ledger', () => {
  it('is said by whose it is, where a case is judged by it', async () => {
    const mine = await caseIn({ owner: w.owner, hospital: w.hospital, practice: w.practice, status: 'IN_TRIAGE' })
    const say = (actor: Actor, type: string) =>
      run(actor, `select app.append_event('${mine.id}'::uuid, '${type}', 'EVERYONE', '{"linkId": "x"}')`)
    for (const actor of [w.specialist, w.vet, mine.link])
      for (const type of ['consent.vetRenamed', 'consent.proceededWithoutPractice'])
        await expect(say(actor, type), type).rejects.toThrow(/owner's to say|hospital to say/)
    await expect(say(w.specialist, 'consent.agreed')).rejects.toThrow(/hospital to say/)
    await say(w.vet, 'consent.agreed')
    await say(w.owner, 'consent.vetRenamed')
  })
})

describe('what others decided by', () => {
  it('stays as they read it: a request that was sent, an answer, an estimate that another replaced', async () => {
    const mine = await caseIn({ owner: w.owner, hospital: w.hospital, practice: w.practice, status: 'IN_REVIEW' })
    await tables.query(
      `insert into "InformationRequest" ("caseId", id, question, "askedOf", "askedById", answer, "answeredBy", "answeredAt")
       values ($1, gen_random_uuid(), 'How old?', 'OWNER', $2, 'Six', 'Ana', now())`,
      [mine.id, w.specialist.personId],
    )
    await tables.query('update "Estimate" set "supersededAt" = now() where "caseId" = $1', [mine.id])
    const change = (actor: Actor, table: string, set: string) =>
      run(actor, `update "${table}" set ${set} where "caseId" = $1::uuid`, mine.id)
    expect(await change(w.owner, 'CaseRequest', `"presentingComplaint" = 'Something else'`)).toBe(0)
    expect(await change(w.owner, 'InformationRequest', `answer = 'Seven'`)).toBe(0)
    expect(await change(w.specialist, 'Estimate', '"supersededAt" = null')).toBe(0)
    const draft = await caseIn({ owner: w.owner, hospital: w.hospital, status: 'DRAFT' })
    const save = `update "CaseRequest" set history = 'more' where "caseId" = $1::uuid`
    expect(await run(w.owner, save, draft.id)).toBe(1)
  })
})
