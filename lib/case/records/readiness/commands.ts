import 'server-only'
import { randomUUID } from 'node:crypto'
import { actorId, type Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { AppError, invalid } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { notify } from '#lib/jobs/outbox.ts'
import { listOfCase } from './list.ts'
import { mayAskAt } from './rules.ts'
import type { AskItemsInput, ReadinessItem } from './schema.ts'

/** The items of the case's list that a form named. @throws INVALID when one is not on it (any more) */
export async function itemsNamed(db: Db, access: CaseAccess, input: AskItemsInput): Promise<ReadinessItem[]> {
  const list = await listOfCase(db, access.row)
  const wanted = new Set(input['items[]'])
  const named = list?.items.filter(({ id }) => wanted.has(id)) ?? []
  if (named.length === wanted.size) return named
  const message = 'The list has changed meanwhile. Reload the page to see what is asked for now.'
  throw invalid(message, { 'items[]': [message] })
}

/**
 * The owner asks the practice for what is missing. While the request is a draft it is kept for the mail that asks the vet to
 * take part; afterwards a mail goes out, once an hour at most.
 * @throws RATE_LIMITED within the hour
 */
export async function askPractice(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  input: AskItemsInput,
): Promise<{ mailed: boolean; count: number }> {
  access.require('records.ask')
  const { row } = access
  const items = await itemsNamed(db, access, input)
  const mailed = row.status !== 'DRAFT'
  // Of two presses at once the second waits here, and then sees the first.
  await db.$queryRaw`select id from "Case" where id = ${row.id}::uuid for update`
  if (mailed) await requirePause(db, row)
  const { batchId, ids } = await noteAsked(db, actor, access, items)
  if (ids.length > 0) await appendEvent(db, row.id, 'records.asked', { batchId, items: ids })
  if (mailed) await notify(db, row.id, 'records.asked', actor, batchId)
  return { mailed, count: items.length }
}

/** Keeps what was asked of the practice, so that its page shows each item. The caller tells of it. */
export async function noteAsked(
  db: Db,
  actor: Participant,
  { row, side }: CaseAccess,
  items: readonly ReadinessItem[],
): Promise<{ batchId: string; ids: string[] }> {
  const batchId = randomUUID()
  const before = row.status === 'DRAFT' ? await askedBefore(db, row.id) : new Set<string>()
  const fresh = items.filter(({ id }) => !before.has(id))
  await db.recordAsk.createMany({
    data: fresh.map(({ id, name }) => ({
      ...{ caseId: row.id, batchId, itemId: id, name, side, askedById: actorId(actor), askedAt: now() },
    })),
  })
  return { batchId, ids: fresh.map(({ id }) => id) }
}

async function askedBefore(db: Db, caseId: string): Promise<Set<string>> {
  const rows = await db.recordAsk.findMany({ where: { caseId }, select: { itemId: true }, take: 1000 })
  return new Set(rows.map(({ itemId }) => itemId))
}

/** What was noted in the draft was told by the mail that asked the vet to take part, and does not count. */
async function requirePause(db: Db, { id: caseId, submittedAt }: CaseAccess['row']): Promise<void> {
  const last = await db.caseEvent.findFirst({
    where: { caseId, type: 'records.asked', ...(submittedAt && { at: { gte: submittedAt } }) },
    orderBy: { seq: 'desc' },
    select: { at: true },
  })
  const next = last && mayAskAt(last.at, now())
  if (!next) return
  const minutes = Math.ceil((next.getTime() - now().getTime()) / 60_000)
  throw new AppError(
    'RATE_LIMITED',
    `You asked less than an hour ago. You can ask again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
  )
}
