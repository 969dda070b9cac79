import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { LooksLike, RecordKind, Side } from '#lib/db/generated/enums.ts'
import type { DicomFacts } from '#lib/files/dicom.ts'
import { notFound } from '#lib/errors.ts'
import { isUuid } from '#lib/id.ts'
import { bytesWords, dicomDetails, opensInBrowser, typeWords } from '../rules.ts'
import { readAs, type Shows, shows } from './rules.ts'

/** Another record of the case, beside this one in the list's order. */
export type Neighbour = { id: string; name: string }

/** A record on a page of its own: facts only. Its bytes come by a link of their own, which is a look. */
export type RecordPageView = {
  title: string
  id: string
  name: string
  kind: RecordKind
  holder: Side
  uploader: string
  /** By mail: anybody can write who they are. */
  byMail: boolean
  size: string
  type: string
  /** The day that it is of, YYYY-MM-DD; null: not known. */
  day: string | null
  addedAt: Date
  sha256: string | null
  scanned: boolean
  shows: Shows
  /** Opens by itself, without a script of ours. */
  opens: boolean
  picture: { width: number; height: number } | null
  pages: number | null
  /** What is to be said of its content: damaged, locked, too large ... */
  note: string | null
  looksLike: LooksLike | null
  /** Not read yet, but about to be. */
  waiting: boolean
  dicom: string | null
  /** The series that its images belong to: the viewer shows them. */
  seriesId: string | null
  previous: Neighbour | null
  next: Neighbour | null
}

/** How long after it became ready a record may still be waiting to be read. */
const READ_SOON_MS = 2 * 60_000

/** @throws NOT_FOUND for a record that is absent, foreign, not ready or not covered by consent alike */
export async function loadRecordPage(db: Db, access: CaseAccess, recordId: string): Promise<RecordPageView> {
  if (!isUuid(recordId)) throw notFound()
  const caseId = access.row.id
  const record = await db.record.findFirst({
    where: { caseId, id: recordId, status: 'READY' },
    include: {
      reading: { select: { looksLike: true, pages: true, note: true } },
      previews: { where: { size: 'VIEW' }, select: { width: true, height: true } },
    },
  })
  if (!record) throw notFound()
  const { contentType, reading } = record
  const picture = record.previews[0] ?? null
  const dicom = record.dicom as DicomFacts | null
  return {
    title: access.row.title,
    id: recordId,
    name: record.name,
    kind: record.kind,
    holder: record.holder,
    uploader: record.uploaderName,
    byMail: record.byMail,
    size: bytesWords(Number(record.sizeBytes)),
    type: typeWords(contentType),
    day: record.day?.toISOString().slice(0, 10) ?? null,
    addedAt: record.createdAt,
    sha256: record.sha256,
    scanned: record.scan === 'CLEAN',
    shows: shows(contentType, picture !== null),
    opens: opensInBrowser(contentType),
    picture,
    pages: reading?.pages ?? null,
    note: reading?.note ?? null,
    looksLike: reading?.looksLike ?? null,
    waiting: readAs(contentType) !== null && !reading && Date.now() - (record.readyAt?.getTime() ?? 0) < READ_SOON_MS,
    seriesId: record.seriesId,
    dicom: dicom && [dicom.modality, dicomDetails(dicom)].filter(Boolean).join(' · '),
    ...(await neighbours(db, caseId, recordId)),
  }
}

type Found = { side: 'previous' | 'next'; id: string; name: string }

/** What stands before and after it in the list: by kind, the newest first. */
async function neighbours(
  db: Db,
  caseId: string,
  recordId: string,
): Promise<{ previous: Neighbour | null; next: Neighbour | null }> {
  const rows = await db.$queryRaw<Found[]>`
    select side, id, name from app.beside_record(${caseId}::uuid, ${recordId}::uuid)`
  const of = (wanted: Found['side']): Neighbour | null => {
    const found = rows.find(({ side }) => side === wanted)
    return found ? { id: found.id, name: found.name } : null
  }
  return { previous: of('previous'), next: of('next') }
}
