import 'server-only'
import { appendEvent } from '#lib/case/event.ts'
import { clearAway } from '#lib/case/records/check/clear.ts'
import { asActor } from '#lib/db/unit.ts'
import { storage } from '#lib/gateways/storage.ts'
import { enqueue, notify } from '#lib/jobs/outbox.ts'
import type { Payload } from '#lib/jobs/tasks.ts'
import { log } from '#lib/log.ts'

// The end of a case's content: PostgreSQL asks once more whether its time has come and nothing holds it, and removes what was
// said; the bytes follow in a job, as often as the object store needs.

const MOST = 200
/** Objects that are removed at a time. */
const STRIDE = 100

/** Tells of what goes soon, then removes what cases say whose keeping time has ended, one case a transaction. Enqueued by the clock. */
export async function removeDueContent(): Promise<void> {
  await tellOfRemovals()
  const due = await asActor(
    { kind: 'SYSTEM', caseId: null },
    (db) => db.$queryRaw<{ id: string }[]>`select id from app.due_for_removal(${MOST}::int)`,
  )
  for (const { id } of due) await removeContent(id)
}

/** Owner and practice are mailed weeks before, once for each end; PostgreSQL keeps the day that they are told of. */
async function tellOfRemovals(): Promise<void> {
  const soon = await asActor(
    { kind: 'SYSTEM', caseId: null },
    (db) => db.$queryRaw<{ id: string }[]>`select id from app.removals_to_tell(${MOST}::int)`,
  )
  for (const { id: caseId } of soon)
    await asActor({ kind: 'SYSTEM', caseId }, async (db) => {
      const [row] = await db.$queryRaw<{ told: boolean }[]>`select app.tell_of_removal(${caseId}::uuid) as told`
      if (row?.told) await notify(db, caseId, 'case.removalAhead', null)
    })
}

/** @returns false when somebody held, reopened or removed it meanwhile */
export async function removeContent(caseId: string): Promise<boolean> {
  const done = await asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    const [row] = await db.$queryRaw<{ done: boolean }[]>`select app.remove_content(${caseId}::uuid) as done`
    if (!row?.done) return false
    await appendEvent(db, caseId, 'case.contentRemoved')
    await enqueue(db, 'clearCase', { caseId }, { key: `clear:${caseId}` })
    return true
  })
  if (done) log.info({ caseId }, 'what a case said was removed')
  return done
}

/** The bytes of every record, preview and thumbnail that no other case shares. Runs as often as it likes. */
export async function clearCase({ caseId }: Payload<'clearCase'>): Promise<void> {
  const system = { kind: 'SYSTEM', caseId } as const
  const select = { caseId: true, id: true, objectKey: true, uploadId: true }
  for (let after = ''; ;) {
    const stride = await asActor(system, (db) =>
      db.record.findMany({
        where: { caseId, status: { in: ['REMOVED', 'REFUSED', 'UNPACKED'] }, ...(after ? { id: { gt: after } } : {}) },
        orderBy: { id: 'asc' },
        select,
        take: STRIDE,
      }),
    )
    for (const record of stride) await clearAway(record)
    const last = stride.at(-1)
    if (!last || stride.length < STRIDE) break
    after = last.id
  }
  const series = await asActor(system, (db) =>
    db.series.findMany({ where: { caseId, thumbnailKey: { not: null } }, select: { id: true, thumbnailKey: true } }),
  )
  for (const { thumbnailKey } of series) if (thumbnailKey) await storage().remove(thumbnailKey)
  await asActor(system, (db) => db.series.updateMany({ where: { caseId }, data: { thumbnailKey: null } }))
}
