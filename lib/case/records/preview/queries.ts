import 'server-only'
import type { Db } from '#lib/db/client.ts'
import type { LooksLike } from '#lib/db/generated/enums.ts'

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
