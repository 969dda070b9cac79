import 'server-only'
import { type CaseAccess, seesEveryRecord } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import type { RecordKind, RecordStatus, Side } from '#lib/db/generated/enums.ts'
import type { DicomFacts } from '#lib/files/dicom.ts'
import { type Carried, carriedOf, practiceAsked } from './carried.ts'
import { type ListCursor, readListCursor, writeListCursor } from './cursor.ts'
import { flagWords, scanWords } from './flags.ts'
import { type ReadingItem, readingsOf } from './preview/queries.ts'
import { readAs } from './preview/rules.ts'
import { roomFor } from './room-left.ts'
import { roomWords } from './room.ts'
import { bytesWords, dicomDetails, MODALITY_WORDS, MOST_COUNTED, typeWords } from './rules.ts'
import { holderOf } from './upload-commands.ts'

export const RECORDS_PAGE = 50

const PENDING_SHOWN = 50
/** Until then an upload is probably still going on, in some window. */
const UNFINISHED_AFTER_MS = 15 * 60_000

/** A record as a list shows it. */
export type RecordItem = {
  id: string
  kind: RecordKind
  name: string
  holder: Side
  uploader: string
  /** It came by mail, and this is who its sender said to be: anybody can write that. */
  mailedBy: string | null
  size: string
  type: string
  /** The day that it is of, YYYY-MM-DD; null: not known. */
  day: string | null
  /** Belongs to a study, whose day it has. */
  ofStudy: boolean
  /** When it was added first, also of a record that was carried over. */
  addedAt: Date
  carried: Carried | null
  dicom: { modality: string; explain: string | null; details: string } | null
  scanned: boolean
  /** What to know before it is opened, each in a few words. */
  notes: string[]
  /** Where it lay in the archive that it came in. */
  folder: string | null
  sha256: string | null
  /** What the worker read out of it; null before that, and of what it does not read. */
  reading: ReadingItem | null
  /** The reader's side holds it. */
  own: boolean
  /** How often it was opened or downloaded; null for a reader who may not know. */
  looks: number | null
}

/** A file of the reader's own side that is no record yet, or never will be. */
export type PendingItem = {
  id: string
  name: string
  size: string
  status: RecordStatus
  refusal: string | null
  /** What became of an archive. */
  note: string | null
}

export type RecordsView = {
  title: string
  groups: { kind: RecordKind; items: RecordItem[] }[]
  total: number
  /** There are more than `total`: they were counted no further. */
  more: boolean
  first: boolean
  next: string | null
  pending: PendingItem[]
  checking: number
  /** Of them, those that the virus scanner has given no answer for. */
  waiting: number
  /** How much more finds room, once it is getting little; for whoever may add. */
  room: string | null
  /** Some previews are still being made. */
  reading: boolean
  /** The hospital does not (yet) see everything: consent is not complete. */
  closed: boolean
}

type Row = {
  id: string
  kind: RecordKind
  name: string
  holder: Side
  heldBy: string | null
  fromCaseId: string | null
  fromNumber: string | null
  uploaderName: string
  byMail: boolean
  sizeBytes: bigint
  contentType: string | null
  createdAt: Date
  readyAt: Date | null
  dicom: DicomFacts | null
  day: string | null
  seriesId: string | null
  scan: string | null
  sha256: string | null
  flags: string[]
  duplicate: boolean
  folder: string | null
}

/** Which records: all; those in no study (studies are listed by themselves); or the files of one study. */
export type RecordsOf = 'ALL' | 'LOOSE' | { studyId: string }

/** The condition of a page. A study's page is found by its own door, which asks once who reads. */
function within(caseId: string, of: RecordsOf, cursor: ListCursor | null): Prisma.Sql {
  const { kind = null, at = null, id = null } = cursor ?? {}
  if (typeof of === 'object')
    return Prisma.sql`and r.id = any (array(select app.study_files(${caseId}::uuid, ${of.studyId}::uuid, ${at}::timestamptz, ${id}::uuid,
      ${RECORDS_PAGE + 1}::int)))`
  const loose = of === 'LOOSE' ? Prisma.sql`and r."seriesId" is null` : Prisma.empty
  return Prisma.sql`${loose} and (${cursor === null} or r.kind > ${kind}::"RecordKind"
    or (r.kind = ${kind}::"RecordKind" and (r."createdAt", r.id) < (${at}::timestamptz, ${id}::uuid)))`
}

/** A page of the records that this reader may see now (row-level security asks consent), grouped by kind. */
export async function listRecords(
  db: Db,
  access: CaseAccess,
  after: unknown,
  of: RecordsOf = 'ALL',
): Promise<RecordsView> {
  const cursor = readListCursor(after)
  const rows = await readyRows(db, access.row.id, cursor, of)
  const page = rows.slice(0, RECORDS_PAGE)
  const ids = page.map((row) => row.id)
  const looks = await countLooks(db, access, ids)
  const readings = await readingsOf(db, access.row.id, ids)
  const asked = page.some((row) => row.fromCaseId && row.heldBy) ? await practiceAsked(db, access) : []
  const last = rows.length > RECORDS_PAGE ? page.at(-1) : undefined
  const hospital = access.side === 'HOSPITAL'
  return {
    title: access.row.title,
    groups: grouped(page.map((row) => itemOf(row, access, { looks, asked, readings }))),
    ...(seesEveryRecord(access) ? { total: access.row.recordCount, more: false } : await countSeen(db, access.row.id)),
    first: cursor === null,
    next: last ? writeListCursor({ kind: last.kind, at: last.createdAt, id: last.id }) : null,
    ...(await ownPending(db, access)),
    room: access.can('records.add') ? roomWords(await roomFor(db, access.row.id, holderOf(access))) : null,
    reading: page.some((row) => !readings.has(row.id) && isReadSoon(row)),
    closed: hospital && !(access.facts.releaseStands && access.facts.agreementStands),
  }
}

