import 'server-only'
import { actorId, displayName, type Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { RecordKind, RecordStatus } from '#lib/db/generated/enums.ts'
import { conflict, notFound } from '#lib/errors.ts'
import { isUuid } from '#lib/id.ts'
import { enqueueClearing } from './check/enqueue.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { redraw } from './imaging/commands.ts'
import { opensInBrowser } from './rules.ts'
import { findUpload, holderOf } from './upload-commands.ts'

/** Gives up an upload that is not finished, or dismisses a refused file. Its bytes are cleared away by a job. */
export async function discardUpload(db: Db, access: CaseAccess, recordId: string): Promise<void> {
  const { status } = await findUpload(db, access, recordId)
  if (status !== 'UPLOADING' && status !== 'REFUSED' && status !== 'UNPACKED')
    throw conflict('This file has arrived already. You can remove it from the list of records.')
  const { count } = await setRemoved(db, access, recordId, status)
  if (count !== 1) throw conflict()
}

/** The same for an upload that nobody has finished; its bytes go too. One that somebody finishes at this moment stays. */
export async function giveUpUpload(db: Db, caseId: string, id: string): Promise<void> {
  const { count } = await db.record.updateMany({
    where: { caseId, id, status: 'UPLOADING' },
    data: { status: 'REMOVED', removedAt: new Date(), version: { increment: 1 } },
  })
  if (count === 1) await enqueueClearing(db, caseId, id)
}

/** Takes a record out of the case; the row stays, so that the ledger's ids still mean something. */
export async function removeRecord(db: Db, access: CaseAccess, recordId: string): Promise<void> {
  const { status, caseId } = await findUpload(db, access, recordId)
  const { count } = await setRemoved(db, access, recordId, status)
  if (count !== 1) throw conflict()
  if (status === 'READY') await db.case.updateMany({ where: { id: caseId }, data: { recordCount: { decrement: 1 } } })
  await appendEvent(db, caseId, 'record.removed', { recordId, holder: holderOf(access) })
  const row = await db.record.findFirst({ where: { caseId, id: recordId }, select: { seriesId: true } })
  if (row?.seriesId) await redraw(db, caseId, row.seriesId)
}

async function setRemoved(db: Db, access: CaseAccess, id: string, status: RecordStatus): Promise<{ count: number }> {
  const caseId = access.row.id
  const result = await db.record.updateMany({
    where: { caseId, id, holder: holderOf(access), status },
    data: { status: 'REMOVED', removedAt: new Date(), version: { increment: 1 } },
  })
  await enqueueClearing(db, caseId, id)
  return result
}

/** Says what kind of record it is. Kinds decide what a consent covers, so the change of one that others see is an event. */
export async function changeKind(db: Db, access: CaseAccess, recordId: string, kind: RecordKind): Promise<void> {
  const { caseId } = await findUpload(db, access, recordId)
  const [changed] = await db.record.updateManyAndReturn({
    where: { caseId, id: recordId, holder: holderOf(access), status: { not: 'REMOVED' }, kind: { not: kind } },
    data: { kind, version: { increment: 1 } },
    select: { status: true, seriesId: true },
  })
  if (changed?.status === 'READY') await appendEvent(db, caseId, 'record.kindChanged', { recordId, kind })
  // A study holds one kind, as consent covers one: this one leaves it.
  if (changed?.seriesId) await enqueue(db, 'groupImaging', { caseId, recordIds: [recordId] })
}

/**
 * Says which day a file is of; null: not known. Consent may go by it, so that is an event too. Images have the day of their study,
 * which nobody states.
 */
export async function stateDay(db: Db, access: CaseAccess, recordId: string, day: string | null): Promise<void> {
  const { caseId } = await findUpload(db, access, recordId)
  const holder = holderOf(access)
  const [changed] = await db.$queryRaw<{ status: RecordStatus }[]>`
    update "Record" set day = ${day}::date, version = version + 1 where "caseId" = ${caseId}::uuid and id = ${recordId}::uuid
      and holder = ${holder}::"Side" and status <> 'REMOVED' and "seriesId" is null and day is distinct from ${day}::date
    returning status`
  if (changed?.status === 'READY') await appendEvent(db, caseId, 'record.dayStated', { recordId, day })
}

export type Disposition = 'inline' | 'attachment'

/**
 * Writes down who looks at which record, and gives what a link to its bytes needs. Consent is asked by row-level
 * security at this very moment.
 * @param wanted null for a browser that only looks ahead: nobody has seen anything then
 * @throws NOT_FOUND unless it is ready and the reader may see it now
 */
export async function lookAtRecord(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  recordId: string,
  wanted: Disposition | null,
): Promise<{ objectKey: string; name: string; contentType: string; disposition: Disposition }> {
  if (!isUuid(recordId)) throw notFound()
  const caseId = access.row.id
  const record = await db.record.findFirst({
    where: { caseId, id: recordId, status: 'READY' },
    select: { objectKey: true, name: true, contentType: true },
  })
  if (!record) throw notFound()
  // What a browser cannot show safely by itself is always handed over as a download.
  const disposition = wanted === 'inline' && opensInBrowser(record.contentType) ? 'inline' : 'attachment'
  if (wanted) await writeLook(db, actor, access, recordId, disposition === 'inline' ? 'viewed' : 'downloaded')
  return { ...record, contentType: record.contentType ?? 'application/octet-stream', disposition }
}

/** One entry in "who has seen this", and its event. */
export async function writeLook(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  recordId: string,
  action: 'viewed' | 'downloaded',
): Promise<void> {
  const caseId = access.row.id
  await db.recordView.create({
    data: {
      caseId,
      recordId,
      action,
      side: access.side,
      actorKind: actor.kind,
      actorId: actorId(actor),
      viewerName: displayName(actor),
    },
    select: { id: true },
  })
  await appendEvent(db, caseId, `record.${action}`, { recordId })
}
