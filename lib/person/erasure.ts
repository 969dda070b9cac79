import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { AppError, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { uuidV7 } from '#lib/id.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { log } from '#lib/log.ts'
import { env } from '#lib/env.ts'
import { type Block, blockWords } from './blocks.ts'
import { requireRecent } from './recent.ts'

// To be forgotten: asked for, waited for, and done by the worker. PostgreSQL sets the waiting time, and looks again before it acts.

export type ErasureView = {
  /** The request that stands, if there is one. */
  asked: { at: Date; dueAt: Date } | null
  /** What stands in the way, in words. */
  blocks: string[]
}

export async function erasureOf(db: Db, actor: PersonActor): Promise<ErasureView> {
  const where = { personId: actor.personId, cancelledAt: null, doneAt: null }
  const asked = await db.erasureRequest.findFirst({ where, select: { askedAt: true, dueAt: true } })
  return { asked: asked && { at: asked.askedAt, dueAt: asked.dueAt }, blocks: await blocksOf(db) }
}

async function blocksOf(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<Block[]>`select kind, what, reason from app.my_erasure_blocks()`
  return rows.map(blockWords)
}

/**
 * Asks for it: done in seven days, unless it is called off. Asked twice, it is the same request.
 * @throws FORBIDDEN without a recent sign-in; CONFLICT while something stands in the way
 */
export async function askErasure(db: Db, actor: PersonActor): Promise<void> {
  await requireRecent(db, actor)
  const blocks = await blocksOf(db)
  if (blocks.length > 0) throw new AppError('CONFLICT', `Not yet possible. ${blocks.join(' ')}`)
  const id = uuidV7()
  const made = await db.$executeRaw`
    insert into "ErasureRequest" ("personId", id) values (${actor.personId}::uuid, ${id}::uuid) on conflict do nothing`
  if (made === 0) return
  const { dueAt } = await db.erasureRequest.findUniqueOrThrow({
    where: { personId_id: { personId: actor.personId, id } },
  })
  const props = { dueAt: dueAt.toISOString(), timeZone: actor.timeZone, url: `${env().APP_URL}/account/data` }
  await enqueue(db, 'mail', { to: actor.email, template: 'erasureAsked', props, key: `erasure:${id}` })
}

/** Calls it off. @throws NOT_FOUND when nothing is asked */
export async function cancelErasure(db: Db, actor: PersonActor): Promise<void> {
  const where = { personId: actor.personId, cancelledAt: null, doneAt: null }
  const { count } = await db.erasureRequest.updateMany({ where, data: { cancelledAt: now() } })
  if (count === 0) throw notFound()
}

const MOST = 100

/** Forgets those whose seven days are over. Enqueued by the clock. */
export async function eraseDue(): Promise<void> {
  const due = await asActor(
    { kind: 'SYSTEM', caseId: null },
    (db) => db.$queryRaw<{ personId: string }[]>`select "personId" from app.due_erasures(${MOST}::int)`,
  )
  for (const { personId } of due) await erase(personId)
}

/** @returns false when they called it off, or something came in the way */
export async function erase(personId: string): Promise<boolean> {
  return asActor({ kind: 'SYSTEM', caseId: null }, async (db) => {
    const [row] = await db.$queryRaw<
      { unsent: string[] | null }[]
    >`select app.erase_person(${personId}::uuid) as unsent`
    if (!row?.unsent) return false
    for (const caseId of row.unsent) await enqueue(db, 'clearCase', { caseId }, { key: `clear:${caseId}` })
    log.info({ personId }, 'a person was forgotten')
    return true
  })
}
