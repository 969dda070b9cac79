import 'server-only'
import { randomBytes } from 'node:crypto'
import type { PersonActor } from '#lib/access/actor.ts'
import { actAs } from '#lib/auth/account.ts'
import { limit } from '#lib/auth/limits.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { Db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { sha256 } from '#lib/hash.ts'
import { isUuid, uuidV7 } from '#lib/id.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { requireSelf } from '../commands.ts'
import { keyOf, type PatientKey } from './queries.ts'
import { INVITATION_DAYS, invitationProblem } from './rules.ts'
import type { CoOwnerInput } from './schema.ts'

// Several owners of one animal (docs/decisions/0022): the first invites and ends, the others accept and leave.

/**
 * Mails an invitation to own an animal together; one to the same address that was not taken up is replaced.
 * @throws NOT_FOUND; FORBIDDEN for an owner who is not the first; INVALID for an address that cannot be; CONFLICT after a new home
 */
export async function inviteCoOwner(
  db: Db,
  actor: PersonActor,
  { patientId, name, email }: CoOwnerInput,
): Promise<{ token: string }> {
  requireSelf(actor)
  const { ownerId } = await firstOwners(db, actor, patientId)
  await limit('inviteSupport', ownerId, 'That was a lot of invitations.')
  // Of two presses at once, the second waits here and counts what the first wrote.
  await db.$queryRaw`select id from "Patient" where "ownerId" = ${ownerId}::uuid and id = ${patientId}::uuid for update`
  const patient = await db.patient.findUniqueOrThrow({
    where: { ownerId_id: { ownerId, id: patientId } },
    select: { name: true, rehomedAt: true },
  })
  if (patient.rehomedAt) throw conflict(`${patient.name} has a new home: nobody else becomes an owner here any more.`)
  const standing = await db.coOwner.findMany({
    where: { ownerId, patientId, endedAt: null },
    select: { email: true, acceptedAt: true, expiresAt: true },
  })
  const problem = invitationProblem(email, actor.email, standing, now())
  if (problem) throw invalid('One thing needs another look.', { email: [problem] })
  await db.coOwner.updateMany({
    where: { ownerId, patientId, email, endedAt: null },
    data: { endedAt: now(), endedBy: 'OWNER' },
  })
  const [id, token] = [uuidV7(), randomBytes(32).toString('base64url')]
  const expiresAt = new Date(now().getTime() + INVITATION_DAYS * 86_400_000)
  await db.coOwner.create({
    data: { ownerId, id, patientId, email, name, tokenHash: sha256(token), expiresAt },
    select: { id: true },
  })
  const url = `${env().APP_URL}/co-owner/${token}`
  const until = { expiresAt: expiresAt.toISOString(), timeZone: actor.timeZone }
  const props = { owner: actor.name, patient: patient.name, url, ...until }
  await enqueue(db, 'mail', { to: email, template: 'coOwner', props, key: `coOwner:${id}` })
  return { token }
}

/** @throws NOT_FOUND for none of theirs; FORBIDDEN for an owner who came later */
async function firstOwners(db: Db, actor: PersonActor, patientId: string): Promise<PatientKey> {
  const key = await keyOf(db, patientId)
  if (key.ownerId !== actor.personId) throw forbidden('Only the first owner can do this.')
  return key
}

/**
 * The first owner takes an invitation back, or ends an ownership: from their next request on, animal and cases are not there for
 * them. What they signed stands for the owners, until one of these ends it. @throws NOT_FOUND
 */
export async function endCoOwner(db: Db, actor: PersonActor, coOwnerId: string): Promise<void> {
  requireSelf(actor)
  if (!isUuid(coOwnerId)) throw notFound()
  const where = { ownerId: actor.personId, id: coOwnerId }
  const found = await db.coOwner.findFirst({ where, select: { patientId: true } })
  const { count } = await db.coOwner.updateMany({
    where: { ...where, endedAt: null },
    data: { endedAt: now(), endedBy: 'OWNER' },
  })
  if (!found || count === 0) throw notFound()
  const { acceptedAt } = await db.coOwner.findFirstOrThrow({ where, select: { acceptedAt: true } })
  if (!acceptedAt) return
  const cases = await db.case.findMany({
    where: { ownerId: actor.personId, patientId: found.patientId, contentRemovedAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  // Open windows are told by this event: theirs find that they do not stand on the case any more.
  for (const { id } of cases) await appendEvent(db, id, 'coOwner.ended', { coOwnerId })
}

/**
 * Takes an invitation up: animal and cases are the person's as well from now on. Returns where to go.
 * @throws CONFLICT when it does not stand any more, or was sent to another address
 */
export async function acceptCoOwner(db: Db, actor: PersonActor, token: string): Promise<string> {
  const [taken] = await db.$queryRaw<{ id: string | null }[]>`select app.accept_co_owner(${sha256(token)}) as id`
  if (!taken?.id)
    throw conflict('This invitation does not stand any more, or it was sent to another address than yours.')
  await actAs(db, actor, 'me')
  return `/home/animals/${taken.id}`
}

/** An owner who came later goes by themselves. @throws NOT_FOUND; FORBIDDEN for the first owner, who stays */
export async function leaveCoOwner(db: Db, actor: PersonActor, patientId: string): Promise<void> {
  requireSelf(actor)
  const { ownerId } = await keyOf(db, patientId)
  if (ownerId === actor.personId) throw forbidden('You are the first owner: give the animal a new home instead.')
  await db.$queryRaw`select app.leave_co_owner(${ownerId}::uuid, ${patientId}::uuid)`
}
