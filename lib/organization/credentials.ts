import 'server-only'
import type { z } from 'zod'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { conflict, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { isUuid, uuidV7 } from '#lib/id.ts'
import { collegeOf, titleOf } from './colleges.ts'
import type { credentialChoice, newCredential } from './profile-schema.ts'

// Diplomas: a hospital's admin names them, the operator looks them up in the college's register, and only then are they a title.

export type CredentialState = 'WAITING' | 'VERIFIED' | 'REFUSED'

export type CredentialView = {
  id: string
  personId: string
  /** "DECVIM-CA (Cardiology)" */
  title: string
  college: string
  evidence: string
  state: CredentialState
  /** Who found it in the register, and when. */
  verifiedBy: string
  verifiedAt: Date | null
}

/** The diplomas of a team, those that ended not among them. */
export async function credentialsOf(db: Db, organizationId: string): Promise<CredentialView[]> {
  const rows = await db.credential.findMany({
    where: { organizationId, endedAt: null },
    orderBy: [{ claimedAt: 'asc' }, { id: 'asc' }],
    take: 500,
  })
  return rows.map(({ id, personId, college, field, evidence, verifiedAt, verifiedBy, refusedAt }) => ({
    ...{ id, personId, evidence, verifiedAt, verifiedBy },
    title: titleOf(college, field),
    college: collegeOf(college)?.name ?? college,
    state: verifiedAt ? 'VERIFIED' : refusedAt ? 'REFUSED' : 'WAITING',
  }))
}

/** Names a member's diploma; it waits for the operator. @throws NOT_FOUND for somebody of another team; CONFLICT for one that is there */
export async function claimCredential(
  db: Db,
  { orgId: organizationId, kind }: OrgHat,
  { personId, college, field, evidence }: z.output<typeof newCredential>,
): Promise<void> {
  if (kind !== 'HOSPITAL' || !isUuid(personId)) throw notFound()
  const member = await db.membership.findFirst({ where: { organizationId, personId, endedAt: null } })
  if (!member) throw notFound()
  const there = await db.credential.count({ where: { organizationId, personId, college, field, endedAt: null } })
  if (there > 0) throw conflict('This one is named already.')
  await db.$executeRaw`
    insert into "Credential" ("organizationId", "personId", id, college, field, evidence)
      values (${organizationId}::uuid, ${personId}::uuid, ${uuidV7()}::uuid, ${college}, ${field}, ${evidence})`
}

/** Takes a diploma off, verified or not; named again, it is looked up again. @throws NOT_FOUND */
export async function endCredential(
  db: Db,
  { orgId: organizationId }: OrgHat,
  { credentialId: id }: z.output<typeof credentialChoice>,
): Promise<void> {
  if (!isUuid(id)) throw notFound()
  const { count } = await db.credential.updateMany({
    where: { organizationId, id, endedAt: null },
    data: { endedAt: now() },
  })
  if (count === 0) throw notFound()
}

export type CredentialToVerify = {
  organizationId: string
  id: string
  organization: string
  name: string
  email: string
  title: string
  college: string
  evidence: string
  claimedAt: Date
}

type Waiting = Omit<CredentialToVerify, 'title'> & { field: string }

/** What waits for the operator, the longest first. @throws NOT_FOUND for anybody else */
export async function credentialsToVerify(db: Db, actor: PersonActor): Promise<CredentialToVerify[]> {
  if (!actor.operator) throw notFound()
  const rows = await db.$queryRaw<Waiting[]>`select * from app.credentials_to_verify()`
  return rows.map(({ field, college, ...row }) => ({
    ...{ ...row, title: titleOf(college, field), college: collegeOf(college)?.name ?? college },
  }))
}

/** Found in the register: a title from now on; or not. @throws NOT_FOUND for anybody but the operator, and when there is nothing to judge */
export async function judgeCredential(
  db: Db,
  actor: PersonActor,
  { organizationId, credentialId, found }: { organizationId: string; credentialId: string; found: boolean },
): Promise<void> {
  if (!actor.operator || !isUuid(organizationId) || !isUuid(credentialId)) throw notFound()
  const [row] = await db.$queryRaw<{ done: boolean }[]>`
    select app.judge_credential(${organizationId}::uuid, ${credentialId}::uuid, ${found}) as done`
  if (!row?.done) throw notFound()
}

export type Specialist = { name: string; titles: { title: string; college: string; verifiedAt: Date }[] }

/** Who answers at a hospital: those whose diplomas were verified, by name. */
export async function specialistsOf(db: Db, hospitalId: string): Promise<Specialist[]> {
  const rows = await db.$queryRaw<
    { personId: string; name: string; college: string; field: string; verifiedAt: Date }[]
  >`
    select "personId", name, college, field, "verifiedAt" from app.specialists(${hospitalId}::uuid)`
  // By person: two of the same name keep their own titles.
  const people = new Map<string, Specialist>()
  for (const { personId, name, college, field, verifiedAt } of rows) {
    const person = people.get(personId) ?? { name, titles: [] }
    person.titles.push({ title: titleOf(college, field), college: collegeOf(college)?.name ?? college, verifiedAt })
    people.set(personId, person)
  }
  return [...people.values()]
}
