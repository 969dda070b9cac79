import 'server-only'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { mayInOrg } from '#lib/access/policy.ts'
import type { Db } from '#lib/db/client.ts'
import type { MemberRole, OrganizationKind } from '#lib/db/generated/enums.ts'
import { sha256 } from '#lib/hash.ts'
import { notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { type CredentialView, credentialsOf } from './credentials.ts'
import { rolesOf } from './rules.ts'

export type MemberView = {
  personId: string
  name: string
  email: string
  role: MemberRole
  credentials: string
  since: string
  isYou: boolean
}

export type PendingInvitation = { id: string; email: string; role: MemberRole; sentAt: string; expiresAt: string }

export type TeamView = {
  organization: { name: string; slug: string; kind: OrganizationKind; verified: boolean; groupName: string }
  /** Diplomas of a hospital's team. */
  credentials: CredentialView[]
  members: MemberView[]
  /** Empty for those who may not invite. */
  invitations: PendingInvitation[]
  may: { invite: boolean; edit: boolean; remove: boolean }
  timeZone: string
}

/** The team of the organization acted as. @param kind what the page's address says it is; another one does not exist */
export async function teamOf(db: Db, actor: PersonActor, org: OrgHat, kind: OrganizationKind): Promise<TeamView> {
  if (org.kind !== kind) throw notFound()
  const { orgId, name, slug, role, timeZone } = org
  const may = {
    invite: mayInOrg(role, 'org.invite'),
    edit: mayInOrg(role, 'org.editMember'),
    remove: mayInOrg(role, 'org.removeMember'),
  }
  const { verifiedAt, groupName } = await db.organization.findUniqueOrThrow({
    where: { id: orgId },
    select: { verifiedAt: true, groupName: true },
  })
  return {
    organization: { name, slug, kind, verified: verifiedAt !== null, groupName },
    credentials: kind === 'HOSPITAL' ? await credentialsOf(db, orgId) : [],
    members: await membersOf(db, actor, org),
    invitations: may.invite ? await invitationsOf(db, orgId) : [],
    may,
    timeZone,
  }
}

async function membersOf(db: Db, actor: PersonActor, { orgId, kind }: OrgHat): Promise<MemberView[]> {
  const rows = await db.membership.findMany({
    where: { organizationId: orgId, endedAt: null },
    select: {
      personId: true,
      role: true,
      credentials: true,
      createdAt: true,
      person: { select: { name: true, email: true } },
    },
    take: 500,
  })
  const order = rolesOf(kind).map((words) => words.role)
  return rows
    .map(({ person, createdAt, ...row }) => ({
      ...row,
      ...person,
      since: createdAt.toISOString(),
      isYou: row.personId === actor.personId,
    }))
    .toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role) || a.name.localeCompare(b.name))
}

async function invitationsOf(db: Db, organizationId: string): Promise<PendingInvitation[]> {
  const rows = await db.invitation.findMany({
    where: { organizationId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now() } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, email: true, role: true, createdAt: true, expiresAt: true },
    take: 200,
  })
  return rows.map(({ createdAt, expiresAt, ...row }) => ({
    ...row,
    sentAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }))
}

export type InvitationView = {
  organizationId: string
  name: string
  kind: OrganizationKind
  role: MemberRole
  email: string
  invitedBy: string
  expiresAt: string
  state: 'OPEN' | 'ACCEPTED' | 'REVOKED' | 'EXPIRED'
}

/** What an invitation's link shows to whoever holds it. Changes nothing. @throws NOT_FOUND */
export async function invitationByToken(db: Db, token: string): Promise<InvitationView> {
  const [row] = await db.$queryRaw<(Omit<InvitationView, 'expiresAt'> & { expiresAt: Date })[]>`
    select "organizationId", name, kind::text, role::text, email, "invitedBy", "expiresAt", state
      from app.invitation_by_token(${sha256(token)})`
  if (!row) throw notFound()
  return { ...row, expiresAt: row.expiresAt.toISOString() }
}

export type HospitalToVerify = {
  id: string
  name: string
  city: string
  country: string
  createdAt: string
  adminName: string | null
  adminEmail: string | null
}

/** Hospitals that wait for the operator, the longest first. @throws NOT_FOUND for anybody else */
export async function hospitalsToVerify(db: Db, actor: PersonActor): Promise<HospitalToVerify[]> {
  if (!actor.operator) throw notFound()
  const rows = await db.$queryRaw<(Omit<HospitalToVerify, 'createdAt'> & { createdAt: Date })[]>`
    select id, name, city, country, "createdAt", "adminName", "adminEmail" from app.hospitals_to_verify()`
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }))
}
