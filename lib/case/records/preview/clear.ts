import 'server-only'
import type { Db } from '#lib/db/client.ts'

/** Forgets what was read out of a record that is gone. @returns the keys of its previews, for whoever clears the store */
export async function clearReading(db: Db, caseId: string, recordId: string): Promise<string[]> {
  const previews = await db.recordPreview.findMany({ where: { caseId, recordId }, select: { objectKey: true } })
  await db.recordPreview.deleteMany({ where: { caseId, recordId } })
  await db.recordReading.deleteMany({ where: { caseId, recordId } })
  return previews.map(({ objectKey }) => objectKey)
}
