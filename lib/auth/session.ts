import 'server-only'
import { randomBytes } from 'node:crypto'
import type { PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor, beginSession } from '#lib/db/unit.ts'
import { sha256 } from '#lib/hash.ts'
import { now } from '#lib/gateways/clock.ts'
import { landingOf } from '#lib/organization/rules.ts'
import { localPath } from './next.ts'

export const SESSION_DAYS = 30

/** A session just begun: what the cookie holds, and where the person goes. */
export type SignedIn = { token: string; expiresAt: Date; path: string }

/** What a request tells of itself when it signs in. */
export type Device = {
  userAgent: string | null
  /** The token of the session that this browser had until now; it ends. */
  replaces: string | null
}

export const newToken = (): string => randomBytes(32).toString('base64url')

/**
 * Begins a session, in a transaction of the AUTH actor, which it leaves as the person's own. Somebody with one
 * organization and no animals acts as it at once.
 * @param next where they wanted to go, a local path
 */
export async function openSession(db: Db, personId: string, device: Device, next: string | null): Promise<SignedIn> {
  const [token, expiresAt] = [newToken(), new Date(now().getTime() + SESSION_DAYS * 86_400_000)]
  if (device.replaces) await db.session.deleteMany({ where: { tokenHash: sha256(device.replaces) } })
  await db.session.deleteMany({ where: { personId, expiresAt: { lt: now() } } })
  const userAgent = device.userAgent?.replaceAll('\u0000', '').slice(0, 400) ?? null
  await db.session.create({ data: { tokenHash: sha256(token), personId, expiresAt, userAgent } })
  const actor = await beginSession(db, token)
  if (!actor) throw new Error('the session just made is not there')
  const hat = await firstHat(db, actor)
  return { token, expiresAt, path: localPath(next) ?? landingOf(hat) }
}

async function firstHat(db: Db, actor: PersonActor): Promise<PersonActor['hat']> {
  const [only, ...others] = actor.hats
  if (!only || others.length > 0) return actor.hat
  if ((await db.patient.count({ where: { ownerId: actor.personId } })) > 0) return actor.hat
  await db.session.update({ where: { id: actor.sessionId }, data: { actingOrgId: only.orgId } })
  return only
}

/** Ends the session behind a cookie's token, if there is one. */
export function endSession(token: string): Promise<void> {
  return asActor({ kind: 'AUTH' }, async (db) => {
    await db.session.deleteMany({ where: { tokenHash: sha256(token) } })
  })
}