function readyRows(db: Db, caseId: string, cursor: ListCursor | null, of: RecordsOf): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    select r.id, r.kind, r.name, r.holder, r."heldBy", r."uploaderName", r."byMail", r."sizeBytes", r."contentType", r."createdAt", r."readyAt", r.dicom, r.day::text as day, r."seriesId", r.scan,
      r.sha256, r.flags, r.duplicate, r.folder, r."fromCaseId", earlier.number as "fromNumber"
    from "Record" r left join "Case" earlier on earlier.id = r."fromCaseId"
    where r."caseId" = ${caseId}::uuid and r.status = 'READY' ${within(caseId, of, cursor)}
    order by r.kind, r."createdAt" desc, r.id desc
    limit ${RECORDS_PAGE + 1}`
}

async function countSeen(db: Db, caseId: string): Promise<{ total: number; more: boolean }> {
  const [found] = await db.$queryRaw<{ loose: number; images: number }[]>`
    select count(*)::int as loose, (select coalesce(sum(images), 0)::int from "Study" where "caseId" = ${caseId}::uuid) as images from (
      select 1 from "Record" where "caseId" = ${caseId}::uuid and status = 'READY' and "seriesId" is null limit ${MOST_COUNTED}) seen`
  const { loose = 0, images = 0 } = found ?? {}
  return { total: loose + images, more: loose >= MOST_COUNTED }
}

async function countLooks(db: Db, access: CaseAccess, ids: string[]): Promise<Map<string, number> | null> {
  if (access.side === 'HOSPITAL') return null
  const rows = await db.$queryRaw<{ recordId: string; n: number }[]>`
    select "recordId", count(*)::int as n from "RecordView"
    where "caseId" = ${access.row.id}::uuid and "recordId" = any (${ids}::uuid[]) group by 1`
  return new Map(rows.map(({ recordId, n }) => [recordId, n]))
}

type Beside = { looks: Map<string, number> | null; asked: readonly string[]; readings: Map<string, ReadingItem> }

/** How long a record that is ready may still wait for its preview. */
const READ_WITHIN_MS = 60_000

const isReadSoon = ({ contentType, readyAt }: Row): boolean =>
  readAs(contentType) !== null && readyAt !== null && Date.now() - readyAt.getTime() < READ_WITHIN_MS

function itemOf(row: Row, access: CaseAccess, { looks, asked, readings }: Beside): RecordItem {
  const { id, kind, name, holder, dicom, sha256 } = row
  return {
    id,
    kind,
    name,
    holder,
    uploader: row.uploaderName,
    mailedBy: row.byMail ? row.uploaderName : null,
    size: bytesWords(Number(row.sizeBytes)),
    type: typeWords(row.contentType),
    day: row.day,
    ofStudy: row.seriesId !== null,
    addedAt: row.createdAt,
    carried: carriedOf(row, access.side, asked),
    dicom: dicom && {
      modality: dicom.modality ?? 'DICOM',
      explain: (dicom.modality && MODALITY_WORDS[dicom.modality]) ?? null,
      details: dicomDetails(dicom),
    },
    scanned: row.scan === 'CLEAN',
    folder: row.folder,
    notes: [
      scanWords(row.scan) ?? [],
      flagWords(row.flags),
      row.duplicate ? 'the same file is here twice: shown once' : [],
    ].flat(),
    sha256,
    reading: readings.get(id) ?? null,
    own: holder === access.side,
    looks: looks && (looks.get(id) ?? 0),
  }
}

function grouped(items: RecordItem[]): RecordsView['groups'] {
  const groups: RecordsView['groups'] = []
  for (const item of items) {
    const open = groups.at(-1)
    if (open?.kind === item.kind) open.items.push(item)
    else groups.push({ kind: item.kind, items: [item] })
  }
  return groups
}

/** What of the reader's own side is on its way, being checked, or refused. */
async function ownPending(db: Db, access: CaseAccess): Promise<Pick<RecordsView, 'pending' | 'checking' | 'waiting'>> {
  // Statuses written out, as the indexes have them: row-level security asks of a few rows, not of every record of the case.
  const rows = await db.$queryRaw<(Omit<PendingItem, 'size'> & { sizeBytes: bigint })[]>`
    select id, name, "sizeBytes", status, refusal, note from "Record"
    where "caseId" = ${access.row.id}::uuid and status in ('UPLOADING', 'REFUSED', 'UNPACKED') and holder = ${access.side}::"Side"
      and (status <> 'UPLOADING' or "createdAt" < ${new Date(Date.now() - UNFINISHED_AFTER_MS)}::timestamptz)
    order by "createdAt" desc, id desc limit ${PENDING_SHOWN}`
  const [counts] = await db.$queryRaw<{ checking: number; waiting: number }[]>`
    select checking, waiting from app.checking_records(${access.row.id}::uuid)`
  return {
    pending: rows.map(({ sizeBytes, ...row }) => ({ ...row, size: bytesWords(Number(sizeBytes)) })),
    checking: counts?.checking ?? 0,
    waiting: counts?.waiting ?? 0,
  }
}
