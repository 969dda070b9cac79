import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant, PersonActor } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import { notePaid } from '#lib/case/fee/settle.ts'
import { loadFrame } from '#lib/case/frame.ts'
import { loadCase } from '#lib/case/load.ts'
import { readRequest } from '#lib/case/request/queries.ts'
import { accept } from '#lib/case/triage/commands.ts'
import { loadTriage } from '#lib/case/triage/queries.ts'
import { acceptInput } from '#lib/case/triage/schema.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestCase } from '#lib/testing/world.ts'
import { parseInput } from '#lib/web/form.ts'

// What a fee comes to is between the payer and the hospital: whatever the practice may read, the sum is in none of it.

const AMOUNT = 31_977
let owner: PersonActor, vet: PersonActor, specialist: PersonActor
let one: TestCase

beforeAll(async () => {
  owner = await person()
  const [hospital, practice] = [
    await organization('HOSPITAL', 'Northgate'),
    await organization('PRACTICE', 'Riverside'),
  ]
  ;[vet, specialist] = [await member(practice, 'VET'), await member(hospital, 'SPECIALIST')]
  one = await caseIn({ owner, hospital, practice, status: 'IN_TRIAGE' })
  await accepted()
  await paid()
})

async function accepted(): Promise<void> {
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  const form = {
    amount: '319.77',
    turnaroundHours: '36',
    validUntil: day,
    note: 'All in for 319.77 (31977)',
    assigneeId: '',
  }
  await asActor(specialist, async (db) =>
    accept(db, specialist, await loadCase(db, specialist, one.id), parseInput(acceptInput, form)),
  )
}

async function paid(): Promise<void> {
  const { owner: admin } = useDatabase()
  const paymentId = randomUUID()
  await admin.query(
    `insert into "Payment" ("caseId", id, "estimateId", "amountMinor", "applicationFeeMinor", currency, "createdById", "checkoutSessionId")
     select "caseId", $2, id, "amountMinor", 0, currency, $3, $4 from "Estimate" where "caseId" = $1`,
    [one.id, paymentId, owner.personId, `cs_${paymentId}`],
  )
  const ids = { sessionId: `cs_${paymentId}`, paymentIntentId: `pi_${paymentId}`, caseId: one.id, paymentId }
  const session = {
    ...ids,
    status: 'COMPLETE',
    paid: true,
    amountMinor: BigInt(AMOUNT),
    currency: 'EUR',
    url: null,
  } as const
  expect(await notePaid(session)).toBe('paid')
}

/** Every row of every table that this actor may read, as text. */
async function everything(actor: Participant): Promise<Record<string, string>> {
  const { rows: tables } = await useDatabase().owner.query<{ name: string }>(
    `select table_name as name from information_schema.table_privileges where grantee = 'conferral_app' and table_schema = 'public'
       and privilege_type = 'SELECT' and table_name <> 'Service'`,
  )
  return asActor(actor, async (db) => {
    const read: Record<string, string> = {}
    for (const { name } of tables) {
      const [row] = await db.$queryRawUnsafe<[{ text: string }]>(
        `select coalesce(jsonb_agg(t), '[]')::text as text from "${name}" t`,
      )
      read[name] = row.text
    }
    return read
  })
}

describe('the sum of a fee', () => {
  it.each(['member', 'link'] as const)('is in no row that the practice may read, as a %s', async (by) => {
    const actor = by === 'member' ? vet : one.link
    const read = await everything(actor)
    expect(read.Case).toContain(one.id)
    expect(read.CaseEvent).toContain('triage.accepted')
    expect(read.CaseEvent).toContain('fee.paid')
    for (const [table, text] of Object.entries(read)) expect(text, table).not.toMatch(/31977|319\.77/)
    for (const who of [owner, specialist]) expect((await everything(who)).Estimate).toContain('31977')
  })

  it('is in no event that was written before, either', async () => {
    const { id } = await caseIn({
      owner,
      hospital: await organization('HOSPITAL', 'Southgate'),
      status: 'AWAITING_PAYMENT',
    })
    await asActor({ kind: 'SYSTEM', caseId: id }, (db) =>
      appendEvent(db, id, 'triage.accepted', { estimateId: randomUUID(), amountMinor: '31977', currency: 'EUR' }),
    )
    const seen = (actor: Participant) =>
      asActor(actor, (db) => db.caseEvent.count({ where: { caseId: id, type: 'triage.accepted' } }))
    const { rows } = await useDatabase().owner.query<{ id: string }>('select id from "CaseLink" where "caseId" = $1', [
      id,
    ])
    const link = { kind: 'LINK', linkId: rows[0]!.id, caseId: id, name: 'Dr', email: 'x@riverside.test' } as const
    expect([await seen(owner), await seen(link)]).toEqual([1, 0])
  })

  it('aside, the practice reads the terms: until when, and how soon the answer comes', async () => {
    const view = await asActor(vet, async (db) => {
      const access = await loadCase(db, vet, one.id)
      const { promisedHours } = await loadFrame(db, access)
      return { promisedHours, estimates: (await loadTriage(db, access)).estimates }
    })
    expect(view).toMatchObject({
      promisedHours: 36,
      estimates: [{ amount: null, note: '', turnaroundHours: 36, superseded: false }],
    })
    const own = await asActor(owner, async (db) => loadTriage(db, await loadCase(db, owner, one.id)))
    expect(own.estimates).toMatchObject([{ amount: { minor: 31_977n }, note: expect.stringContaining('All in') }])
  })

  it('is not told by the price of the service that was asked for, either', async () => {
    const fee = (actor: Participant) =>
      asActor(actor, async (db) => (await readRequest(db, await loadCase(db, actor, one.id))).service?.feeMinor)
    expect([await fee(vet), await fee(one.link)]).toEqual([null, null])
    expect([await fee(owner), await fee(specialist)]).toEqual([32_000n, 32_000n])
  })

  it('and its terms are nobody’s who does not stand on the case', async () => {
    const rival = await member(await organization('PRACTICE', 'Parkside'), 'VET')
    const terms = (actor: Participant) =>
      asActor(actor, (db) => db.$queryRaw`select id from app.estimate_terms(${one.id}::uuid)`)
    expect(await terms(vet)).toHaveLength(1)
    for (const actor of [rival, await person('Eve')]) expect(await terms(actor)).toEqual([])
  })
})
