import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Participant, PersonActor } from '#lib/access/actor.ts'
import { type CaseAccess, loadCase } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { CaseStatus } from '#lib/db/generated/enums.ts'
import { asActor } from '#lib/db/unit.ts'
import { fixedClock, setClock } from '#lib/gateways/clock.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { accept, askInformation, assign, decline, giveInformation } from './commands.ts'
import { loadTriage } from './queries.ts'
import { dayFromNow } from './rules.ts'
import { acceptInput, askInput, assignInput, declineInput } from './schema.ts'

let owner: PersonActor
let hospital: TestOrg
let practice: TestOrg
let coordinator: PersonActor
let specialist: PersonActor
let vet: PersonActor
beforeAll(async () => {
  owner = await person('Ana Ruiz')
  hospital = await organization('HOSPITAL', 'Northgate')
  practice = await organization('PRACTICE', 'Riverside')
  coordinator = await member(hospital, 'COORDINATOR', 'Cora Lind')
  specialist = await member(hospital, 'SPECIALIST', 'Helena Lindqvist')
  vet = await member(practice, 'VET', 'Tomasz Mazur')
})

const fresh = (status: CaseStatus, more: { agreed?: boolean; hospital?: TestOrg } = {}): Promise<TestCase> =>
  caseIn({ owner, practice, status, hospital, ...more })

/** As a request does it: one transaction, the case loaded through the actor. */
const on = <T>(actor: Participant, { id }: TestCase, work: (db: Db, access: CaseAccess) => Promise<T>): Promise<T> =>
  asActor(actor, async (db) => work(db, await loadCase(db, actor, id)))

const offer = (more: Partial<z.input<typeof acceptInput>> = {}) =>
  acceptInput.parse({
    ...{
      amount: '320',
      turnaroundHours: '48',
      validUntil: dayFromNow(14, 'UTC', new Date()),
      note: '',
      assigneeId: '',
    },
    ...more,
  })
const no = declineInput.parse({ reason: 'CAPACITY', explanation: 'We are full until December.', suggestion: '' })
const ask = (askedOf: 'OWNER' | 'PRACTICE') => askInput.parse({ askedOf, question: 'Is there an ECG?' })

const sql = async <T>(text: string, ...values: unknown[]): Promise<T[]> =>
  (await useDatabase().owner.query(text, values)).rows as T[]
const stored = async ({ id }: TestCase) =>
  (await sql<Record<string, unknown>>('select * from "Case" where id = $1', id))[0]!
const events = async ({ id }: TestCase) =>
  sql<{ type: string; data: Record<string, unknown>; audience: string }>(
    'select type, data, audience from "CaseEvent" where "caseId" = $1 order by seq',
    id,
  )
const jobs = async ({ id }: TestCase) =>
  (
    await sql<{ payload: { about: string; subjectId: string | null; actorId: string } }>(
      `select j.payload from graphile_worker._private_jobs j where j.payload->>'caseId' = $1 order by j.id`,
      id,
    )
  ).map(({ payload }) => payload)

