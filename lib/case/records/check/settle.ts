import 'server-only'
import { appendEvents, type EventData, type NewEvent } from '#lib/case/event.ts'
import type { Db } from '#lib/db/client.ts'
import type { RecordKind, Side } from '#lib/db/generated/enums.ts'
import { suggestedKind } from '../kind.ts'
import { followReady, type ReadyRecord } from './after.ts'
import type { Fit, Unfit } from './finding.ts'

/** A record under check, as far as its check needs it. */
export type Checked = {
  caseId: string
  id: string
  holder: Side
  name: string
  declaredType: string
  sizeBytes: bigint
  objectKey: string
  uploadId: string | null
  fromArchiveId: string | null
}

export const checkedColumns = {
  caseId: true,
  id: true,
  holder: true,
  name: true,
  declaredType: true,
  sizeBytes: true,
  objectKey: true,
  uploadId: true,
  fromArchiveId: true,
} as const

type Judged<F> = { record: Checked; finding: F }

/**
 * Writes down what was found of up to a stride of records of one case: rows, counter, events and what follows, in the
 * caller's transaction. A record that another run of the job, or its holder, was faster with, is left as it is.
 */
export async function settle(db: Db, caseId: string, judged: readonly Judged<Fit | Unfit>[]): Promise<void> {
  await makeReady(
    db,
    caseId,
    judged.filter((one): one is Judged<Fit> => one.finding.outcome === 'FIT'),
  )
  await refuse(
    db,
    caseId,
    judged.filter((one): one is Judged<Unfit> => one.finding.outcome === 'UNFIT'),
  )
}

async function makeReady(db: Db, caseId: string, fit: readonly Judged<Fit>[]): Promise<void> {
  if (fit.length === 0) return
  const found = fit.map(({ record, finding }) => ({
    ...finding,
    id: record.id,
    suggested: suggestedKind(record.name, record.declaredType),
  }))
  // The kind is somebody's choice unless it is still our first suggestion. It decides what a consent covers: the row is
  // locked by its update, which then sees what was chosen a moment ago.
  const rows = await db.$queryRaw<{ id: string; kind: RecordKind }[]>`
    update "Record" r set status = 'READY', "readyAt" = now(), "contentType" = v."contentType",
      kind = case when r.kind = v.suggested::"RecordKind" then v.kind::"RecordKind" else r.kind end,
      sha256 = v.sha256, "arrivedSha256" = v."arrivedSha256", scan = v.scan, flags = v.flags, "checkAfter" = null,
      dicom = nullif(v.dicom, 'null'::jsonb), version = r.version + 1
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as v(id uuid, "contentType" text, kind text, suggested text,
      sha256 text, "arrivedSha256" text, scan text, flags text[], dicom jsonb)
    where r."caseId" = ${caseId}::uuid and r.id = any (${found.map(({ id }) => id)}::uuid[]) and r.id = v.id and r.status = 'CHECKING'
    returning r.id, r.kind`
  if (rows.length === 0) return
  const kinds = new Map(rows.map(({ id, kind }) => [id, kind]))
  const ready = fit.flatMap(({ record, finding }): (ReadyRecord & { sha256: string })[] => {
    const kind = kinds.get(record.id)
    const { id, holder, name, sizeBytes } = record
    const { contentType, dicom, sha256 } = finding
    return kind ? [{ id, holder, kind, name, contentType, sizeBytes, dicom, sha256 }] : []
  })
  await followReady(db, caseId, ready)
  await db.case.updateMany({ where: { id: caseId }, data: { recordCount: { increment: rows.length } } })
  await appendEvents(db, caseId, addedEvents(ready))
}

/**
 * An event for each. Of those that the same readers hear of, the last tells how many they are, and the others that there are
 * more: so a thread says it in one line.
 */
function addedEvents(ready: readonly (ReadyRecord & { sha256: string })[]): NewEvent[] {
  const group = ({ holder, kind }: ReadyRecord) => `${holder} ${kind}`
  const before = new Map<string, number>()
  const inAll = new Map<string, number>()
  for (const record of ready) inAll.set(group(record), (inAll.get(group(record)) ?? 0) + 1)
  return ready.map((record) => {
    const wake = group(record)
    const count = inAll.get(wake) ?? 1
    const place = (before.get(wake) ?? 0) + 1
    before.set(wake, place)
    const { id: recordId, holder, sha256 } = record
    const among: EventData = count === 1 ? {} : place < count ? { more: true } : { count }
    return { type: 'record.added', data: { recordId, holder, sha256, ...among }, wake }
  })
}

async function refuse(db: Db, caseId: string, unfit: readonly Judged<Unfit>[]): Promise<void> {
  if (unfit.length === 0) return
  const found = unfit.map(({ record, finding }) => ({ ...finding, id: record.id }))
  const rows = await db.$queryRaw<{ id: string; holder: Side; refusal: string }[]>`
    update "Record" r set status = 'REFUSED', refusal = v.refusal, sha256 = coalesce(v.sha256, r.sha256), scan = v.scan, "checkAfter" = null,
      version = r.version + 1
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as v(id uuid, refusal text, sha256 text, scan text)
    where r."caseId" = ${caseId}::uuid and r.id = any (${found.map(({ id }) => id)}::uuid[]) and r.id = v.id and r.status = 'CHECKING'
    returning r.id, r.holder, r.refusal`
  await appendEvents(
    db,
    caseId,
    rows.map(({ id, holder, refusal }) => ({
      type: 'record.refused',
      data: { recordId: id, holder, reason: refusal },
      wake: holder,
    })),
  )
}
