import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { Side, Species } from '#lib/db/generated/enums.ts'
import { notFound } from '#lib/errors.ts'
import { isUuid } from '#lib/id.ts'
import { type CaseNames, nameFlags } from '#lib/imaging/names.ts'
import { readStudyCursor, type StudyCursor, writeStudyCursor } from './cursor.ts'
import type { ImagingView, SeriesView, StudyView } from './view.ts'

export const STUDIES_PAGE = 50

type StudyRow = {
  id: string
  holder: Side
  date: string
  description: string | null
  patientName: string | null
  responsiblePerson: string | null
  species: string | null
  namesConfirmedBy: Side | null
}

type SeriesRow = {
  id: string
  studyId: string
  uid: string | null
  number: number | null
  modality: string | null
  description: string | null
  bodyPart: string | null
  picture: boolean
  stack: string
  images: number
  frames: number
  thumbnailKey: string | null
}

/** The studies of a case that this reader may see now, newest examination first. Reads counts, never the records. */
export async function listImaging(db: Db, access: CaseAccess, after: unknown): Promise<ImagingView> {
  const caseId = access.row.id
  const rows = await studyRows(db, caseId, readStudyCursor(after))
  const page = rows.slice(0, STUDIES_PAGE)
  const last = rows.length > STUDIES_PAGE ? page.at(-1) : undefined
  if (page.length === 0) return { studies: [], next: null }
  const series = await seriesRows(
    db,
    caseId,
    page.map(({ id }) => id),
  )
  const names = await namesOf(db, caseId)
  return {
    studies: page.map((study) => studyView(study, series.get(study.id) ?? [], { access, names })),
    next: last ? writeStudyCursor(last) : null,
  }
}

function studyRows(db: Db, caseId: string, cursor: StudyCursor | null): Promise<StudyRow[]> {
  return db.$queryRaw<StudyRow[]>`
    select id, holder, date, description, "patientName", "responsiblePerson", species, "namesConfirmedBy" from "Study"
    where "caseId" = ${caseId}::uuid and images > 0
      and (${cursor === null} or (date, id) < (${cursor?.date ?? ''}, ${cursor?.id ?? null}::uuid))
    order by date desc, id desc limit ${STUDIES_PAGE + 1}`
}

async function seriesRows(db: Db, caseId: string, studyIds: string[]): Promise<Map<string, SeriesRow[]>> {
  const rows = await db.$queryRaw<SeriesRow[]>`
    select id, "studyId", uid, number, modality, description, "bodyPart", picture, stack, images, frames, "thumbnailKey" from "Series"
    where "caseId" = ${caseId}::uuid and "studyId" = any (${studyIds}::uuid[]) and images > 0
    order by picture desc, number nulls last, stack, id`
  return Map.groupBy(rows, (row) => row.studyId)
}

/** Whom the case is about, for the check of names. */
async function namesOf(db: Db, caseId: string): Promise<CaseNames> {
  const [row] = await db.$queryRaw<{ animal: string | null; species: Species | null; owner: string | null }[]>`
    select p.name as animal, p.species, o.name as owner from "Case" c
    left join "Patient" p on p."ownerId" = c."ownerId" and p.id = c."patientId" left join "Person" o on o.id = c."ownerId"
    where c.id = ${caseId}::uuid`
  return { animal: row?.animal ?? '', owner: row?.owner ?? '', species: row?.species ?? null }
}

type Beside = { access: CaseAccess; names: CaseNames }

function studyView(study: StudyRow, rows: readonly SeriesRow[], { access, names }: Beside): StudyView {
  const { id, holder, date, description, namesConfirmedBy } = study
  const each = <T>(of: (row: SeriesRow) => T | null): T[] => [
    ...new Set(rows.map(of).filter((value) => value !== null)),
  ]
  return {
    id,
    date: date || null,
    description,
    modalities: each((row) => row.modality),
    bodyParts: each((row) => row.bodyPart),
    flags: namesConfirmedBy ? [] : nameFlags(study, names),
    namesConfirmedBy,
    holder,
    own: holder === access.side,
    series: rows.map((row) => seriesView(row, rows, { caseId: access.row.id, holder })),
  }
}

function seriesView(
  row: SeriesRow,
  beside: readonly SeriesRow[],
  { caseId, holder }: { caseId: string; holder: Side },
): SeriesView {
  const { id, number, modality, bodyPart, images, frames, picture, thumbnailKey } = row
  // One series in several stacks: said which.
  const split = row.uid !== null && beside.some((other) => other.id !== id && other.uid === row.uid)
  const description = [row.description, split && picture && row.stack].filter(Boolean).join(' · ')
  return {
    id,
    number,
    modality,
    description: description || null,
    bodyPart,
    images,
    frames,
    thumbnail: thumbnailKey && `/api/cases/${caseId}/imaging/${id}/thumbnail`,
    holder,
    shows: picture ? 'IMAGES' : 'NO_PICTURE',
  }
}

/** One study as the list shows it. @throws NOT_FOUND unless this reader may see it now */
export async function readStudy(db: Db, access: CaseAccess, studyId: string): Promise<StudyView> {
  const caseId = access.row.id
  const study = isUuid(studyId) ? await db.study.findFirst({ where: { caseId, id: studyId, images: { gt: 0 } } }) : null
  if (!study) throw notFound()
  const series = await seriesRows(db, caseId, [studyId])
  return studyView(study, series.get(studyId) ?? [], { access, names: await namesOf(db, caseId) })
}

/** The study that a series belongs to; null when there is none that this reader sees. */
async function studyOf(db: Db, access: CaseAccess, seriesId: string): Promise<StudyView | null> {
  if (!isUuid(seriesId)) return null
  const where = { caseId: access.row.id, id: seriesId, images: { gt: 0 } }
  const series = await db.series.findFirst({ where, select: { studyId: true } })
  return series && readStudy(db, access, series.studyId)
}

/** As `listImaging`, with the study of this series before all others where the page does not list it. */
export async function listWithSeries(
  db: Db,
  access: CaseAccess,
  after: unknown,
  seriesId: unknown,
): Promise<ImagingView> {
  const imaging = await listImaging(db, access, after)
  if (typeof seriesId !== 'string') return imaging
  if (imaging.studies.some(({ series }) => series.some(({ id }) => id === seriesId))) return imaging
  const study = await studyOf(db, access, seriesId)
  return study ? { ...imaging, studies: [study, ...imaging.studies] } : imaging
}

/** Where a series' thumbnail lies. @throws NOT_FOUND unless there is one that the reader may see now */
export async function findThumbnail(db: Db, access: CaseAccess, seriesId: string): Promise<string> {
  if (!isUuid(seriesId)) throw notFound()
  const series = await db.series.findFirst({
    where: { caseId: access.row.id, id: seriesId, images: { gt: 0 } },
    select: { thumbnailKey: true, images: true },
  })
  if (!series?.thumbnailKey) throw notFound()
  // It may be drawn of any image of the series: whoever sees some of them only gets none.
  const where = { caseId: access.row.id, seriesId, status: 'READY' as const, duplicate: false }
  if (access.side === 'HOSPITAL' && (await db.record.count({ where })) < series.images) throw notFound()
  return series.thumbnailKey
}