describe('accept', () => {
  it('sends an estimate, supersedes an older one, stops the clock and names who is responsible', async () => {
    const made = await fresh('IN_TRIAGE')
    await sql(
      `insert into "Estimate" ("caseId", id, "amountMinor", currency, "turnaroundHours", "createdById", "validUntil")
        values ($1, uuidv7(), 100, 'EUR', 24, $2, now())`,
      made.id,
      specialist.personId,
    )
    const input = offer({ amount: '1,250.50', note: 'With an echo.', assigneeId: specialist.personId })
    const estimateId = await on(coordinator, made, (db, access) => accept(db, coordinator, access, input))
    const row = await stored(made)
    expect(row).toMatchObject({
      status: 'AWAITING_PAYMENT',
      turn: 'OWNER',
      dueAt: null,
      assigneeId: specialist.personId,
    })
    const view = await on(owner, made, loadTriage)
    expect(view.estimates.map(({ amount, superseded }) => [amount?.minor, superseded])).toEqual([
      [125050n, false],
      [100n, true],
    ])
    expect(row.expiresAt).toEqual(view.estimates[0]!.validUntil)
    expect((await on(vet, made, loadTriage)).estimates[0]).toMatchObject({ amount: null, note: '' })
    expect(await events(made)).toEqual([
      { type: 'triage.accepted', data: { estimateId }, audience: 'EVERYONE' },
      { type: 'triage.assigned', data: { assigneeId: specialist.personId }, audience: 'HOSPITAL' },
    ])
    expect(await jobs(made)).toEqual([
      expect.objectContaining({ about: 'triage.accepted', subjectId: estimateId, actorId: coordinator.personId }),
    ])
  })

  it('is refused while the hospital cannot collect, with the way to mend that', async () => {
    const poor = await organization('HOSPITAL', 'Southgate', { chargesEnabled: false })
    const theirs = await member(poor, 'ADMIN')
    const made = await fresh('IN_TRIAGE', { hospital: poor })
    await expect(on(theirs, made, (db, access) => accept(db, theirs, access, offer()))).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/cannot collect fees yet.*Money/),
    })
  })

  it('is refused when consent does not stand any more', async () => {
    const made = await fresh('IN_TRIAGE', { agreed: false })
    await expect(on(coordinator, made, (db, access) => accept(db, coordinator, access, offer()))).rejects.toMatchObject(
      {
        code: 'INVALID',
        message: expect.stringMatching(/Consent does not stand/),
      },
    )
  })

  it('refuses odd amounts, days and people by field, and keeps the case as it was', async () => {
    const made = await fresh('IN_TRIAGE')
    const stranger = await member(await organization('HOSPITAL', 'Elsewhere'), 'SPECIALIST')
    const billing = await member(hospital, 'BILLING')
    for (const [more, field] of [
      [{ amount: '' }, 'amount'],
      [{ amount: '0' }, 'amount'],
      [{ amount: '-320' }, 'amount'],
      [{ amount: '320,5' }, 'amount'],
      [{ amount: '1000000' }, 'amount'],
      [{ validUntil: '2020-01-01' }, 'validUntil'],
      [{ validUntil: '9999-12-31' }, 'validUntil'],
      [{ assigneeId: stranger.personId }, 'assigneeId'],
      [{ assigneeId: billing.personId }, 'assigneeId'],
      [{ assigneeId: owner.personId }, 'assigneeId'],
    ] as const)
      await expect(
        on(coordinator, made, (db, access) => accept(db, coordinator, access, offer(more))),
      ).rejects.toMatchObject({ code: 'INVALID', fieldErrors: { [field]: [expect.any(String)] } })
    expect(await stored(made)).toMatchObject({ status: 'IN_TRIAGE', version: 1 })
  })
})

describe('decline', () => {
  it('tells owner and practice, with what helps next even if nothing was written', async () => {
    const made = await fresh('IN_TRIAGE')
    await on(specialist, made, (db, access) => decline(db, specialist, access, no))
    expect(await stored(made)).toMatchObject({
      status: 'DECLINED',
      turn: 'NOBODY',
      dueAt: null,
      closedAt: expect.any(Date),
    })
    for (const reader of [owner, vet, made.link, coordinator])
      expect((await on(reader, made, loadTriage)).decline).toMatchObject({
        ...{ reason: 'CAPACITY', explanation: 'We are full until December.' },
        suggestion: expect.stringMatching(/Another hospital/),
      })
    expect(await jobs(made)).toEqual([
      expect.objectContaining({ about: 'triage.declined', actorId: specialist.personId }),
    ])
    expect((await events(made)).map(({ data }) => data)).toEqual([{ reason: 'CAPACITY' }])
  })

  it('closes the records to the hospital, and to nobody else', async () => {
    const made = await fresh('IN_TRIAGE')
    await sql(
      `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "contentType", "readyAt")
        select $1, uuidv7(), h, 'LAB', 'bloods.pdf', 10, uuidv7()::text, 'READY', 'application/pdf', now() from unnest('{OWNER,PRACTICE}'::"Side"[]) h`,
      made.id,
    )
    const count = (actor: Participant) => on(actor, made, (db) => db.record.count({ where: { caseId: made.id } }))
    expect(await count(specialist)).toBe(2)
    await on(specialist, made, (db, access) => decline(db, specialist, access, no))
    expect([await count(specialist), await count(owner), await count(vet)]).toEqual([0, 2, 2])
  })
})

