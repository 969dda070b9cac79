import 'server-only'
import type { Db } from '#lib/db/client.ts'
import type { LooksLike, PreviewSize } from '#lib/db/generated/enums.ts'
import { notFound } from '#lib/errors.ts'
import { isUuid } from '#lib/id.ts'

/** What a list says of a record beside its own facts. */
export type ReadingItem = {
  looksLike: LooksLike | null
  note: string | null
  /** In pixels; null where there is none. */
  thumb: { width: number; height: number } | null
}

/** What was read out of these records; those that are not read yet, or by nobody here, are absent. */
export async function readingsOf(db: Db, caseId: string, ids: readonly string[]): Promise<Map<string, ReadingItem>> {
  if (ids.length === 0) return new Map()
  const rows = await db.$queryRaw<
    (Omit<ReadingItem, 'thumb'> & { id: string; width: number | null; height: number })[]
  >`
    select r."recordId" as id, r."looksLike", r.note, p.width, p.height from "RecordReading" r
    left join "RecordPreview" p on p."caseId" = r."caseId" and p."recordId" = r."recordId" and p.size = 'THUMB'
    where r."caseId" = ${caseId}::uuid and r."recordId" = any (${ids}::uuid[])`
  return new Map(
    rows.map(({ id, width, height, ...row }) => [id, { ...row, thumb: width === null ? null : { width, height } }]),
  )
}

/** Where a preview lies. Consent is asked by row-level security at this very moment. @throws NOT_FOUND where there is none */
export async function findPreview(
  db: Db,
  caseId: string,
  recordId: string,
  size: PreviewSize,
): Promise<{ objectKey: string }> {
  if (!isUuid(recordId)) throw notFound()
  const found = await db.recordPreview.findFirst({
    where: { caseId, recordId, size, record: { status: 'READY' } },
    select: { objectKey: true },
  })
  if (!found) throw notFound()
  return found
}

/**
 * What the records of a case look like by their words, of those that this reader may see now (row-level security asks consent).
 * A record that is not read yet, or says too little, is absent.
 */
export async function looksLikeOf(db: Db, caseId: string): Promise<Map<string, LooksLike>> {
  const rows = await db.recordReading.findMany({
    where: { caseId, looksLike: { not: null }, record: { status: 'READY' } },
    select: { recordId: true, looksLike: true },
  })
  return new Map(rows.flatMap(({ recordId, looksLike }) => (looksLike ? [[recordId, looksLike] as const] : [])))
}
