import 'server-only'
import { randomUUID } from 'node:crypto'
import { actorId, displayName, type Participant } from '#lib/access/actor.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { RecordStatus } from '#lib/db/generated/enums.ts'
import { type AppError, conflict, invalid, notFound } from '#lib/errors.ts'
import { safeFileName } from '#lib/files/name.ts'
import { isUuid } from '#lib/id.ts'
import { enqueueChecks } from './check/enqueue.ts'
import { suggestedKind } from './kind.ts'
import { type Holder, MAX_RECORDS, MAX_UNFINISHED, planParts, sizeRefusal } from './rules.ts'
import type { BeginInput } from './schema.ts'

// The verbs of files on their way: begin, find, keep what the store says, arrive. Many at once, as a folder has thousands.

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

type Row = Omit<Upload, 'recordId' | 'size' | 'partSize'> & { id: string; sizeBytes: bigint; partSize: number | null }

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

/** Of one file of several: what came of it, or why not, while the rest goes on. */
export type Outcome<T> = { recordId: string } & (T | { refused: AppError })

/** Begins one record. @throws INVALID for an empty or too large file or too many, CONFLICT for an id that is taken */
export async function beginRecord(db: Db, actor: Participant, access: CaseAccess, input: BeginInput): Promise<Upload> {
  const [begun] = await beginRecords(db, actor, access, [input])
  if (!begun) throw conflict()
  if ('refused' in begun) throw begun.refused
  return begun.upload
}

/**
 * Begins records: a row and a key of our own for each. Sent again with the same ids, they are the same ones. What cannot be
 * added is refused by itself.
 * @returns in the order of the input
 */
export async function beginRecords(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  inputs: readonly BeginInput[],
): Promise<Outcome<{ upload: Upload }>[]> {
  const files = inputs.map((input) => ({ ...input, recordId: input.recordId ?? randomUUID() }))
  const ids = files.map(({ recordId }) => recordId)
  const mine = { caseId: access.row.id, id: { in: ids }, uploadedBy: actorId(actor) }
  const known = byId(await db.record.findMany({ where: mine, select: columns }))
  const fresh = files.filter(({ recordId, size }) => !known.has(recordId) && !sizeRefusal(size))
  const full = fresh.length > 0 ? await fullRefusal(db, access.row.id, fresh.length) : null
  const made = byId(full ? [] : await insert(db, actor, access, fresh))
  return files.map(({ recordId, size }) => {
    const refused = (error: AppError) => ({ recordId, refused: error })
    const unfit = sizeRefusal(size)
    if (unfit) return refused(invalid(unfit, { size: [unfit] }))
    const upload = known.get(recordId) ?? made.get(recordId)
    if (!upload) return refused(full ?? conflict('This upload has been begun by somebody else.'))
    if (upload.size === size) return { recordId, upload }
    return refused(conflict('This upload was begun for another file. Please add the file anew.'))
  })
}

const byId = (rows: readonly Row[]): Map<string, Upload> => new Map(rows.map((row) => [row.id, uploadOf(row)]))

type Fresh = BeginInput & { recordId: string }

async function insert(db: Db, actor: Participant, access: CaseAccess, files: readonly Fresh[]): Promise<Row[]> {
  if (files.length === 0) return []
  const caseId = access.row.id
  return db.record.createManyAndReturn({
    data: files.map(({ recordId, size, type, name: typed }) => {
      const name = safeFileName(typed)
      return {
        caseId,
        id: recordId,
        holder: holderOf(access),
        kind: suggestedKind(name, type),
        name,
        sizeBytes: BigInt(size),
        declaredType: safeType(type),
        objectKey: `cases/${caseId}/${randomUUID()}`,
        partSize: planParts(size).partSize,
        uploadedBy: actorId(actor),
        uploaderName: displayName(actor),
      }
    }),
    skipDuplicates: true,
    select: columns,
  })
}

/** A browser's word for the type, kept as it is written if it is written like one. */
const safeType = (type: string): string => (/^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(type) ? type.toLowerCase() : '')

async function fullRefusal(db: Db, caseId: string, more: number): Promise<AppError | null> {
  const [found] = await db.$queryRaw<{ all: number; unfinished: number }[]>`
    select count(*)::int as "all", (count(*) filter (where status = 'UPLOADING'))::int as unfinished
    from (select status from "Record" where "caseId" = ${caseId}::uuid and status <> 'REMOVED' limit ${MAX_RECORDS}) found`
  if (!found || found.all + more > MAX_RECORDS)
    return invalid(`A case holds at most ${MAX_RECORDS.toLocaleString('en')} records. Please send a zip of the rest.`)
  if (found.unfinished + more > MAX_UNFINISHED)
    return invalid('Many uploads of this case are not finished. Let them finish, or discard them, and then add more.')
  return null
}

/** A file on its way that the actor's side holds. @throws NOT_FOUND for a foreign, missing or malformed id alike */
export async function findUpload(db: Db, access: CaseAccess, recordId: string): Promise<Upload> {
  const [found] = (await findUploads(db, access, [recordId])).values()
  if (!found) throw notFound()
  return found
}

/** Those of these files that the actor's side holds, by id. */
export async function findUploads(
  db: Db,
  access: CaseAccess,
  recordIds: readonly string[],
): Promise<Map<string, Upload>> {
  const ids = recordIds.filter(isUuid)
  if (ids.length === 0) return new Map()
  const where = {
    caseId: access.row.id,
    id: { in: ids },
    holder: holderOf(access),
    status: { not: 'REMOVED' },
  } as const
  return byId(await db.record.findMany({ where, select: columns }))
}

/** Keeps the store's upload ids, unless another request was faster. @returns the id that stands, by record */
export async function keepUploadIds(
  db: Db,
  access: CaseAccess,
  made: readonly { upload: Upload; uploadId: string }[],
): Promise<Map<string, string | null>> {
  const caseId = access.row.id
  const ids = made.map(({ upload }) => upload.recordId)
  await db.$executeRaw`
    update "Record" r set "uploadId" = v.made
    from unnest(${ids}::uuid[], ${made.map(({ uploadId }) => uploadId)}::text[], ${made.map(({ upload }) => upload.uploadId)}::text[])
      as v (id, made, known)
    where r."caseId" = ${caseId}::uuid and r.id = v.id and r.holder = ${holderOf(access)}::"Side" and r.status = 'UPLOADING'
      and r."uploadId" is not distinct from v.known`
  const rows = await db.record.findMany({ where: { caseId, id: { in: ids } }, select: { id: true, uploadId: true } })
  return new Map(rows.map(({ id, uploadId }) => [id, uploadId]))
}

/** All bytes are there: the records go to their check. A second time, nothing happens. @returns the statuses that stand */
export async function markArrived(
  db: Db,
  access: CaseAccess,
  recordIds: readonly string[],
): Promise<Map<string, RecordStatus>> {
  const caseId = access.row.id
  const arrived = await db.record.updateManyAndReturn({
    where: { caseId, id: { in: [...recordIds] }, holder: holderOf(access), status: 'UPLOADING' },
    data: { status: 'CHECKING', uploadId: null, version: { increment: 1 } },
    select: { id: true, sizeBytes: true },
  })
  await enqueueChecks(db, caseId, arrived)
  const found = await findUploads(db, access, recordIds)
  return new Map([...found].map(([id, { status }]) => [id, status]))
}