describe('a question', () => {
  it('goes to the owner and back to triage with the whole promise', async () => {
    const made = await fresh('IN_TRIAGE')
    const questionId = await on(coordinator, made, (db, access) =>
      askInformation(db, coordinator, access, ask('OWNER')),
    )
    expect(await stored(made)).toMatchObject({
      ...{ status: 'NEEDS_INFORMATION', turn: 'OWNER', dueAt: null, clockLeftMs: null, expiresAt: expect.any(Date) },
    })
    expect((await on(owner, made, loadTriage)).open).toMatchObject({ id: questionId, question: 'Is there an ECG?' })
    const before = Date.now()
    await on(owner, made, (db, access) => giveInformation(db, owner, access, { questionId, answer: 'Yes: مرحبا 🐈' }))
    const row = await stored(made)
    expect(row).toMatchObject({ status: 'IN_TRIAGE', turn: 'HOSPITAL', informationFrom: null, expiresAt: null })
    expect((row.dueAt as Date).getTime() - before).toBeGreaterThanOrEqual(24 * 3_600_000)
    expect((await on(coordinator, made, loadTriage)).questions[0]).toMatchObject({
      answer: 'Yes: مرحبا 🐈',
      answeredBy: 'Ana Ruiz',
    })
    expect((await jobs(made)).map(({ about, subjectId }) => [about, subjectId])).toEqual([
      ['triage.informationAsked', questionId],
      ['triage.informationGiven', questionId],
    ])
  })

  it('pauses a paid turnaround, which goes on to the millisecond after the practice answered by its link', async () => {
    const made = await fresh('IN_REVIEW')
    const clock = fixedClock(new Date())
    const restore = setClock(clock)
    try {
      await sql(
        'update "Case" set "dueAt" = $2 where id = $1',
        made.id,
        new Date(clock.now().getTime() + 10 * 3_600_000),
      )
      const questionId = await on(specialist, made, (db, access) =>
        askInformation(db, specialist, access, ask('PRACTICE')),
      )
      expect(await stored(made)).toMatchObject({ turn: 'PRACTICE', dueAt: null, clockLeftMs: '36000000' })
      clock.advance(3 * 86_400_000)
      await on(made.link, made, (db, access) => giveInformation(db, made.link, access, { questionId, answer: 'Sent.' }))
      expect(await stored(made)).toMatchObject({
        ...{ status: 'IN_REVIEW', clockLeftMs: null, dueAt: new Date(clock.now().getTime() + 10 * 3_600_000) },
      })
    } finally {
      restore()
    }
  })

  it('does not go to a practice that takes no part', async () => {
    const made = await fresh('IN_TRIAGE', { agreed: false })
    await expect(
      on(coordinator, made, (db, access) => askInformation(db, coordinator, access, ask('PRACTICE'))),
    ).rejects.toMatchObject({ code: 'INVALID', fieldErrors: { askedOf: [expect.stringMatching(/ask the owner/)] } })
  })

  it('is answered by whoever was asked, once, and only where it was asked', async () => {
    const [made, other] = [await fresh('IN_TRIAGE'), await fresh('IN_TRIAGE')]
    const questionId = await on(coordinator, made, (db, access) =>
      askInformation(db, coordinator, access, ask('OWNER')),
    )
    await on(coordinator, other, (db, access) => askInformation(db, coordinator, access, ask('OWNER')))
    const give = (actor: Participant, at: TestCase) =>
      on(actor, at, (db, access) => giveInformation(db, actor, access, { questionId, answer: 'Here.' }))
    await expect(give(vet, made)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(give(coordinator, made)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(give(owner, other)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const results = await Promise.allSettled([give(owner, made), give(owner, made)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(give(owner, made)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('assign', () => {
  it('takes, hands over and lets go, for the hospital’s eyes only', async () => {
    const made = await fresh('IN_REVIEW')
    const to = (personId: string) => assignInput.parse({ assigneeId: personId }).assigneeId
    await on(coordinator, made, (db, access) => assign(db, access, to(coordinator.personId)))
    await on(coordinator, made, (db, access) => assign(db, access, to(coordinator.personId)))
    expect(await on(coordinator, made, (db, access) => assign(db, access, to(specialist.personId)))).toEqual({
      name: 'Helena Lindqvist',
    })
    await on(coordinator, made, (db, access) => assign(db, access, to('')))
    expect(await stored(made)).toMatchObject({ assigneeId: null, status: 'IN_REVIEW' })
    expect((await events(made)).map(({ data, audience }) => [data.assigneeId, audience])).toEqual([
      [coordinator.personId, 'HOSPITAL'],
      [specialist.personId, 'HOSPITAL'],
      [null, 'HOSPITAL'],
    ])
  })
})

describe('who may', () => {
  const verbs: [string, (actor: Participant) => (db: Db, access: CaseAccess) => Promise<unknown>][] = [
    ['accept', (actor) => (db, access) => accept(db, actor, access, offer())],
    ['decline', (actor) => (db, access) => decline(db, actor, access, no)],
    ['ask', (actor) => (db, access) => askInformation(db, actor, access, ask('OWNER'))],
    ['assign', () => (db, access) => assign(db, access, null)],
  ]

  it.each(verbs)('%s: the clinical team, not billing, owner, vet or another hospital; once', async (_verb, verb) => {
    const made = await fresh('IN_TRIAGE')
    const billing = await member(hospital, 'BILLING')
    const foreign = await member(await organization('HOSPITAL', 'Elsewhere'), 'ADMIN')
    for (const actor of [billing, owner, vet, made.link])
      await expect(on(actor, made, verb(actor))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(on(foreign, made, verb(foreign))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it.each(verbs.slice(0, 3))('%s: of two at once one wins; then it is too late', async (_verb, verb) => {
    const made = await fresh('IN_TRIAGE')
    const results = await Promise.allSettled([coordinator, specialist].map((actor) => on(actor, made, verb(actor))))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({
      reason: { code: expect.stringMatching(/CONFLICT|FORBIDDEN/) },
    })
    await expect(on(coordinator, made, verb(coordinator))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
