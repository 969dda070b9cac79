import 'server-only'
import type { OrgHat } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { CASE_LINES, type CaseLine, pageOf, readCursor } from './lines.ts'

// A practice's board. The conditions are written out, as the partial indexes of the board have them.

export const BOARD_VIEWS = ['waiting', 'progress', 'answered', 'ended'] as const
export type BoardView = (typeof BOARD_VIEWS)[number]

const PAGE = 50
const MOST_COUNTED = 500

type View = { where: Prisma.Sql; order: Prisma.Sql; at: (line: CaseLine) => Date }

const VIEWS: Record<BoardView, View> = {
  waiting: {
    where: Prisma.sql`c.turn in ('PRACTICE', 'OWNER_AND_PRACTICE')`,
    order: Prisma.sql`c."turnSince"`,
    at: (line) => line.turnSince,
  },
  progress: {
    where: Prisma.sql`c.status in ('AWAITING_CONSENT', 'IN_TRIAGE', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT', 'IN_REVIEW')
      and c.turn not in ('PRACTICE', 'OWNER_AND_PRACTICE')`,
    order: Prisma.sql`c."updatedAt"`,
    at: (line) => line.updatedAt,
  },
  answered: {
    where: Prisma.sql`c.status in ('ANSWERED', 'CLOSED') and c."answeredAt" is not null`,
    order: Prisma.sql`c."answeredAt"`,
    at: (line) => line.answeredAt ?? line.updatedAt,
  },
  ended: {
    where: Prisma.sql`c.status in ('DECLINED', 'WITHDRAWN', 'EXPIRED')`,
    order: Prisma.sql`c."updatedAt"`,
    at: (line) => line.updatedAt,
  },
}

export const asBoardView = (given: unknown): BoardView => BOARD_VIEWS.find((view) => view === given) ?? 'waiting'

export type Board = {
  view: BoardView
  lines: CaseLine[]
  next: string | null
  /** Cases in each view, counted up to 500. */
  counts: Record<BoardView, number>
}

/** One view of a practice's cases, newest first, by cursor. */
export async function readBoard(db: Db, practice: OrgHat, view: BoardView, cursor: unknown): Promise<Board> {
  const { where, order, at } = VIEWS[view]
  const from = readCursor(cursor)
  const before = from ? Prisma.sql`and (${order}, c.id) < (${from.at}::timestamptz, ${from.id}::uuid)` : Prisma.empty
  const rows = await db.$queryRaw<CaseLine[]>`${CASE_LINES}
    where c."practiceId" = ${practice.orgId}::uuid and ${where} ${before}
    order by ${order} desc, c.id desc limit ${PAGE + 1}`
  const counted = BOARD_VIEWS.map(
    (
      name,
    ) => Prisma.sql`(select count(*)::int from (select 1 from "Case" c where c."practiceId" = ${practice.orgId}::uuid
      and ${VIEWS[name].where} limit ${MOST_COUNTED}) n) as ${Prisma.raw(name)}`,
  )
  const [counts] = await db.$queryRaw<[Record<BoardView, number>]>`select ${Prisma.join(counted)}`
  const { lines, next } = pageOf(rows, PAGE, at)
  return { view, lines: await withAsked(db, lines), next, counts }
}

/** Whether what was asked for is there is judged on the case's page; what the practice added since may be just that. */
async function withAsked(db: Db, lines: CaseLine[]): Promise<CaseLine[]> {
  const rows = await db.$queryRaw<{ id: string; n: number }[]>`
    select a."caseId" as id, count(distinct a."itemId")::int as n from "RecordAsk" a
    where a."caseId" = any (${lines.map(({ id }) => id)}::uuid[]) and a."askedAt" > coalesce((select max(r."createdAt")
      from "Record" r where r."caseId" = a."caseId" and r.holder = 'PRACTICE'), '-infinity')
    group by 1`
  const asked = new Map(rows.map(({ id, n }) => [id, n]))
  return lines.map((line) => ({ ...line, asked: asked.get(line.id) ?? 0 }))
}
