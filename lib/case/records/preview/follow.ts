import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { enqueue } from '#lib/jobs/outbox.ts'

/** Has records read that have just become ready and are of a type that can be read. */
export async function readLater(db: Db, caseId: string, records: readonly { id: string }[]): Promise<void> {
  for (const { id: recordId } of records)
    await enqueue(db, 'readRecord', { caseId, recordId }, { key: `read:${recordId}` })
}
