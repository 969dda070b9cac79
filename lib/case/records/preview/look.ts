import 'server-only'
import { actorId, type Participant } from '#lib/access/actor.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { notFound } from '#lib/errors.ts'
import { isUuid } from '#lib/id.ts'
import { writeLook } from '../commands.ts'

/** A link that ended is renewed so long without being a second look. */
const ONE_LOOK_MINUTES = 60

export type Bytes = { objectKey: string; name: string; contentType: string; sizeBytes: number }

/**
 * The bytes that a record's own page reads by script. Consent is asked by row-level security at this very moment.
 * @throws NOT_FOUND unless it is ready and the reader may see it now
 */
export async function findBytes(db: Db, caseId: string, recordId: string): Promise<Bytes> {
  if (!isUuid(recordId)) throw notFound()
  const record = await db.record.findFirst({
    where: { caseId, id: recordId, status: 'READY' },
    select: { objectKey: true, name: true, contentType: true, sizeBytes: true },
  })
  if (!record) throw notFound()
  return {
    ...record,
    contentType: record.contentType ?? 'application/octet-stream',
    sizeBytes: Number(record.sizeBytes),
  }
}

/**
 * The same as a look, which is written down. `again` renews a link that has ended: consent is asked once more, and it is a look
 * only where none of this reader's stands.
 * @throws NOT_FOUND unless it is ready and the reader may see it now
 */
export async function lookByScript(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  { recordId, again }: { recordId: string; again: boolean },
): Promise<Bytes> {
  const caseId = access.row.id
  const bytes = await findBytes(db, caseId, recordId)
  if (!again || !(await hasLooked(db, actor, caseId, recordId))) await writeLook(db, actor, access, recordId, 'viewed')
  return bytes
}

async function hasLooked(db: Db, actor: Participant, caseId: string, recordId: string): Promise<boolean> {
  const found = await db.$queryRaw<unknown[]>`
    select from "RecordView" where "caseId" = ${caseId}::uuid and "recordId" = ${recordId}::uuid and action = 'viewed'
      and "actorId" = ${actorId(actor)}::uuid and at > now() - make_interval(mins => ${ONE_LOOK_MINUTES}) limit 1`
  return found.length > 0
}
