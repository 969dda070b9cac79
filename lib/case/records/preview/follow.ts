import 'server-only'
import type { Db } from '#lib/db/client.ts'

/** Readings that run at the same time, whatever arrives: they take whole seconds of a processor, and mails wait beside them. */
const SIDE_BY_SIDE = 2

/** Has records read that have just become ready and are of a type that can be read. */
export async function readLater(db: Db, caseId: string, records: readonly { id: string }[]): Promise<void> {
  const ids = records.map(({ id }) => id)
  await db.$queryRaw`
    select app.enqueue('readRecord', json_build_object('caseId', ${caseId}::uuid, 'recordId', id), 'read:' || id, null,
      'reading-' || place % ${SIDE_BY_SIDE}::int)::text
    from unnest(${ids}::uuid[]) with ordinality as one (id, place)`
}
