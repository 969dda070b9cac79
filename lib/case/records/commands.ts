import 'server-only'
import { randomUUID } from 'node:crypto'
import { actorId, displayName, type Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { RecordKind, RecordStatus } from '#lib/db/generated/enums.ts'
import { conflict, invalid, notFound } from '#lib/errors.ts'
import { safeFileName } from '#lib/files/name.ts'
import { isUuid } from '#lib/id.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { suggestedKind } from './kind.ts'
import { type Holder, MAX_RECORDS, MAX_UNFINISHED, opensInBrowser, planParts, sizeRefusal } from './rules.ts'
import type { BeginInput } from './schema.ts'

/** A file on its way: what the object store needs to know of it. `uploadId` is null until the store has given one. */
export type Upload = {
  caseId: string
  recordId: string
  objectKey: string
  uploadId: string | null
  size: number
  partSize: number
  status: RecordStatus
}

const columns = {
  caseId: true,
  id: true,
  objectKey: true,
  uploadId: true,
  sizeBytes: true,
  partSize: true,
  status: true,
} as const

type Row = {
  caseId: string
  id: string
  objectKey: string
  uploadId: string | null
  sizeBytes: bigint
  partSize: number | null
  status: RecordStatus
}

const uploadOf = ({ id, sizeBytes, partSize, ...row }: Row): Upload => ({
  ...row,
  recordId: id,
  size: Number(sizeBytes),
  partSize: partSize ?? planParts(Number(sizeBytes)).partSize,
})

/** The side that a new record belongs to: whoever adds it, holds it. */
export function holderOf(access: CaseAccess): Holder {
  if (access.side === 'SYSTEM') throw notFound()
  return access.side
}

/**
 * Begins a record: a row and a key of our own. Sent again with the same `recordId`, it gives the same one.
 * @throws INVALID for an empty or too large file, or too many at once
 */
export async function beginRecord(db: Db, actor: Participant, access: CaseAccess, input: BeginInput): Promise<Upload> {
  const refused = sizeRefusal(input.size)
  if (refused) throw invalid(refused, { size: [refused] })
  const [caseId, id, name] = [access.row.id, input.recordId ?? randomUUID(), safeFileName(input.name)]
  const begun = await db.record.findFirst({ where: { caseId, id, uploadedBy: actorId(actor) }, select: columns })
  if (begun) return sameOrConflict(uploadOf(begun), input.size)
  await refuseTooMany(db, caseId)
  const [made] = await db.record.createManyAndReturn({
    data: {
      caseId,
      id,
      holder: holderOf(access),
      kind: suggestedKind(name, input.type),
      name,
      sizeBytes: BigInt(input.size),
      declaredType: safeType(input.type),
      objectKey: `cases/${caseId}/${randomUUID()}`,
      partSize: planParts(input.size).partSize,
      uploadedBy: actorId(actor),
      uploaderName: displayName(actor),
    },
    skipDuplicates: true,
    select: columns,
  })
  if (!made) throw conflict('This upload has been begun by somebody else.')
  return uploadOf(made)
}

function sameOrConflict(upload: Upload, size: number): Upload {
  if (upload.size === size) return upload
  throw conflict('This upload was begun for another file. Please add the file anew.')
}

/** A browser's word for the type, kept as it is written if it is written like one. */
const safeType = (type: string): string => (/^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(type) ? type.toLowerCase() : '')

async function refuseTooMany(db: Db, caseId: string): Promise<void> {
  const [found] = await db.$queryRaw<{ all: number; unfinished: number }[]>`
    select count(*)::int as "all", (count(*) filter (where status = 'UPLOADING'))::int as unfinished
    from (select status from "Record" where "caseId" = ${caseId}::uuid and status <> 'REMOVED' limit ${MAX_RECORDS}) found`
  if (!found || found.all >= MAX_RECORDS)
    throw invalid(`A case holds at most ${MAX_RECORDS.toLocaleString('en')} records. Please send a zip of the rest.`)
  if (found.unfinished >= MAX_UNFINISHED)
    throw invalid('Many uploads of this case are not finished. Let them finish, or discard them, and then add more.')
}

/** A file on its way that the actor's side holds. @throws NOT_FOUND for a foreign, missing or malformed id alike */
export async function findUpload(db: Db, access: CaseAccess, recordId: string): Promise<Upload> {
  if (!isUuid(recordId)) throw notFound()
  const row = await db.record.findFirst({
    where: { caseId: access.row.id, id: recordId, holder: holderOf(access) },
    select: columns,
  })
  if (!row || row.status === 'REMOVED') throw notFound()
  return uploadOf(row)
}

/** Keeps the store's upload id, unless another request was faster. @returns the id that stands */
export async function keepUploadId(
  db: Db,
  access: CaseAccess,
  upload: Upload,
  uploadId: string,
): Promise<string | null> {
  const where = { caseId: upload.caseId, id: upload.recordId, holder: holderOf(access) }
  await db.record.updateMany({
    where: { ...where, status: 'UPLOADING', uploadId: upload.uploadId },
    data: { uploadId },
  })
  const row = await db.record.findFirst({ where, select: { uploadId: true } })
  return row?.uploadId ?? null
}

/** All bytes are there: the record goes to its check. A second time, nothing happens. @returns the status that stands */
export async function markArrived(db: Db, access: CaseAccess, recordId: string): Promise<RecordStatus> {
  const caseId = access.row.id
  const { count } = await db.record.updateMany({
    where: { caseId, id: recordId, holder: holderOf(access), status: 'UPLOADING' },
    data: { status: 'CHECKING', uploadId: null, version: { increment: 1 } },
  })
  if (count === 1) await enqueueCheck(db, caseId, recordId)
  return (await findUpload(db, access, recordId)).status
}

/** Gives up an upload that is not finished, or dismisses a refused file. Its bytes are cleared away by a job. */
export async function discardUpload(db: Db, access: CaseAccess, recordId: string): Promise<void> {
  const { status } = await findUpload(db, access, recordId)
  if (status !== 'UPLOADING' && status !== 'REFUSED')
    throw conflict('This file has arrived already. You can remove it from the list of records.')
  const { count } = await setRemoved(db, access, recordId, status)
  if (count !== 1) throw conflict()
}

/** Takes a record out of the case; the row stays, so that the ledger's ids still mean something. */
export async function removeRecord(db: Db, access: CaseAccess, recordId: string): Promise<void> {
  const { status, caseId } = await findUpload(db, access, recordId)
  const { count } = await setRemoved(db, access, recordId, status)
  if (count !== 1) throw conflict()
  if (status === 'READY') await db.case.updateMany({ where: { id: caseId }, data: { recordCount: { decrement: 1 } } })
  await appendEvent(db, caseId, 'record.removed', { recordId, holder: holderOf(access) })
}

async function setRemoved(db: Db, access: CaseAccess, id: string, status: RecordStatus): Promise<{ count: number }> {
  const caseId = access.row.id
  const result = await db.record.updateMany({
    where: { caseId, id, holder: holderOf(access), status },
    data: { status: 'REMOVED', removedAt: new Date(), version: { increment: 1 } },
  })
  await enqueueCheck(db, caseId, id)
  return result
}

/** Says what kind of record it is. Kinds decide what a consent covers, so the change of one that others see is an event. */
export async function changeKind(db: Db, access: CaseAccess, recordId: string, kind: RecordKind): Promise<void> {
  const { caseId } = await findUpload(db, access, recordId)
  const [changed] = await db.record.updateManyAndReturn({
    where: { caseId, id: recordId, holder: holderOf(access), status: { not: 'REMOVED' }, kind: { not: kind } },
    data: { kind, version: { increment: 1 } },
    select: { status: true },
  })
  if (changed?.status === 'READY') await appendEvent(db, caseId, 'record.kindChanged', { recordId, kind })
}

/** One job for each record at a time: it checks what has arrived, and clears away what was refused or removed. */
const enqueueCheck = (db: Db, caseId: string, recordId: string): Promise<void> =>
  enqueue(db, 'checkRecord', { caseId, recordId }, { key: `record:${recordId}` })

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

async function writeLook(
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
