import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { latestAnswer, latestRelease } from './find.ts'
import { stands } from './rules.ts'
import { covers, daySpan, type Thing } from './scope.ts'
import { signedScope } from './scoped.ts'

/** What the reader's own signature says of one record. */
export type RecordSharing = {
  /** What leaving it out names: the record, or the study that it belongs to. */
  item: string
  /** It belongs to a study, which is shared or left out as a whole. */
  ofStudy: boolean
  shared: boolean
}

/** For whoever may take it back; null where there is nothing to take back. */
export async function recordSharing(db: Db, access: CaseAccess, recordId: string): Promise<RecordSharing | null> {
  const { row, side } = access
  const mine =
    side === 'OWNER' ? access.can('consent.endRelease') : side === 'PRACTICE' && access.can('consent.endAgreement')
  if (!mine || !row.hospitalId) return null
  const latest =
    side === 'OWNER' ? await latestRelease(db, row.id, row.hospitalId) : await latestAnswer(db, row.id, row.hospitalId)
  const agreed = latest && (!('decision' in latest) || latest.decision === 'AGREED')
  if (!latest || !agreed || !stands(latest, new Date())) return null
  const record = await db.record.findFirst({
    where: { caseId: row.id, id: recordId, holder: side === 'OWNER' ? { in: ['OWNER', 'PRACTICE'] } : 'PRACTICE' },
    select: { kind: true, studyId: true, day: true, readyAt: true, createdAt: true },
  })
  if (!record) return null
  const since = record.readyAt ?? record.createdAt
  const scope = await signedScope(db, row.id, latest)
  const thing: Thing = {
    kind: record.kind,
    ids: record.studyId ? [recordId, record.studyId] : [recordId],
    day: daySpan(record.day?.toISOString().slice(0, 10) ?? null),
    there: since <= (latest.pickedAt ?? latest.signedAt),
  }
  return { item: record.studyId ?? recordId, ofStudy: record.studyId !== null, shared: covers(scope, thing) }
}
