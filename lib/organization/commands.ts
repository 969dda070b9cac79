import 'server-only'
import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { actAs } from '#lib/auth/account.ts'
import type { Db } from '#lib/db/client.ts'
import type { MemberRole } from '#lib/db/generated/enums.ts'
import { sha256 } from '#lib/hash.ts'
import { env } from '#lib/env.ts'
import { AppError, conflict, invalid, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { isUuid, uuidV7 } from '#lib/id.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { endLinksOf } from './claims.ts'
import { hasRole, landingOf, leavesNoAdmin, roleLabel, slugBase } from './rules.ts'
import type { memberChange, newInvitation, newOrganization } from './schema.ts'

export const INVITATION_DAYS = 7

/**
 * A new practice or hospital with the person as its ADMIN, who acts as it from now on. Returns where it begins.
 * @throws RATE_LIMITED after ten in a day
 */
export async function createOrganization(
  db: Db,
  actor: PersonActor,
  input: z.output<typeof newOrganization>,
): Promise<{ id: string; slug: string; path: string }> {
  const { kind, name, city, country, timeZone, currency } = input
  const id = uuidV7()
  const [made] = await db.$queryRaw<{ slug: string | null }[]>`
    select app.create_organization(${id}::uuid, ${kind}::"OrganizationKind", ${name}, ${slugBase(name, kind)}, ${city}, ${country},
      ${timeZone}, ${currency}) as slug`
  if (!made?.slug)
    throw new AppError('RATE_LIMITED', 'That was a lot of organizations for one day. Please go on tomorrow.')
  await db.session.update({ where: { id: actor.sessionId }, data: { actingOrgId: id } })
  return { id, slug: made.slug, path: landingOf({ kind, slug: made.slug }) }
}

/**
 * Mails an invitation; one to the same address that still stands is replaced.
 * @throws INVALID for a role that such a team does not have, and for somebody who is in it already
 */
export async function invite(
  db: Db,
  actor: PersonActor,
  org: OrgHat,
  { email, role }: z.output<typeof newInvitation>,
): Promise<{ id: string }> {
  if (!hasRole(org.kind, role)) throw invalid('One thing needs another look.', { role: ['Please choose a role'] })
  const already = await db.membership.count({
    where: { organizationId: org.orgId, endedAt: null, person: { email } },
  })
  if (already > 0)
    throw invalid('They are in the team already.', { email: ['Somebody with this address is in the team already'] })
  await db.invitation.updateMany({
    where: { organizationId: org.orgId, email, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now() },
  })
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now().getTime() + INVITATION_DAYS * 86_400_000)
  const { id } = await db.invitation.create({
    data: { organizationId: org.orgId, email, role, tokenHash: sha256(token), invitedById: actor.personId, expiresAt },
    select: { id: true },
  })
  const props = {
    organization: org.name,
    kind: org.kind,
    invitedBy: actor.name,
    role: roleLabel(org.kind, role),
    url: `${env().APP_URL}/invitations/${token}`,
    expiresAt: expiresAt.toISOString(),
    timeZone: org.timeZone,
  }
  await enqueue(db, 'mail', { to: email, template: 'invitation', props, key: `invitation:${id}` })
  return { id }
}

/** Takes an invitation back: its link says so from now on. @throws NOT_FOUND */
export async function revokeInvitation(db: Db, org: OrgHat, id: string): Promise<void> {
  if (!isUuid(id)) throw notFound()
  const { count } = await db.invitation.updateMany({
    where: { organizationId: org.orgId, id, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now() },
  })
  if (count === 0) throw notFound()
}

/**
 * Joins the organization that an invitation is for, and acts as it. Returns where to go.
 * @throws CONFLICT when it does not stand any more, or is for another address
 */
export async function acceptInvitation(db: Db, actor: PersonActor, token: string): Promise<string> {
  const [joined] = await db.$queryRaw<{ id: string | null }[]>`select app.accept_invitation(${sha256(token)}) as id`
  if (!joined?.id) throw conflict('This invitation does not stand any more, or it is for another address than yours.')
  const organization = await db.organization.findUniqueOrThrow({
    where: { id: joined.id },
    select: { kind: true, slug: true },
  })
  await db.session.update({ where: { id: actor.sessionId }, data: { actingOrgId: joined.id } })
  return landingOf(organization)
}

/**
 * Gives a member another role or other letters after the name.
 * @throws NOT_FOUND for somebody who is not in this team; CONFLICT when no ADMIN would be left
 */
export async function changeMember(
  db: Db,
  org: OrgHat,
  { personId, role, credentials }: z.output<typeof memberChange>,
): Promise<void> {
  if (!hasRole(org.kind, role)) throw invalid('One thing needs another look.', { role: ['Please choose a role'] })
  await keepAnAdmin(db, org, personId, role)
  await update(db, org, personId, { role, credentials })
}

/** Ends a membership: the person's next request finds nothing of this organization. @throws as `changeMember` */
export async function endMembership(db: Db, actor: PersonActor, org: OrgHat, personId: string): Promise<void> {
  await keepAnAdmin(db, org, personId, null)
  await update(db, org, personId, { endedAt: now() })
  if (org.kind === 'PRACTICE') await endLinksOfMember(db, personId)
  if (personId === actor.personId) await actAs(db, actor, 'me')
}

/** Somebody who leaves a practice keeps no mailed link to its cases. */
async function endLinksOfMember(db: Db, personId: string): Promise<void> {
  const person = await db.person.findUnique({ where: { id: personId }, select: { email: true } })
  if (person) await endLinksOf(db, person.email)
}

async function update(
  db: Db,
  { orgId }: OrgHat,
  personId: string,
  data: { role: MemberRole; credentials: string } | { endedAt: Date },
): Promise<void> {
  const { count } = await db.membership.updateMany({ where: { organizationId: orgId, personId, endedAt: null }, data })
  if (count === 0) throw notFound()
}

/** Locks the team's ADMINs, so that two of them cannot remove each other at the same moment. */
async function keepAnAdmin(db: Db, { orgId, name }: OrgHat, personId: string, role: MemberRole | null): Promise<void> {
  if (!isUuid(personId)) throw notFound()
  const admins = await db.$queryRaw<{ personId: string }[]>`
    select "personId" from "Membership" where "organizationId" = ${orgId}::uuid and role = 'ADMIN' and "endedAt" is null
      order by "personId" for update`
  const ids = admins.map((admin) => admin.personId)
  if (leavesNoAdmin(ids, personId, role))
    throw conflict(`${name} needs at least one admin. Make somebody else an admin first.`)
}

/** Puts a hospital into the directory. @throws NOT_FOUND for anybody but the operator, and when there is nothing to verify */
export async function verifyHospital(db: Db, actor: PersonActor, id: string): Promise<void> {
  if (!actor.operator || !isUuid(id)) throw notFound()
  const [done] = await db.$queryRaw<{ verified: boolean }[]>`select app.verify_hospital(${id}::uuid) as verified`
  if (!done?.verified) throw notFound()
}
