import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { forbidden } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'

/** How long ago somebody may have signed in to take everything along, or to be forgotten. */
export const RECENT_MINUTES = 30

/** Did this session begin a moment ago? One that was left open on another's desk did not. */
export async function signedInRecently(db: Db, actor: PersonActor): Promise<boolean> {
  const since = new Date(now().getTime() - RECENT_MINUTES * 60_000)
  return (await db.session.count({ where: { id: actor.sessionId, createdAt: { gt: since } } })) === 1
}

/** @throws FORBIDDEN */
export async function requireRecent(db: Db, actor: PersonActor): Promise<void> {
  if (!(await signedInRecently(db, actor)))
    throw forbidden(`For this, please sign in anew: it asks for a sign-in of the last ${RECENT_MINUTES} minutes.`)
}
