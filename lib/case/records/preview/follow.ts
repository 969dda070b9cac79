import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { readAs } from './rules.ts'

/** Has a record read that has just become ready, where its type can be read. */
export async function readLater(db: Db, record: { caseId: string; id: string; contentType: string }): Promise<void> {
  const { caseId, id: recordId, contentType } = record
  if (readAs(contentType)) await enqueue(db, 'readRecord', { caseId, recordId }, { key: `read:${recordId}` })
}
