import 'server-only'
import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { PersonActor } from '#lib/access/actor.ts'
import { actAs } from '#lib/auth/account.ts'
import { limit, limitInvited } from '#lib/auth/limits.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { inviteSupport } from '#lib/case/support/commands.ts'
import type { Db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { conflict, invalid, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { sha256 } from '#lib/hash.ts'
import { isUuid, uuidV7 } from '#lib/id.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { requireSelf } from '../commands.ts'
import { homeOf } from './queries.ts'
import type { offerInput } from './schema.ts'

/** Days that an offer stands. */
export const OFFER_DAYS = 14

/**
 * Offers an animal to its new owner, by mail; an offer that still stands is replaced.
 * @throws NOT_FOUND, CONFLICT for an animal that has died or has a new home already
 */
export async function offerHome(
  db: Db,
  actor: PersonActor,
  { patientId, name, email }: z.output<typeof offerInput>,
): Promise<{ token: string }> {
  requireSelf(actor)
  if (email === actor.email) throw invalid('One thing needs another look.', { email: ['This is your own address'] })
  const ownerId = actor.personId
  const patient = await db.patient.findFirst({ where: { ownerId, id: patientId } })
  if (!patient) throw notFound()
  if (patient.diedOn || patient.rehomedAt) throw conflict(`${patient.name} cannot be given a new home any more.`)
  await limit('inviteSupport', ownerId, 'That was a lot of invitations.')
  await limitInvited(email)
  await db.newHome.updateMany({ where: { ownerId, patientId, endedAt: null }, data: { endedAt: now() } })
  const [id, token] = [uuidV7(), randomBytes(32).toString('base64url')]
  const expiresAt = new Date(now().getTime() + OFFER_DAYS * 86_400_000)
  await db.newHome.create({
    data: { ownerId, id, patientId, email, name, tokenHash: sha256(token), expiresAt },
    select: { id: true },
  })
  const props = {
    owner: actor.name,
    patient: patient.name,
    url: `${env().APP_URL}/new-home/${token}`,
    expiresAt: expiresAt.toISOString(),
    timeZone: actor.timeZone,
  }
  await enqueue(db, 'mail', { to: email, template: 'newHome', props, key: `home:${id}` })
  return { token }
}

/** Takes an offer back that nobody has taken up. @throws NOT_FOUND */
export async function endOffer(db: Db, actor: PersonActor, id: string): Promise<void> {
  requireSelf(actor)
  if (!isUuid(id)) throw notFound()
  const { count } = await db.newHome.updateMany({
    where: { ownerId: actor.personId, id, endedAt: null, acceptedAt: null },
    data: { endedAt: now() },
  })
  if (count === 0) throw notFound()
}

/**
 * Takes an offer up: the animal is the person's own from now on, without a past. Returns where to go.
 * @throws CONFLICT when it does not stand any more, or was sent to another address
 */
export async function acceptHome(db: Db, actor: PersonActor, token: string): Promise<string> {
  const [taken] = await db.$queryRaw<{ id: string | null }[]>`select app.accept_home(${sha256(token)}) as id`
  if (!taken?.id) throw conflict('This offer does not stand any more, or it was sent to another address than yours.')
  await actAs(db, actor, 'me')
  return `/home/animals/${taken.id}`
}

/**
 * The earlier owner lets the new one read along in one earlier case: an invitation as to a support person, ended at will.
 * @throws CONFLICT where the animal has no new home
 */
export async function shareWithNewHome(db: Db, actor: PersonActor, access: CaseAccess): Promise<string> {
  access.require('support.manage')
  const home = access.row.patientId ? await homeOf(db, actor, access.row.patientId) : null
  if (!home?.acceptedAt) throw conflict('Nobody has taken this animal into a new home yet.')
  await inviteSupport(db, actor, access, { name: home.name, email: home.email, mayWrite: false })
  return home.name
}
