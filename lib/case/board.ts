import 'server-only'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { BOARD_VIEWS, type BoardView } from './board-views.ts'
import { CASE_LINES, type CaseLine, pageOf, readCursor } from './lines.ts'
import { tsQueryOf } from './search-query.ts'

// A practice's board. The conditions are written out, as the partial indexes of the board have them.

const PAGE = 50
const MOST_COUNTED = 500
/** More hits than this one search on the board does not look through. */
const MOST_FOUND = 100

/** `down`: newest first; what is due comes the earliest first. */
type View = { where: Prisma.Sql; order: Prisma.Sql; down: boolean; at: (line: BoardLine) => Date }

const VIEWS: Record<BoardView, View> = {
  waiting: {
    where: Prisma.sql`c.turn in ('PRACTICE', 'OWNER_AND_PRACTICE')`,
    order: Prisma.sql`c."turnSince"`,
    down: true,
    at: (line) => line.turnSince,
  },
  followups: {
    where: Prisma.sql`c."practiceDueOn" is not null and not exists (select from "Patient" x where x."ownerId" = c."ownerId"
      and x.id = c."patientId" and (x."diedOn" is not null or x."rehomedAt" is not null))`,
    order: Prisma.sql`c."practiceDueOn"`,
    down: false,
    at: (line) => new Date(`${line.practiceDueOn}T00:00:00Z`),
  },
  progress: {
    where: Prisma.sql`c.status in ('AWAITING_CONSENT', 'IN_TRIAGE', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT', 'IN_REVIEW')
      and c.turn not in ('PRACTICE', 'OWNER_AND_PRACTICE')`,
    order: Prisma.sql`c."updatedAt"`,
    down: true,
    at: (line) => line.updatedAt,
  },
  sent: {
    // What has ended stands in the view of what ended, and an answer that is closed among the answers.
    where: Prisma.sql`c.kind <> 'SECOND_OPINION' and c.status not in ('DECLINED', 'WITHDRAWN', 'EXPIRED', 'CLOSED')`,
    order: Prisma.sql`c."updatedAt"`,
    down: true,
    at: (line) => line.updatedAt,
  },
  answered: {
    where: Prisma.sql`c.status in ('ANSWERED', 'CLOSED') and c."answeredAt" is not null`,
    order: Prisma.sql`c."answeredAt"`,
    down: true,
    at: (line) => line.answeredAt ?? line.updatedAt,
  },
  ended: {
    where: Prisma.sql`c.status in ('DECLINED', 'WITHDRAWN', 'EXPIRED')`,
    order: Prisma.sql`c."updatedAt"`,
    down: true,
    at: (line) => line.updatedAt,
  },
}

/** A case on the board: what its line says beside whose animal and whose turn. */
export type BoardLine = CaseLine & {
  practiceDueOn: string | null
  /** What the practice has to do next by the plan; null: the time for questions ends then. */
  next: { id: string; what: string; dueOn: string } | null
  /** Messages that this member has not read, counted to 100. */
  unread: number
  /** Why the hospital declined. */
  declined: string | null
  questionsUntil: Date | null
  /** Of the practice's sites, the one that looks after the animal. */
  site: { id: string; name: string } | null
}

export type Board = {
  view: BoardView
  lines: BoardLine[]
  next: string | null
  /** Cases in each view, counted up to 500. */
  counts: Record<BoardView, number>
  /** What was searched for, as it was typed. */
  find: string
  site: string | null
}

/** `site`: only cases of this one. */
export type BoardSearch = { view: BoardView; after: unknown; find: string; site: string | null }

