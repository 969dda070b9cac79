import 'server-only'
import { randomBytes } from 'node:crypto'
import type { PersonActor } from '#lib/access/actor.ts'
import { actAs } from '#lib/auth/account.ts'
import { limit, limitInvited } from '#lib/auth/limits.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { conflict, invalid, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { sha256 } from '#lib/hash.ts'
import { isUuid, uuidV7 } from '#lib/id.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { INVITATION_DAYS, MOST_SUPPORT } from './rules.ts'
import type { InviteInput } from './schema.ts'

/**
 * Mails an invitation to read along. One to the same address that was not taken up is replaced.
 * @throws INVALID for the owner's own address, somebody who reads along already, and more than a handful
 */
export async function inviteSupport(
  db: Db,
  actor: PersonActor,
  access: CaseAccess,
  input: InviteInput,
): Promise<{ id: string; token: string }> {
  access.require('support.manage')
  const caseId = access.row.id
  if (input.email === actor.email)
    throw invalid('One thing needs another look.', { email: ['This is your own address: you see everything already'] })
  await limit('inviteSupport', actor.personId, 'That was a lot of invitations.')
  await limitInvited(input.email)
  await db.$queryRaw`select id from "Case" where id = ${caseId}::uuid for update`
  const standing = await db.caseSupport.findMany({ where: { caseId, endedAt: null }, select: STANDING })
  if (standing.some(({ email, acceptedAt }) => acceptedAt && email === input.email))
    throw invalid('They are on this case already.', { email: ['Somebody with this address reads along already'] })
  const others = standing.filter((line) => line.email !== input.email && (line.acceptedAt || line.expiresAt > now()))
  if (others.length >= MOST_SUPPORT)
    throw invalid(`At most ${MOST_SUPPORT} people can read along. Take one back first.`, {})
  await db.caseSupport.updateMany({
    where: { caseId, email: input.email, endedAt: null },
    data: { endedAt: now(), endedBy: 'OWNER' },
  })
  const [id, token] = [uuidV7(), randomBytes(32).toString('base64url')]
  const expiresAt = new Date(now().getTime() + INVITATION_DAYS * 86_400_000)
  await db.caseSupport.create({
    data: { caseId, id, ...input, tokenHash: sha256(token), invitedById: actor.personId, expiresAt },
    select: { id: true },
  })
  await appendEvent(db, caseId, 'support.invited', { supportId: id, mayWrite: input.mayWrite })
  await mailInvitation(db, actor, access, { id, token, expiresAt, ...input })
  return { id, token }
}

const STANDING = { email: true, acceptedAt: true, expiresAt: true } as const

type Invited = InviteInput & { id: string; token: string; expiresAt: Date }

async function mailInvitation(db: Db, actor: PersonActor, access: CaseAccess, to: Invited): Promise<void> {
  const props = {
    owner: actor.name,
    patient: access.row.title,
    mayWrite: to.mayWrite,
    url: `${env().APP_URL}/support/${to.token}`,
    expiresAt: to.expiresAt.toISOString(),
    timeZone: actor.timeZone,
  }
  await enqueue(db, 'mail', { to: to.email, template: 'supportInvitation', props, key: `support:${to.id}` })
}

/** Lets somebody write in the thread as well, or only read. @throws NOT_FOUND */
export async function changeSupport(
  db: Db,
  access: CaseAccess,
  { supportId, mayWrite }: { supportId: string; mayWrite: boolean },
): Promise<void> {
  access.require('support.manage')
  await update(db, access, supportId, { mayWrite })
  await appendEvent(db, access.row.id, 'support.changed', { supportId, mayWrite })
}

/** Takes an invitation back, or asks somebody to go: from their next request on, the case is not there for them. @throws NOT_FOUND */
export async function endSupport(db: Db, access: CaseAccess, supportId: string): Promise<void> {
  access.require('support.manage')
  await update(db, access, supportId, { endedAt: now(), endedBy: 'OWNER' })
  // Open windows are told by this event: theirs find that they do not stand on the case any more.
  await appendEvent(db, access.row.id, 'support.ended', { supportId })
}

async function update(
  db: Db,
  access: CaseAccess,
  id: string,
  data: { mayWrite: boolean } | { endedAt: Date; endedBy: 'OWNER' },
): Promise<void> {
  if (!isUuid(id)) throw notFound()
  const { count } = await db.caseSupport.updateMany({ where: { caseId: access.row.id, id, endedAt: null }, data })
  if (count === 0) throw notFound()
}

/**
 * Takes an invitation up, and acts in one's own name from then on. Returns where to go.
 * @throws CONFLICT when it does not stand any more, or was sent to another address
 */
export async function acceptSupport(db: Db, actor: PersonActor, token: string): Promise<string> {
  const [taken] = await db.$queryRaw<{ id: string | null }[]>`select app.accept_support(${sha256(token)}) as id`
  if (!taken?.id)
    throw conflict('This invitation does not stand any more, or it was sent to another address than yours.')
  await actAs(db, actor, 'me')
  return `/cases/${taken.id}`
}

/** A support person goes by themselves. */
export async function leaveSupport(db: Db, access: CaseAccess): Promise<void> {
  access.require('support.own')
  await db.$queryRaw`select app.leave_support(${access.row.id}::uuid)`
}

export async function setSupportMails(db: Db, access: CaseAccess, wanted: boolean): Promise<void> {
  access.require('support.own')
  await db.$queryRaw`select app.support_mails(${access.row.id}::uuid, ${wanted})`
}

/**
 * Keeps a support person's notes. @returns the version that is stored now
 * @throws CONFLICT when another device has saved another text in the meantime
 */
export async function saveNote(
  db: Db,
  actor: PersonActor,
  access: CaseAccess,
  { body, version }: { body: string; version: number },
): Promise<{ version: number }> {
  access.require('support.own')
  const [saved] = await db.$queryRaw<{ version: number }[]>`
    insert into "SupportNote" ("caseId", "personId", body) values (${access.row.id}::uuid, ${actor.personId}::uuid, ${body})
    on conflict ("caseId", "personId") do update set body = excluded.body, version = "SupportNote".version + 1, "savedAt" = now()
      where "SupportNote".version = ${version} or "SupportNote".body = excluded.body
    returning version`
  if (!saved)
    throw conflict(
      'Your notes were changed on another device in the meantime. What you typed is still here: copy it, reload, and put both together.',
    )
  return { version: saved.version }
}
