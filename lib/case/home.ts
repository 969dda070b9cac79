import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { CASE_LINES, type CaseLine, pageOf, readCursor } from './lines.ts'
import { isTurnOf } from './status.ts'

/** More open cases than this one person will not have; the oldest wait longest and come first. */
const MOST_OPEN = 200
const PAGE = 20

export type OwnCases = {
  /** The owner's move, the one that waits longest first. */
  yourTurn: CaseLine[]
  /** Somebody else's move. */
  waiting: CaseLine[]
  /** Answered and ended, newest first. */
  past: CaseLine[]
  /** Cursor of the next page of `past`. */
  next: string | null
}

/** Everything a person has asked, as themselves. @param cursor of a page of past cases, as an address carries it */
export async function ownCases(db: Db, actor: PersonActor, cursor: unknown): Promise<OwnCases> {
  const open = await db.$queryRaw<CaseLine[]>`${CASE_LINES}
    where c."ownerId" = ${actor.personId}::uuid
      and c.status in ('DRAFT', 'AWAITING_CONSENT', 'IN_TRIAGE', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT', 'IN_REVIEW')
    order by c."turnSince", c.id limit ${MOST_OPEN}`
  const from = readCursor(cursor)
  const past = await db.$queryRaw<CaseLine[]>`${CASE_LINES}
    where c."ownerId" = ${actor.personId}::uuid and c."submittedAt" is not null
      and c.status in ('ANSWERED', 'CLOSED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')
      and (${from?.at ?? null}::timestamptz is null or (c."updatedAt", c.id) < (${from?.at ?? null}::timestamptz, ${from?.id ?? null}::uuid))
    order by c."updatedAt" desc, c.id desc limit ${PAGE + 1}`
  const { lines, next } = pageOf(past, PAGE, (line) => line.updatedAt)
  return {
    yourTurn: open.filter((line) => isTurnOf(line.turn, 'OWNER')),
    waiting: open.filter((line) => !isTurnOf(line.turn, 'OWNER')),
    past: lines,
    next,
  }
}
