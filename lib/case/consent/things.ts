import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import type { RecordKind, Side } from '#lib/db/generated/enums.ts'
import { weight } from '#lib/words.ts'
import { MOST_ITEMS } from './schema.ts'
import { daySpan, type Thing } from './scope.ts'

// What can be named singly in a signature: files that are in no study, studies as a whole, lines of history, sheets of values that
// somebody typed. Row-level security says what of it the reader sees.

type What = 'FILE' | 'STUDY' | 'ENTRY' | 'SHEET'

/** One of them, as a form lists it. */
export type ThingView = Thing & {
  id: string
  what: What
  name: string
  /** What besides the name tells it from others: "28 images", "weight". */
  detail: string
  /** As exactly as it is known, YYYY-MM-DD, YYYY-MM or YYYY; null: not known. */
  said: string | null
  holder: Side
}

type Row = {
  id: string
  what: What
  kind: RecordKind
  holder: Side
  name: string
  more: string
  grams: number | null
  said: string | null
  also: string | null
}

/** @param which ids looked for, wherever they are; or all that this side may name, newest first, up to a form's length and one more */
export async function listThings(
  db: Db,
  caseId: string,
  side: Extract<Side, 'OWNER' | 'PRACTICE'>,
  which: readonly string[] | 'ALL',
): Promise<ThingView[]> {
  const held =
    side === 'PRACTICE' ? Prisma.sql`and x.holder = 'PRACTICE'` : Prisma.sql`and x.holder in ('OWNER', 'PRACTICE')`
  const named = which === 'ALL' ? Prisma.empty : Prisma.sql`and x.id = any (${[...which]}::uuid[])`
  const most = which === 'ALL' ? MOST_ITEMS + 1 : which.length
  const rows = await db.$queryRaw<Row[]>`
    select * from (
      (select x.id, 'FILE' as what, x.kind, x.holder, x.name, '' as more, null::int as grams, x.day::text as said, null::uuid as also
        from "Record" x where x."caseId" = ${caseId}::uuid and x.status = 'READY' and x."seriesId" is null ${held} ${named}
        order by x."createdAt" desc, x.id desc limit ${most})
      union all
      select x.id, 'STUDY', x.kind, x.holder, coalesce(x.description, ''), x.images::text, null, nullif(x.date, ''), null
        from "Study" x where x."caseId" = ${caseId}::uuid and x.images > 0 ${held} ${named}
      union all
      select x.id, 'ENTRY', 'HISTORY', x.holder, x.what, x.kind::text, x.grams, x.since, null
        from "HistoryEntry" x where x."caseId" = ${caseId}::uuid and x."removedAt" is null ${held} ${named}
      union all
      select x.id, 'SHEET', 'LAB', x.holder, x.laboratory, '', null, x.day::text, x.mends
        from "LabSheet" x where x."caseId" = ${caseId}::uuid and x."removedAt" is null and x."recordId" is null ${held} ${named}
    ) thing
    order by kind, said desc nulls last, id desc limit ${most}`
  return rows.map(viewOf)
}

function viewOf({ id, what, kind, holder, said, also, ...row }: Row): ThingView {
  const ids = also ? [id, also] : [id]
  return {
    id,
    ids,
    what,
    kind,
    holder,
    said,
    day: daySpan(said),
    there: true,
    name: nameOf(what, row),
    detail: detailOf(what, row.more),
  }
}

function nameOf(what: What, { name, grams }: Pick<Row, 'name' | 'grams'>): string {
  switch (what) {
    case 'FILE':
      return name
    case 'STUDY':
      return name || 'Images'
    case 'ENTRY':
      return grams === null ? name : weight(grams)
    case 'SHEET':
      return name ? `Values from ${name}` : 'Laboratory values'
  }
}

function detailOf(what: What, more: string): string {
  if (what === 'STUDY') return more === '1' ? '1 image' : `${more} images`
  return what === 'ENTRY' ? more.toLowerCase() : ''
}

/** Names of what was named once, for people who may read them; what is gone by now has none. */
export async function namesOfItems(db: Db, caseId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  if (ids.length === 0) return names
  const rows = await db.$queryRaw<(Pick<Row, 'id' | 'what' | 'name' | 'grams'> & { said: string | null })[]>`
    select id, 'FILE' as what, name, null::int as grams, null as said from "Record"
      where "caseId" = ${caseId}::uuid and id = any (${[...ids]}::uuid[])
    union all select id, 'STUDY', coalesce(description, ''), null, nullif(date, '') from "Study"
      where "caseId" = ${caseId}::uuid and id = any (${[...ids]}::uuid[])
    union all select id, 'ENTRY', what, grams, since from "HistoryEntry" where "caseId" = ${caseId}::uuid and id = any (${[...ids]}::uuid[])
    union all select id, 'SHEET', laboratory, null, day::text from "LabSheet"
      where "caseId" = ${caseId}::uuid and id = any (${[...ids]}::uuid[])`
  for (const row of rows) names.set(row.id, [nameOf(row.what, row), row.said ? ` (${row.said})` : ''].join(''))
  return names
}

/** What each of these signatures names, for whoever may read it; a hospital may not. */
export async function itemsOf(db: Db, caseId: string, signatureIds: readonly string[]): Promise<Map<string, string[]>> {
  const items = new Map<string, string[]>()
  const rows = await db.consentItem.findMany({
    where: { caseId, signatureId: { in: [...signatureIds] } },
    select: { signatureId: true, item: true },
    orderBy: { item: 'asc' },
  })
  for (const { signatureId, item } of rows) items.set(signatureId, [...(items.get(signatureId) ?? []), item])
  return items
}
