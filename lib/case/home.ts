import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { CASE_LINES, type CaseLine, pageOf, readCursor } from './lines.ts'
import { isTurnOf } from './status.ts'

/** More open cases than this one person will not have; the oldest wait longest and come first. */
const MOST_OPEN = 200
const PAGE = 20
const MOST_DUE = 20

/** Something that the owner has to do by a day, as a plan beside a recommendation says. */
export type OwnDue = { caseId: string; itemId: string; title: string; what: string; dueOn: string }

export type OwnCases = {
  /** From the plans of answered cases, the earliest first. */
  due: OwnDue[]
  /** The owner's move, the one that waits longest first. */
  yourTurn: CaseLine[]
  /** Somebody else's move. */
  waiting: CaseLine[]
  /** Answered and ended, newest first. */
  past: CaseLine[]
  /** Cursor of the next page of `past`. */
  next: string | null
}

/** Everything that was asked about a person's animals, as themselves. @param cursor of a page of past cases, as an address carries it */
export async function ownCases(db: Db, actor: PersonActor, cursor: unknown): Promise<OwnCases> {
  const own = await ownedBy(db, actor)
  const open = await db.$queryRaw<CaseLine[]>`${CASE_LINES}
    where ${own}
      and c.status in ('DRAFT', 'AWAITING_CONSENT', 'IN_TRIAGE', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT', 'IN_REVIEW')
    order by c."turnSince", c.id limit ${MOST_OPEN}`
  const due = await db.$queryRaw<OwnDue[]>`
    select c.id as "caseId", p.id as "itemId", c.title, p.what, p."dueOn"::text as "dueOn" from "Case" c
    join "PlanItem" p on p."caseId" = c.id and p.who = 'OWNER' and p."dueOn" is not null and p."doneAt" is null and p."droppedAt" is null
    where ${own} and c."ownerDueOn" is not null
      and not exists (select from "Patient" x where x."ownerId" = c."ownerId" and x.id = c."patientId" and (x."diedOn" is not null or x."rehomedAt" is not null))
    order by p."dueOn", p.id limit ${MOST_DUE}`
  const from = readCursor(cursor)
  const past = await db.$queryRaw<CaseLine[]>`${CASE_LINES}
    where ${own} and (c."submittedAt" is not null or c.kind <> 'SECOND_OPINION')
      and c.status in ('ANSWERED', 'CLOSED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')
      and (${from?.at ?? null}::timestamptz is null or (c."updatedAt", c.id) < (${from?.at ?? null}::timestamptz, ${from?.id ?? null}::uuid))
    order by c."updatedAt" desc, c.id desc limit ${PAGE + 1}`
  const { lines, next } = pageOf(past, PAGE, (line) => line.updatedAt)
  return {
    due,
    yourTurn: open.filter((line) => isTurnOf(line.turn, 'OWNER')),
    waiting: open.filter((line) => !isTurnOf(line.turn, 'OWNER')),
    past: lines,
    next,
  }
}

/** Their own, and of animals that they own with others. Who owns none with others keeps the plain look-up by index. */
async function ownedBy(db: Db, actor: PersonActor): Promise<Prisma.Sql> {
  const [shared] = await db.$queryRaw<{ ids: string[] }[]>`select app.co_owned_cases() as ids`
  const own = Prisma.sql`c."ownerId" = ${actor.personId}::uuid`
  return shared && shared.ids.length > 0 ? Prisma.sql`(${own} or c.id = any (${shared.ids}::uuid[]))` : own
}
