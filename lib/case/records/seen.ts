import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import { csvFile } from '#lib/csv.ts'
import type { Db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import type { Side } from '#lib/db/generated/enums.ts'
import { isUuid } from '#lib/id.ts'
import { imagesWords, seriesWords } from '#lib/imaging/words.ts'
import { readSeenCursor, type SeenCursor, writeSeenCursor } from './cursor.ts'

export const SEEN_PAGE = 100
const SEEN_EXPORT = 10_000

/**
 * One look at a record, or at a series of `images`. `record` names it; null when its name is no longer this reader's to see.
 */
export type SeenItem = {
  id: string
  at: Date
  who: string
  side: Side
  action: string
  record: string | null
  images: number | null
}

export type SeenPage = {
  title: string
  items: SeenItem[]
  /** Set when only the looks at one record are listed. */
  recordId: string | null
  recordName: string | null
  first: boolean
  next: string | null
  /** Owner and practice read every look; a hospital its own. */
  all: boolean
}

/** Who has seen the records, newest first; row-level security leaves a hospital its own looks. */
export async function listSeen(
  db: Db,
  access: CaseAccess,
  search: { after?: unknown; record?: unknown },
): Promise<SeenPage> {
  const cursor = readSeenCursor(search.after)
  const recordId = typeof search.record === 'string' && isUuid(search.record) ? search.record : null
  const rows = await seenRows(db, access.row.id, { cursor, recordId, most: SEEN_PAGE + 1 })
  const items = rows.slice(0, SEEN_PAGE)
  const last = rows.length > SEEN_PAGE ? items.at(-1) : undefined
  return {
    title: access.row.title,
    items,
    recordId,
    recordName: recordId && (await nameOf(db, access.row.id, recordId)),
    first: cursor === null,
    next: last ? writeSeenCursor(last) : null,
    all: access.side !== 'HOSPITAL',
  }
}

async function nameOf(db: Db, caseId: string, id: string): Promise<string | null> {
  return (await db.record.findFirst({ where: { caseId, id }, select: { name: true } }))?.name ?? null
}

async function seenRows(
  db: Db,
  caseId: string,
  { cursor, recordId, most }: { cursor: SeenCursor | null; recordId: string | null; most: number },
): Promise<SeenItem[]> {
  const rows = await db.$queryRaw<SeenRow[]>`
    select v.id, v.at, v."viewerName" as who, v.side, v.action, v.images, v.section, r.name, s.id as "seriesId", s.modality, s."bodyPart", s.description
    from "RecordView" v left join "Record" r on r."caseId" = v."caseId" and r.id = v."recordId"
      left join "Series" s on s."caseId" = v."caseId" and s.id = v."seriesId"
    where v."caseId" = ${caseId}::uuid and ${recordId ? Prisma.sql`v."recordId" = ${recordId}::uuid` : Prisma.sql`(v.images is null or v.images > 0)`}
      and (${cursor === null} or (v.at, v.id) < (${cursor?.at ?? null}::timestamptz, ${cursor?.id ?? null}::uuid))
    order by v.at desc, v.id desc limit ${most}`
  return rows.map((row) => seenItem(row, recordId !== null))
}

type SeenRow = Omit<SeenItem, 'record'> & {
  name: string | null
  section: string | null
  seriesId: string | null
  modality: string | null
  bodyPart: string | null
  description: string | null
}

const SECTION_WORDS: Record<string, string> = { HISTORY: 'The written history', LAB: 'Laboratory values' }

/** One line for a look at a series, unless it is asked who has seen this one file. */
function seenItem({ id, at, who, side, action, ...row }: SeenRow, single: boolean): SeenItem {
  const written = row.section && (SECTION_WORDS[row.section] ?? null)
  if (single || !row.images) return { id, at, who, side, action, record: written ?? row.name, images: null }
  return { id, at, who, side, action, record: row.seriesId && seriesWords(row), images: row.images }
}

/** "CT chest, 28 images", or a file's name; '' when it is not this reader's to know any more. */
const seenWords = ({ record, images }: Pick<SeenItem, 'record' | 'images'>): string =>
  record && images ? `${record}, ${imagesWords({ images, frames: 0 })}` : (record ?? '')

/** The newest looks (up to 10,000) as CSV. */
export async function exportSeen(db: Db, access: CaseAccess): Promise<string> {
  const rows = await seenRows(db, access.row.id, { cursor: null, recordId: null, most: SEEN_EXPORT })
  const lines = rows.map((row) => [row.at.toISOString(), row.who, row.side, row.action, seenWords(row)])
  return csvFile(['When (UTC)', 'Who', 'Side', 'What', 'Record'], lines)
}
