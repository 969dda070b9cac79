import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { isSmall } from './rules.ts'

type Arrived = { id: string; sizeBytes: bigint }

/** Enqueues what looks at arrived files: small ones of a case are checked many at once, a large one by itself. */
export async function enqueueChecks(db: Db, caseId: string, arrived: readonly Arrived[]): Promise<void> {
  if (arrived.some(({ sizeBytes }) => isSmall(sizeBytes)))
    await enqueue(db, 'checkRecords', { caseId }, { key: `check:${caseId}` })
  for (const { id: recordId, sizeBytes } of arrived)
    if (!isSmall(sizeBytes)) await enqueue(db, 'checkRecord', { caseId, recordId }, { key: `record:${recordId}` })
}

/** Enqueues what gives the bytes of a refused or removed record back. */
export const enqueueClearing = (db: Db, caseId: string, recordId: string): Promise<void> =>
  enqueue(db, 'checkRecord', { caseId, recordId }, { key: `record:${recordId}` })
