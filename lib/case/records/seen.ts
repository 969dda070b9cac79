import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import { csvFile } from '#lib/csv.ts'
import type { Db } from '#lib/db/client.ts'
import type { Side } from '#lib/db/generated/enums.ts'
import { isUuid } from '#lib/id.ts'
import { readSeenCursor, type SeenCursor, writeSeenCursor } from './cursor.ts'

export const SEEN_PAGE = 100
const SEEN_EXPORT = 10_000

/** One look at a record. `record` is null when its name is no longer this reader's to see. */
export type SeenItem = { id: string; at: Date; who: string; side: Side; action: string; record: string | null }

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

function seenRows(
  db: Db,
  caseId: string,
  { cursor, recordId, most }: { cursor: SeenCursor | null; recordId: string | null; most: number },
): Promise<SeenItem[]> {
  return db.$queryRaw<SeenItem[]>`
    select v.id, v.at, v."viewerName" as who, v.side, v.action, r.name as record
    from "RecordView" v left join "Record" r on r."caseId" = v."caseId" and r.id = v."recordId"
    where v."caseId" = ${caseId}::uuid and (${recordId}::uuid is null or v."recordId" = ${recordId}::uuid)
      and (${cursor === null} or (v.at, v.id) < (${cursor?.at ?? null}::timestamptz, ${cursor?.id ?? null}::uuid))
    order by v.at desc, v.id desc limit ${most}`
}

/** The newest looks (up to 10,000) as CSV. */
export async function exportSeen(db: Db, access: CaseAccess): Promise<string> {
  const rows = await seenRows(db, access.row.id, { cursor: null, recordId: null, most: SEEN_EXPORT })
  const lines = rows.map((row) => [row.at.toISOString(), row.who, row.side, row.action, row.record ?? ''])
  return csvFile(['When (UTC)', 'Who', 'Side', 'What', 'Record'], lines)
}
