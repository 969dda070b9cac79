import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import type { CaseAction } from '#lib/access/policy.ts'
import { dayAfter } from '#lib/case/due.ts'
import { loadCase } from '#lib/case/load.ts'
import { renderMail } from '#emails/registry.ts'
import { notifyPeople } from '#lib/jobs/notify.ts'
import type { Payload } from '#lib/jobs/tasks.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { eventsOf, FULL, press, save, type Team, team } from '#lib/testing/recommendation-team.ts'
import type { TestCase } from '#lib/testing/world.ts'
import { parseInput } from '#lib/web/form.ts'
import { addPlanLine, dropPlanLine, markPlanLine, type PlanLine, readPlan } from './plan.ts'
import { MOST_PLAN_ITEMS } from './plan-rules.ts'
import { planLineSchema } from './plan-schema.ts'
import { sayWhatVetThinks } from './vet-view.ts'

let all: Team
beforeAll(async () => {
  all = await team()
})

const today = () => new Date().toISOString().slice(0, 10)
const add = (actor: Participant, one: TestCase, form: object, can: CaseAction = 'plan.write') =>
  asActor(actor, async (db) => {
    const input = parseInput(planLineSchema, { who: 'PRACTICE', what: 'Echo again', afterDays: '', dueOn: '', ...form })
    await addPlanLine(db, actor, await loadCase(db, actor, one.id), can, input)
  })
const plan = (actor: Participant, one: TestCase) =>
  asActor(actor, async (db) => readPlan(db, await loadCase(db, actor, one.id)))
const drop = (actor: Participant, one: TestCase, line: PlanLine | undefined, can: CaseAction = 'plan.write') =>
  asActor(actor, async (db) => dropPlanLine(db, actor, await loadCase(db, actor, one.id), can, line?.id ?? ''))
const mark = (actor: Participant, one: TestCase, line: PlanLine | undefined, done = true) =>
  asActor(actor, async (db) => markPlanLine(db, actor, await loadCase(db, actor, one.id), line?.id ?? '', done))
const dues = async (one: TestCase): Promise<{ practice: string | null; owner: string | null }> =>
  (
    await useDatabase().owner.query(
      `select "practiceDueOn"::text as practice, "ownerDueOn"::text as owner from "Case" where id = $1`,
      [one.id],
    )
  ).rows[0]
async function answered(): Promise<TestCase> {
  const one = await all.fresh()
  await save(all.helena, one, FULL)
  await press(all.helena, one)
  return one
}

