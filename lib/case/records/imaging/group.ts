import 'server-only'
import type { Db } from '#lib/db/client.ts'
import type { RecordKind, Side } from '#lib/db/generated/enums.ts'
import { asActor } from '#lib/db/unit.ts'
import type { DicomFacts } from '#lib/files/dicom.ts'
import {
  mergedSeries,
  mergedStudy,
  type Place,
  placeOf,
  type SeriesFacts,
  type StudyFacts,
} from '#lib/imaging/group.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import type { Payload } from '#lib/jobs/tasks.ts'

type Row = { id: string; holder: Side; heldBy: string; kind: RecordKind; dicom: DicomFacts }
/** Who sees a study: all of its records have the same three. */
type Wall = Pick<Row, 'holder' | 'heldBy' | 'kind'>
type Study = Wall & { key: string; facts: StudyFacts; series: Map<string, SeriesFacts> }
type Placed = Row & { place: Place }

const BATCH = 1000

/**
 * Puts ready DICOM records into their studies and series, in the caller's transaction (as SYSTEM). Called again, or for a record
 * whose kind has changed, it puts them where they belong now. Call it before the case's own row is written: whoever changes
 * imaging waits for the others of the case, and may hold nothing they wait for.
 */
export async function groupImaging(db: Db, caseId: string, recordIds: readonly string[]): Promise<void> {
  const rows = await db.$queryRaw<Row[]>`
    select id, holder, coalesce("heldBy", '') as "heldBy", kind, dicom from "Record"
    where "caseId" = ${caseId}::uuid and id = any (${recordIds}::uuid[]) and status = 'READY' and dicom is not null`
  const placed = rows.flatMap((row): Placed[] => {
    const place = placeOf(row.dicom)
    return place ? [{ ...row, place }] : []
  })
  if (placed.length === 0) return
  await db.$queryRaw`select app.lock_imaging(${caseId}::uuid)::text`
  const seriesIds = await keepSeries(db, caseId, studiesOf(placed))
  await move(db, caseId, placed, seriesIds)
}

/** The job for what became ready without a check (carried over from an earlier request), or changed its kind. */
export async function groupRecords({ caseId, recordIds }: Payload<'groupImaging'>): Promise<void> {
  if (recordIds) await asActor({ kind: 'SYSTEM', caseId }, (db) => groupImaging(db, caseId, recordIds))
  else await groupAll(caseId)
  await asActor({ kind: 'SYSTEM', caseId }, (db) => orderThumbnails(db, caseId))
}

async function groupAll(caseId: string): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const ids = await asActor({ kind: 'SYSTEM', caseId }, async (db) => {
      const rows = await db.$queryRaw<{ id: string }[]>`
        select id from "Record" where "caseId" = ${caseId}::uuid and id > ${after}::uuid and status = 'READY' and "seriesId" is null
          and dicom is not null order by id limit ${BATCH}`
      const found = rows.map(({ id }) => id)
      await groupImaging(db, caseId, found)
      return found
    })
    after = ids.at(-1) ?? after
    if (ids.length < BATCH) return
  }
}

const studyKey = ({ holder, heldBy, kind }: Wall, key: string) => [holder, heldBy, kind, key].join('\n')
const seriesKey = (wall: Wall, place: Pick<Place, 'studyKey' | 'seriesKey'>) =>
  `${studyKey(wall, place.studyKey)}\n\n${place.seriesKey}`

function studiesOf(placed: readonly Placed[]): Study[] {
  const studies = new Map<string, Study>()
  for (const { place, holder, heldBy, kind } of placed) {
    const key = studyKey({ holder, heldBy, kind }, place.studyKey)
    const study = studies.get(key)
    if (!study) {
      const series = new Map([[place.seriesKey, place.series]])
      studies.set(key, { holder, heldBy, kind, key: place.studyKey, facts: place.study, series })
      continue
    }
    study.facts = mergedStudy(study.facts, place.study)
    const there = study.series.get(place.seriesKey)
    study.series.set(place.seriesKey, there ? mergedSeries(there, place.series) : place.series)
  }
  return [...studies.values()]
}

type Kept = Wall & { id: string; key: string }