/** One view of a practice's cases, by cursor; `find` leaves those whose text has every word. */
export async function readBoard(db: Db, actor: PersonActor, practice: OrgHat, asked: BoardSearch): Promise<Board> {
  const { view, find } = asked
  const { where, order, down, at } = VIEWS[view]
  const ofSite = asked.site ? Prisma.sql` and c."siteId" = ${asked.site}::uuid` : Prisma.empty
  const ours = Prisma.sql`c."practiceId" = ${practice.orgId}::uuid${ofSite}`
  const from = readCursor(asked.after)
  const edge = from && cursorEdge(view, from.at)
  const before = !from
    ? Prisma.empty
    : down
      ? Prisma.sql`and (${order}, c.id) < (${edge}, ${from.id}::uuid)`
      : Prisma.sql`and (${order}, c.id) > (${edge}, ${from.id}::uuid)`
  const query = tsQueryOf(find)
  const found = query
    ? Prisma.sql`and c.id = any (array(select f.id from app.search_cases(${query}, ${MOST_FOUND}::int) f))`
    : Prisma.empty
  const sort = down ? Prisma.sql`${order} desc, c.id desc` : Prisma.sql`${order}, c.id`
  const rows = await db.$queryRaw<CaseLine[]>`${CASE_LINES}
    where ${ours} and ${where} ${found} ${before} order by ${sort} limit ${PAGE + 1}`
  const lines = await withMore(db, actor, rows)
  return { view, find, site: asked.site, ...pageOf(lines, PAGE, at), counts: await countViews(db, ours) }
}

/** The place of a cursor, in the kind that the view is sorted by. */
const cursorEdge = (view: BoardView, at: Date): Prisma.Sql =>
  view === 'followups' ? Prisma.sql`(${at}::timestamptz at time zone 'UTC')::date` : Prisma.sql`${at}::timestamptz`

async function countViews(db: Db, ours: Prisma.Sql): Promise<Board['counts']> {
  const counted = BOARD_VIEWS.map(
    (name) => Prisma.sql`(select count(*)::int from (select 1 from "Case" c where ${ours}
      and ${VIEWS[name].where} limit ${MOST_COUNTED}) n) as ${Prisma.raw(name)}`,
  )
  const [counts] = await db.$queryRaw<[Board['counts']]>`select ${Prisma.join(counted)}`
  return counts
}

type More = Pick<BoardLine, 'practiceDueOn' | 'next' | 'unread' | 'declined' | 'questionsUntil' | 'site'> & {
  id: string
  asked: number
}

/**
 * What the lines of one page say besides, in one query. Whether what was asked for is there is judged on the case's page; what
 * the practice added since may be just that.
 */
async function withMore(db: Db, actor: PersonActor, lines: CaseLine[]): Promise<BoardLine[]> {
  const rows = await db.$queryRaw<More[]>`
    select c.id, c."practiceDueOn"::text as "practiceDueOn", case when c.status = 'ANSWERED' then c."followUpEndsAt" end as "questionsUntil",
      (select count(distinct a."itemId")::int from "RecordAsk" a where a."caseId" = c.id
        and a."askedAt" > coalesce((select max(r."createdAt") from "Record" r where r."caseId" = c.id and r.holder = 'PRACTICE'), '-infinity')) as asked,
      (select jsonb_build_object('id', p.id, 'what', p.what, 'dueOn', p."dueOn") from "PlanItem" p where p."caseId" = c.id
        and p.who = 'PRACTICE' and p."dueOn" = c."practiceDueOn" and p."doneAt" is null and p."droppedAt" is null order by p.id limit 1) as next,
      (select count(*)::int from (select 1 from "Message" m where m."caseId" = c.id and m."authorId" <> ${actor.personId}::uuid
        and m."createdAt" > coalesce((select k."readAt" from "ReadMark" k where k."caseId" = c.id and k."readerId" = ${actor.personId}::uuid), '-infinity')
        limit 100) n) as unread,
      (select d.explanation from "Decline" d where d."caseId" = c.id) as declined,
      (select jsonb_build_object('id', s.id, 'name', s.name) from "PracticeSite" s where s."organizationId" = c."practiceId" and s.id = c."siteId") as site
    from "Case" c where c.id = any (${lines.map(({ id }) => id)}::uuid[])`
  const more = new Map(rows.map((row) => [row.id, row]))
  const nothing = {
    practiceDueOn: null,
    next: null,
    unread: 0,
    declined: null,
    questionsUntil: null,
    site: null,
    asked: 0,
  }
  return lines.map((line) => ({ ...line, ...(more.get(line.id) ?? nothing) }))
}