describe('who does what by when', () => {
  it('is the hospital’s own until the answer is signed; then an interval becomes a day, for all', async () => {
    const one = await all.fresh()
    await add(all.helena, one, { afterDays: '42' }, 'plan.draft')
    await save(all.helena, one, FULL)
    expect(await plan(all.helena, one)).toMatchObject([
      { what: 'Echo again', dueOn: null, afterDays: 42, mayDrop: true },
    ])
    for (const who of [all.owner, all.vet, one.link]) expect(await plan(who, one)).toEqual([])
    expect(await asActor(all.vet, (db) => db.caseEvent.count({ where: { caseId: one.id, type: 'plan.added' } }))).toBe(
      0,
    )
    await press(all.helena, one)
    const due = dayAfter(today(), 42)
    for (const who of [all.owner, all.vet, one.link, all.helena])
      expect(await plan(who, one)).toMatchObject([{ what: 'Echo again', dueOn: due }])
  })

  it('is written by all three sides afterwards, done by whom it is for and taken off by who wrote it', async () => {
    const one = await answered()
    await add(all.vet, one, { who: 'OWNER', what: 'Count breaths', afterDays: '7' })
    await add(all.owner, one, { who: 'PRACTICE', what: 'Book the echo', dueOn: dayAfter(today(), 3) })
    const seen = await plan(all.owner, one)
    expect(seen.map(({ what, mayDone, mayDrop }) => [what, mayDone, mayDrop])).toEqual([
      ['Book the echo', false, true],
      ['Count breaths', true, false],
    ])
    const [book, breaths] = seen
    await expect(mark(all.owner, one, book)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(drop(all.owner, one, breaths)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await mark(one.link, one, book)
    await mark(all.vet, one, book)
    await expect(drop(all.owner, one, book)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await plan(all.helena, one)).toMatchObject([{ doneBy: 'Dr Tomasz Mazur' }, { doneBy: null }])
    await mark(all.vet, one, book, false)
    await drop(all.owner, one, book)
    expect(await plan(all.vet, one)).toMatchObject([{ what: 'Count breaths' }])
    const events = (await eventsOf(one)).map(({ type }) => type).filter((type) => type.startsWith('plan.'))
    expect(events).toEqual(['plan.added', 'plan.added', 'plan.done', 'plan.undone', 'plan.dropped'])
  })

  it('keeps the next day of practice and owner on the case, and asks the practice until it has read the answer', async () => {
    const one = await answered()
    const { rows } = await useDatabase().owner.query(
      `select ("followUpEndsAt" at time zone 'UTC')::date::text as ends from "Case" where id = $1`,
      [one.id],
    )
    expect(await dues(one)).toEqual({ practice: rows[0].ends, owner: null })
    await add(all.helena, one, { afterDays: '7' })
    await add(all.helena, one, { who: 'OWNER', afterDays: '28' })
    expect(await dues(one)).toEqual({ practice: dayAfter(today(), 7), owner: dayAfter(today(), 28) })
    const [line] = await plan(all.vet, one)
    await mark(all.vet, one, line)
    expect(await dues(one)).toMatchObject({ practice: rows[0].ends })
    await asActor(all.vet, async (db) =>
      sayWhatVetThinks(db, all.vet, await loadCase(db, all.vet, one.id), { number: 1, stance: 'READ', words: '' }),
    )
    expect(await dues(one)).toEqual({ practice: null, owner: dayAfter(today(), 28) })
  })

  it('tells those who have something to do by it, once for several lines, and never the side that changed it', async () => {
    const waiting = async (one: TestCase) =>
      (
        await useDatabase().owner.query<{ key: string; payload: Payload<'notify'> }>(
          `select key, payload from graphile_worker._private_jobs
           where payload->>'caseId' = $1 and payload->>'about' = 'plan.changed' and run_at > now() + interval '5 minutes'`,
          [one.id],
        )
      ).rows
    const mails = async (payload: Payload<'notify'>) => {
      await notifyPeople(payload)
      const { rows } = await useDatabase().owner.query<{ payload: Payload<'mail'> }>(
        `delete from graphile_worker._private_jobs where payload->>'template' = 'planChanged' returning payload`,
      )
      return rows.map((row) => row.payload)
    }
    const draft = await all.fresh()
    await add(all.helena, draft, { afterDays: '42' }, 'plan.draft')
    expect(await waiting(draft)).toEqual([])
    const one = await answered()
    await add(all.helena, one, { dueOn: dayAfter(today(), 9) })
    await add(all.helena, one, { what: 'Weigh her', dueOn: dayAfter(today(), 3) })
    await add(all.helena, one, { who: 'HOSPITAL', what: 'Look at the echo' })
    const [job, ...more] = await waiting(one)
    expect([job?.key, more]).toEqual([`plan:${one.id}:HOSPITAL:PRACTICE`, []])
    const sent = await mails(job!.payload)
    expect(sent.map(({ to }) => to).toSorted()).toEqual([all.vet.email, one.link.email].toSorted())
    expect(sent[0]!.props).toMatchObject({ open: 2, next: dayAfter(today(), 3) })
    expect(renderMail(sent[0]!).text).not.toContain('Weigh')
    await add(all.vet, one, { who: 'OWNER', what: 'Count breaths' })
    const toOwner = (await waiting(one)).find(({ key }) => key.endsWith(':OWNER'))!
    expect((await mails(toOwner.payload)).map(({ to }) => to)).toEqual([all.owner.email])
    await drop(
      all.vet,
      one,
      (await plan(all.vet, one)).find(({ who }) => who === 'OWNER'),
    )
    expect(await mails(toOwner.payload)).toEqual([])
  })

  it('never changes what was signed', async () => {
    const one = await answered()
    const hash = async () =>
      (
        await useDatabase().owner.query('select "contentHash", version from "Recommendation" where "caseId" = $1', [
          one.id,
        ])
      ).rows
    const before = await hash()
    await add(all.vet, one, {})
    expect(await hash()).toEqual(before)
  })

  it('has an end', async () => {
    const one = await answered()
    await useDatabase().owner.query(
      `insert into "PlanItem" ("caseId", id, who, what, side, "authorId", "authorName")
       select $1, gen_random_uuid(), 'OWNER', 'Line ' || n, 'OWNER', gen_random_uuid(), 'Ana' from generate_series(1, $2::int) n`,
      [one.id, MOST_PLAN_ITEMS],
    )
    await expect(add(all.vet, one, {})).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is guarded by PostgreSQL itself', async () => {
    const [open, signed] = [await all.fresh(), await answered()]
    const forge = (actor: Participant, caseId: string, side: 'OWNER' | 'PRACTICE' | 'HOSPITAL', authorId: string) =>
      asActor(actor, (db) =>
        db.planItem.createMany({ data: { caseId, who: 'OWNER', what: 'x', side, authorId, authorName: 'x' } }),
      )
    await expect(forge(all.owner, open.id, 'OWNER', all.owner.personId)).rejects.toThrow()
    await expect(forge(all.owner, signed.id, 'HOSPITAL', all.owner.personId)).rejects.toThrow()
    await expect(forge(all.owner, signed.id, 'OWNER', all.vet.personId)).rejects.toThrow()
    await expect(forge(all.rival, signed.id, 'HOSPITAL', all.rival.personId)).rejects.toThrow()
    await add(all.owner, signed, { who: 'PRACTICE' })
    const change = (actor: Participant, data: object) =>
      asActor(actor, (db) => db.planItem.updateMany({ where: { caseId: signed.id }, data }))
    await expect(change(all.owner, { what: 'Another' })).rejects.toThrow()
    const done = { doneAt: new Date(), doneSide: 'PRACTICE' as const, doneByName: 'x' }
    await expect(change(all.owner, { ...done, doneById: all.owner.personId })).rejects.toThrow()
    await expect(change(all.vet, { ...done, doneById: all.owner.personId })).rejects.toThrow()
    await expect(change(all.vet, { droppedAt: new Date() })).rejects.toThrow()
    expect((await change(all.helena, { droppedAt: new Date() })).count).toBe(0)
    expect(await asActor(all.rival, (db) => db.planItem.count({}))).toBe(0)
  })
})