/** Writes what is new, merges what is there by the same rule as within a batch. */
async function keepStudies(db: Db, caseId: string, studies: readonly Study[]): Promise<Kept[]> {
  const rows = studies.map(({ facts, holder, heldBy, kind, key }) => ({ ...facts, holder, heldBy, kind, key }))
  return db.$queryRaw<Kept[]>`
    insert into "Study" as s ("caseId", id, key, holder, "heldBy", kind, uid, date, description, "patientName", "responsiblePerson", species)
    select ${caseId}::uuid, uuidv7(), x.key, x.holder::"Side", x."heldBy", x.kind::"RecordKind", x.uid, x.date, x.description,
      x."patientName", x."responsiblePerson", x.species
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (key text, holder text, "heldBy" text, kind text, uid text, date text,
      description text, "patientName" text, "responsiblePerson" text, species text)
    on conflict ("caseId", holder, "heldBy", kind, key) do update set
      uid = least(s.uid collate "C", excluded.uid collate "C"), date = greatest(s.date collate "C", excluded.date collate "C"),
      description = least(s.description collate "C", excluded.description collate "C"),
      "patientName" = least(s."patientName" collate "C", excluded."patientName" collate "C"),
      "responsiblePerson" = least(s."responsiblePerson" collate "C", excluded."responsiblePerson" collate "C"),
      species = least(s.species collate "C", excluded.species collate "C")
    returning s.id, s.key, s.holder, s."heldBy", s.kind`
}

/** The same for series. @returns their ids by their whole key */
async function keepSeries(db: Db, caseId: string, studies: readonly Study[]): Promise<Map<string, string>> {
  const kept = await keepStudies(db, caseId, studies)
  const ids = new Map(kept.map((study) => [studyKey(study, study.key), study.id]))
  const walls = new Map(kept.map((study) => [study.id, study]))
  const rows = studies.flatMap((study) =>
    [...study.series].map(([key, facts]) => ({ ...facts, key, studyId: ids.get(studyKey(study, study.key)) })),
  )
  const made = await db.$queryRaw<{ id: string; key: string; studyId: string }[]>`
    insert into "Series" as s ("caseId", id, "studyId", key, uid, number, modality, description, "bodyPart", picture, stack)
    select ${caseId}::uuid, uuidv7(), x."studyId", x.key, x.uid, x.number, x.modality, x.description, x."bodyPart", x.picture, x.stack
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x ("studyId" uuid, key text, uid text, number int, modality text,
      description text, "bodyPart" text, picture boolean, stack text)
    on conflict ("caseId", "studyId", key) do update set
      uid = least(s.uid collate "C", excluded.uid collate "C"), number = least(s.number, excluded.number),
      modality = least(s.modality collate "C", excluded.modality collate "C"),
      description = least(s.description collate "C", excluded.description collate "C"),
      "bodyPart" = least(s."bodyPart" collate "C", excluded."bodyPart" collate "C"),
      picture = s.picture or excluded.picture, stack = least(s.stack collate "C", excluded.stack collate "C")
    returning s.id, s.key, s."studyId"`
  const keyed = made.flatMap(({ id, key, studyId }) => {
    const study = walls.get(studyId)
    return study ? [[seriesKey(study, { studyKey: study.key, seriesKey: key }), id] as const] : []
  })
  return new Map(keyed)
}

/** A trigger counts what moves, and finds what is there twice. */
async function move(
  db: Db,
  caseId: string,
  placed: readonly Placed[],
  seriesIds: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = placed.map(({ place, id, ...wall }) => ({
    id,
    seriesId: seriesIds.get(seriesKey(wall, place)),
    sopUid: place.sopUid,
    frames: place.frames,
  }))
  await db.$executeRaw`
    update "Record" r set "seriesId" = x."seriesId", "sopUid" = x."sopUid", frames = x.frames
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (id uuid, "seriesId" uuid, "sopUid" text, frames int)
    where r."caseId" = ${caseId}::uuid and r.id = any (${rows.map(({ id }) => id)}::uuid[]) and r.id = x.id and r.status = 'READY'
      and (r."seriesId", r."sopUid", r.frames) is distinct from (x."seriesId", x."sopUid", x.frames)`
}

/**
 * Orders the pictures of a case's series that are due, by one job. Not with each batch of images: drawn while most of them are
 * still on their way, each would be drawn once more.
 */
export async function orderThumbnails(db: Db, caseId: string): Promise<void> {
  const due = await db.$queryRaw<unknown[]>`
    select from "Series" where "caseId" = ${caseId}::uuid and picture and images > 4 * "thumbnailImages" limit 1`
  if (due.length > 0) await enqueue(db, 'thumbnails', { caseId }, { key: `thumbnails:${caseId}` })
}
