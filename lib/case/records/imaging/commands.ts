import 'server-only'
import { actorId, displayName, type Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { notFound } from '#lib/errors.ts'
import type { DicomFacts } from '#lib/files/dicom.ts'
import { isUuid } from '#lib/id.ts'
import { sliceOrder } from '#lib/imaging/order.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { holderOf } from '../upload-commands.ts'

/** Fresh links within it are the same look. */
const ONE_LOOK_MS = 60 * 60_000

/** An image of an opened series, with what a link to its bytes needs. */
export type OpenedImage = { id: string; name: string; objectKey: string; facts: DicomFacts }
export type OpenedSeries = { seriesId: string; images: OpenedImage[] }

type Row = { id: string; name: string; objectKey: string; dicom: DicomFacts }

/**
 * Opens a series: its images in the order of slices, as far as this reader may see them at this very moment, and who looks at
 * what is written down, once for all of them.
 * @param again only the links are asked anew: within the hour that is the same look
 * @throws NOT_FOUND unless there is at least one image to see
 */
export async function openSeries(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  { seriesId, again }: { seriesId: string; again: boolean },
): Promise<OpenedSeries> {
  if (!isUuid(seriesId)) throw notFound()
  const caseId = access.row.id
  const series = await db.series.findFirst({ where: { caseId, id: seriesId }, select: { studyId: true } })
  const rows = series
    ? await db.$queryRaw<Row[]>`
        select id, name, "objectKey", dicom from "Record"
        where "caseId" = ${caseId}::uuid and "seriesId" = ${seriesId}::uuid and status = 'READY' and not duplicate`
    : []
  if (!series || rows.length === 0) throw notFound()
  const images = sliceOrder(rows.map(({ dicom, ...row }) => ({ ...dicom, ...row, facts: dicom })))
  if (!(again && (await lookedLately(db, actor, caseId, seriesId))))
    await writeLook(db, actor, access, { seriesId, studyId: series.studyId, recordIds: images.map(({ id }) => id) })
  return { seriesId, images: images.map(({ id, name, objectKey, facts }) => ({ id, name, objectKey, facts })) }
}

async function lookedLately(db: Db, actor: Participant, caseId: string, seriesId: string): Promise<boolean> {
  const since = new Date(Date.now() - ONE_LOOK_MS)
  const where = { caseId, seriesId, actorId: actorId(actor), images: { gt: 0 }, at: { gt: since } }
  return (await db.recordView.findFirst({ where, select: { id: true } })) !== null
}

/** A row for each image, so that each tells who has seen it; the first of them stands for all in the list of looks. */
async function writeLook(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  { seriesId, studyId, recordIds }: { seriesId: string; studyId: string; recordIds: string[] },
): Promise<void> {
  const caseId = access.row.id
  await db.$executeRaw`
    insert into "RecordView" ("caseId", id, "recordId", action, side, "actorKind", "actorId", "viewerName", at, "seriesId", images)
    select ${caseId}::uuid, uuidv7(), seen.id, 'viewed', ${access.side}::"Side", ${actor.kind}, ${actorId(actor)}::uuid,
      ${displayName(actor)}, ${new Date()}::timestamptz, ${seriesId}::uuid, case when seen.place = 1 then ${recordIds.length}::int else 0 end
    from unnest(${recordIds}::uuid[]) with ordinality as seen (id, place)`
  await appendEvent(db, caseId, 'series.viewed', { studyId, seriesId, images: recordIds.length })
}

/**
 * "The names are right": whoever answers for the images says that they belong here although they name somebody else. Said twice,
 * once is kept.
 */
export async function confirmNames(db: Db, access: CaseAccess, studyId: string): Promise<void> {
  const study = await findStudy(db, access, studyId)
  const { count } = await db.study.updateMany({
    where: { caseId: access.row.id, id: study.id, namesConfirmedBy: null },
    data: { namesConfirmedBy: holderOf(access), namesConfirmedAt: new Date() },
  })
  if (count === 1) await appendEvent(db, access.row.id, 'study.namesConfirmed', { studyId })
}

/**
 * Takes a whole study out of the case; the rows stay, as of any record.
 * @returns how many files it was
 * @throws NOT_FOUND unless the actor's side holds it
 */
export async function removeStudy(db: Db, access: CaseAccess, studyId: string): Promise<number> {
  const [{ id, holder }, caseId] = [await findStudy(db, access, studyId), access.row.id]
  if (holder !== holderOf(access)) throw notFound()
  const removed = await db.$queryRaw<{ id: string; seriesId: string }[]>`
    update "Record" set status = 'REMOVED', "removedAt" = ${new Date()}::timestamptz, version = version + 1
    where "caseId" = ${caseId}::uuid and status = 'READY' and holder = ${holder}::"Side"
      and "seriesId" in (select s.id from "Series" s where s."caseId" = ${caseId}::uuid and s."studyId" = ${id}::uuid)
    returning id, "seriesId"`
  if (removed.length === 0) throw notFound()
  await db.case.updateMany({ where: { id: caseId }, data: { recordCount: { decrement: removed.length } } })
  await appendEvent(db, caseId, 'study.removed', { studyId: id, records: removed.length, holder })
  await db.$queryRaw`
    select app.enqueue('checkRecord', json_build_object('caseId', ${caseId}::text, 'recordId', gone.id), 'record:' || gone.id)::text
    from unnest(${removed.map((record) => record.id)}::uuid[]) as gone (id)`
  for (const seriesId of new Set(removed.map((record) => record.seriesId))) await redraw(db, caseId, seriesId)
  return removed.length
}

/** A thumbnail may show what is no longer there. */
export const redraw = (db: Db, caseId: string, seriesId: string): Promise<void> =>
  enqueue(db, 'seriesThumbnail', { caseId, seriesId }, { key: `thumbnail:${seriesId}` })

async function findStudy(db: Db, access: CaseAccess, studyId: string) {
  if (!isUuid(studyId)) throw notFound()
  const where = { caseId: access.row.id, id: studyId, images: { gt: 0 } }
  const study = await db.study.findFirst({ where, select: { id: true, holder: true } })
  if (!study) throw notFound()
  return study
}
