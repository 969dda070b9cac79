import 'server-only'
import type { Hat, PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { isUuid } from '#lib/id.ts'
import { deviceName, isHandheld } from './device.ts'

export type SessionView = {
  id: string
  device: string
  handheld: boolean
  since: string
  lastSeen: string
  /** The one that asks. */
  current: boolean
}

/** Where the person is signed in, this session first, then the latest used. */
export async function sessionsOf(db: Db, actor: PersonActor): Promise<SessionView[]> {
  const rows = await db.session.findMany({
    where: { personId: actor.personId, expiresAt: { gt: now() } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    select: { id: true, userAgent: true, createdAt: true, lastSeenAt: true },
    take: 100,
  })
  const views = rows.map((row) => ({
    id: row.id,
    device: deviceName(row.userAgent),
    handheld: isHandheld(row.userAgent),
    since: row.createdAt.toISOString(),
    lastSeen: row.lastSeenAt.toISOString(),
    current: row.id === actor.sessionId,
  }))
  return [...views.filter((view) => view.current), ...views.filter((view) => !view.current)]
}

export async function saveProfile(db: Db, actor: PersonActor, data: { name: string; timeZone: string }): Promise<void> {
  await db.person.update({ where: { id: actor.personId }, data })
}

/** Ends one of the person's own sessions: its next request fails. @throws NOT_FOUND */
export async function revokeSession(db: Db, actor: PersonActor, sessionId: string): Promise<void> {
  if (!isUuid(sessionId)) throw notFound()
  const { count } = await db.session.deleteMany({ where: { id: sessionId, personId: actor.personId } })
  if (count === 0) throw notFound()
}

/** Ends all but this session. Returns how many. */
export async function revokeOtherSessions(db: Db, actor: PersonActor): Promise<number> {
  const { count } = await db.session.deleteMany({
    where: { personId: actor.personId, id: { not: actor.sessionId } },
  })
  return count
}

/** The hats somebody may put on: themselves, or one of their organizations. `wanted` is an organization's id or "me". */
export function hatNamed(actor: PersonActor, wanted: string): Hat | null {
  if (wanted === 'me') return { kind: 'OWNER' }
  return actor.hats.find((hat) => hat.orgId === wanted) ?? null
}

/** Acts as somebody else from the next request on. @throws NOT_FOUND for an organization that is not theirs */
export async function actAs(db: Db, actor: PersonActor, wanted: string): Promise<Hat> {
  const hat = hatNamed(actor, wanted)
  if (!hat) throw notFound()
  const actingOrgId = hat.kind === 'OWNER' ? null : hat.orgId
  await db.session.updateMany({ where: { id: actor.sessionId }, data: { actingOrgId } })
  return hat
}
