import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import type { Payload } from '#lib/jobs/tasks.ts'

/** Pictures of one batch come one after another: open windows read again once they pause. */
const PAUSE_MS = 1500

/** A picture of this record, or of the series that it is of, can be shown now: in the caller's transaction. */
export function pictured(db: Db, caseId: string, recordId: string): Promise<void> {
  return enqueue(
    db,
    'tellPictured',
    { caseId, recordId },
    { key: `pictured:${caseId}`, runAt: new Date(Date.now() + PAUSE_MS) },
  )
}

/**
 * Wakes open windows as the event of the record's arrival did, so that only those who heard of that hear of this. No event of its
 * own: nothing has happened to the case.
 */
export async function tellPictured({ caseId, recordId }: Payload<'tellPictured'>): Promise<void> {
  await asActor(
    { kind: 'SYSTEM', caseId },
    (db) => db.$queryRaw`
      select pg_notify('case_event', json_build_object('caseId', "caseId", 'seq', seq, 'type', 'record.pictured',
        'audience', audience)::text)::text
      from "CaseEvent" where "caseId" = ${caseId}::uuid and type = 'record.added' and data->>'recordId' = ${recordId}
      order by seq desc limit 1`,
  )
}
