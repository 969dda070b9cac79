import 'server-only'
import { actorId, displayName, type Participant } from '#lib/access/actor.ts'
import type { CaseAction } from '#lib/access/policy.ts'
import { dayAfter } from '#lib/case/due.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { Side } from '#lib/db/generated/enums.ts'
import { conflict, forbidden, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { isPublic, mayDrop, mayMarkDone, MOST_PLAN_ITEMS, TOLD_AFTER_MINUTES } from './plan-rules.ts'
import type { PlanLineInput } from './plan-schema.ts'

/** A line as it stands beside the recommendation. `dueOn`: a day, as text. */
export type PlanLine = {
  id: string
  who: Side
  what: string
  dueOn: string | null
  /** Of a plan whose answer is not signed yet: so many days after the signing. */
  afterDays: number | null
  side: Side
  author: string
  at: Date
  doneAt: Date | null
  doneBy: string | null
  mayDone: boolean
  mayDrop: boolean
}

const dayOf = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null

/** Who does what by when: the next day first, what has no day after it. What was taken off is gone. */
export async function readPlan(db: Db, { row, side, can }: CaseAccess): Promise<PlanLine[]> {
  const rows = await db.planItem.findMany({
    where: { caseId: row.id, droppedAt: null },
    orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { afterDays: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
    take: MOST_PLAN_ITEMS,
  })
  const writes = can('plan.write') || can('plan.draft')
  return rows.map((one) => {
    const line = { side: one.side, who: one.who, done: one.doneAt !== null, dropped: false }
    return {
      ...{ id: one.id, who: one.who, what: one.what, dueOn: dayOf(one.dueOn), afterDays: one.afterDays },
      ...{ side: one.side, author: one.authorName, at: one.at, doneAt: one.doneAt, doneBy: one.doneByName },
      mayDone: can('plan.done') && mayMarkDone(line, side),
      mayDrop: writes && mayDrop(line, side),
    }
  })
}

/**
 * One more line. Before the answer is signed it is the specialist's alone to see, and an interval counts from the signing.
 * @throws CONFLICT when the plan is full
 */
export async function addPlanLine(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  can: CaseAction,
  input: PlanLineInput,
): Promise<void> {
  const { caseId, open } = await holdPlan(db, access, can)
  const count = await db.planItem.count({ where: { caseId, droppedAt: null } })
  if (count >= MOST_PLAN_ITEMS) throw conflict(`A plan has at most ${MOST_PLAN_ITEMS} lines: take one off first.`)
  const [{ id }] = await db.$queryRaw<[{ id: string }]>`select uuidv7() as id`
  const today = new Date().toISOString().slice(0, 10)
  const { who, what, afterDays } = input
  const dueOn = input.dueOn ?? (open && afterDays !== null ? dayAfter(today, afterDays) : null)
  await db.planItem.createMany({
    data: {
      ...{ caseId, id, who, what, afterDays: open ? null : afterDays },
      ...(dueOn ? { dueOn: new Date(`${dueOn}T00:00:00Z`) } : {}),
      ...{ side: access.side, authorId: actorId(actor), authorName: displayName(actor) },
    },
  })
  await appendEvent(db, caseId, 'plan.added', { itemId: id, who, dueOn }, open ? 'EVERYONE' : 'HOSPITAL')
  if (open) await tellOf(db, actor, access, { id, who })
}

/** Takes a line off, for the side that wrote it. @throws NOT_FOUND for another's; CONFLICT when it is done already */
export async function dropPlanLine(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  can: CaseAction,
  itemId: string,
): Promise<void> {
  const { caseId, open } = await holdPlan(db, access, can)
  const line = await db.planItem.findFirst({ where: { caseId, id: itemId, side: access.side } })
  if (!line) throw notFound()
  if (line.droppedAt) return
  if (line.doneAt) throw conflict('It is done meanwhile, so it stays on the plan.')
  await db.planItem.updateMany({ where: { caseId, id: itemId }, data: { droppedAt: new Date() } })
  await appendEvent(db, caseId, 'plan.dropped', { itemId }, open ? 'EVERYONE' : 'HOSPITAL')
  if (open) await tellOf(db, actor, access, line)
}

/** Marks a line done, or not done after all, for the side that it is for. The same said twice is said once. */
export async function markPlanLine(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  itemId: string,
  done: boolean,
): Promise<void> {
  const { caseId } = await holdPlan(db, access, 'plan.done')
  const line = await db.planItem.findFirst({ where: { caseId, id: itemId } })
  if (!line) throw notFound()
  if (line.droppedAt) throw conflict('It was taken off the plan meanwhile.')
  if (line.who !== access.side) throw forbidden('Whoever it is for says when it is done.')
  if ((line.doneAt !== null) === done) return
  const data = done
    ? { doneAt: new Date(), doneSide: access.side, doneById: actorId(actor), doneByName: displayName(actor) }
    : { doneAt: null, doneSide: null, doneById: null, doneByName: null }
  await db.planItem.updateMany({ where: { caseId, id: itemId }, data })
  await appendEvent(db, caseId, done ? 'plan.done' : 'plan.undone', { itemId })
}

/** Tells the side that a line is for, unless it is their own; a further change meanwhile takes the place of the mail that waits. */
async function tellOf(
  db: Db,
  actor: Participant,
  { row, side }: CaseAccess,
  { id, who }: { id: string; who: Side },
): Promise<void> {
  if (who === side) return
  const runAt = new Date(now().getTime() + TOLD_AFTER_MINUTES * 60_000)
  const about = { caseId: row.id, about: 'plan.changed' as const, subjectId: id, actorId: actorId(actor) }
  await enqueue(db, 'notify', about, { key: `plan:${row.id}:${side}:${who}`, runAt })
}

/** Locks the case, so that lines are counted and marked one press after another. */
async function holdPlan(db: Db, access: CaseAccess, can: CaseAction): Promise<{ caseId: string; open: boolean }> {
  access.require(can)
  const caseId = access.row.id
  const [held] = await db.$queryRaw<{ status: CaseAccess['row']['status'] }[]>`
    select status::text from "Case" where id = ${caseId}::uuid for update`
  if (held?.status !== access.row.status) throw conflict()
  return { caseId, open: isPublic(access.row.status) }
}
