import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { notFound } from '#lib/errors.ts'
import { storage } from '#lib/gateways/storage.ts'
import { isUuid } from '#lib/id.ts'
import { writerSide } from '#lib/patient/history/commands.ts'
import { textOf } from './intake.ts'

/** Larger tables are not one animal's laboratory sheet, and bytes of records do not belong into the web process. */
const MAX_BYTES = 200_000
const TABLES = ['text/csv', 'text/tab-separated-values', 'text/plain']
const OFFERED = 10

export type LabFile = { recordId: string; name: string }

const readable = (access: CaseAccess) => ({
  caseId: access.row.id,
  holder: writerSide(access),
  status: 'READY' as const,
  contentType: { in: TABLES },
  sizeBytes: { lte: MAX_BYTES },
})

/** Tables among the reader's own records whose values nobody has read in yet, the newest first. */
export async function filesToRead(db: Db, access: CaseAccess): Promise<LabFile[]> {
  const found = await db.record.findMany({
    where: { ...readable(access), kind: 'LAB', labSheets: { none: { removedAt: null } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, name: true },
    take: OFFERED,
  })
  return found.map(({ id, name }) => ({ recordId: id, name }))
}

/** Where the bytes of such a table are. @throws NOT_FOUND unless it is a ready one of the actor's own side */
export async function tableFile(
  db: Db,
  access: CaseAccess,
  recordId: string,
): Promise<LabFile & { objectKey: string }> {
  if (!isUuid(recordId)) throw notFound()
  const found = await db.record.findFirst({
    where: { ...readable(access), id: recordId },
    select: { name: true, objectKey: true },
  })
  if (!found) throw notFound()
  return { recordId, ...found }
}

/** The text of a small table; outside of any transaction. @throws GatewayError('storage') while the store is away */
export const fetchText = async (objectKey: string): Promise<string> =>
  textOf(await storage().readBytes(objectKey, { maxBytes: MAX_BYTES }))
