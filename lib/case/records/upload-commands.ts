import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { RecordStatus } from '#lib/db/generated/enums.ts'
import { type AppError, notFound } from '#lib/errors.ts'
import { isUuid } from '#lib/id.ts'
import { enqueueChecks } from './check/enqueue.ts'
import { type Holder, planParts } from './rules.ts'

// The verbs of files on their way, after they were begun (begin.ts): find, keep what the store says, arrive. Many at once, as a
// folder has thousands.

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

export const uploadColumns = {
  caseId: true,
  id: true,
  objectKey: true,
  uploadId: true,
  sizeBytes: true,
  partSize: true,
  status: true,
} as const

export type UploadRow = Omit<Upload, 'recordId' | 'size' | 'partSize'> & {
  id: string
  sizeBytes: bigint
  partSize: number | null
}

export const uploadOf = ({ id, sizeBytes, partSize, ...row }: UploadRow): Upload => ({
  ...row,
  recordId: id,
  size: Number(sizeBytes),
  partSize: partSize ?? planParts(Number(sizeBytes)).partSize,
})

/** The side that a new record belongs to: whoever adds it, holds it. */
export function holderOf(access: CaseAccess): Holder {
  if (access.side === 'SYSTEM' || access.side === 'SUPPORT') throw notFound()
  return access.side
}

export const byId = (rows: readonly UploadRow[]): Map<string, Upload> =>
  new Map(rows.map((row) => [row.id, uploadOf(row)]))

/** Of one file of several: what came of it, or why not, while the rest goes on. */
export type Outcome<T> = { recordId: string } & (T | { refused: AppError })

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
  return byId(await db.record.findMany({ where, select: uploadColumns }))
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
