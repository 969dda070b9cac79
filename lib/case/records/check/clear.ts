import 'server-only'
import { asActor } from '#lib/db/unit.ts'
import { storage } from '#lib/gateways/storage.ts'
import { clearReading } from '../preview/clear.ts'

type Gone = { caseId: string; id: string; objectKey: string; uploadId: string | null }

/** Removes an object that no record has. */
export async function giveBack(caseId: string, objectKey: string): Promise<void> {
  const [found] = await asActor(
    { kind: 'SYSTEM', caseId },
    (db) => db.$queryRaw<{ used: boolean }[]>`select app.object_in_use(${objectKey}) as used`,
  )
  if (found?.used === false) await storage().remove(objectKey)
}

/**
 * Gives the bytes back, unless a record of this or another case still has them. Once none has, none ever will again:
 * only a ready record is carried over, and it is locked while that happens. So nothing can come between look and removal.
 */
export async function clearAway(record: Gone): Promise<void> {
  const { caseId, id, objectKey, uploadId } = record
  if (uploadId) await storage().abortUpload(objectKey, uploadId)
  const { used, previews } = await asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    const [found] = await db.$queryRaw<{ used: boolean }[]>`select app.object_in_use(${objectKey}) as used`
    return { used: found?.used, previews: await clearReading(db, caseId, id) }
  })
  if (used === false) for (const key of [objectKey, ...previews]) await storage().remove(key)
}
