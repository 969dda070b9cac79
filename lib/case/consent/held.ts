import 'server-only'
import type { Participant } from '#lib/access/actor.ts'
import type { CaseAction } from '#lib/access/policy.ts'
import { type CaseAccess, loadCase } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { notFound } from '#lib/errors.ts'

export type Held = { access: CaseAccess; hospitalId: string; at: Date }

/**
 * Locks the case's row and reads the case again: of two who sign at once, the second sees what the first did.
 * @returns `at`: this moment by PostgreSQL's clock, which also orders signatures and events
 * @throws NOT_FOUND when the actor is not on the case (any more), FORBIDDEN when the status has moved on
 */
export async function hold(db: Db, actor: Participant, seen: CaseAccess, action: CaseAction): Promise<Held> {
  const caseId = seen.row.id
  await db.$queryRaw`select id from "Case" where id = ${caseId}::uuid for update`
  const access = await loadCase(db, actor, caseId)
  access.require(action)
  const [clock] = await db.$queryRaw<{ at: Date }[]>`select clock_timestamp() as at`
  const { hospitalId } = access.row
  if (!clock || !hospitalId) throw notFound()
  if (actor.kind === 'LINK') await requireLiveLink(db, actor.linkId, caseId, clock.at)
  return { access, hospitalId, at: clock.at }
}

/** The link may have ended while the lock was awaited. */
async function requireLiveLink(db: Db, id: string, caseId: string, at: Date): Promise<void> {
  const live = await db.caseLink.count({ where: { caseId, id, revokedAt: null, expiresAt: { gt: at } } })
  if (live === 0) throw notFound()
}
