import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import type { Species } from '#lib/db/generated/enums.ts'
import { notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { sha256 } from '#lib/hash.ts'
import { isUuid } from '#lib/id.ts'
import { type CoOwnerState, stateOf } from './rules.ts'

/** An animal's key. Its first half is its first owner, whoever of its owners asks. */
export type PatientKey = { ownerId: string; id: string }

/** The key of an animal that the person owns, alone or with others. @throws NOT_FOUND */
export async function keyOf(db: Db, patientId: string): Promise<PatientKey> {
  if (!isUuid(patientId)) throw notFound()
  const [row] = await db.$queryRaw<{ ownerId: string | null }[]>`
    select app.animal_owner(${patientId}::uuid) as "ownerId"`
  if (!row?.ownerId) throw notFound()
  return { ownerId: row.ownerId, id: patientId }
}

/** The animals that the person owns with their first owner. */
export const coOwned = (db: Db): Promise<PatientKey[]> =>
  db.$queryRaw<PatientKey[]>`select "ownerId", "patientId" as id from app.co_owned_animals()`

/** Is this the address of an owner of the case? A vet who is named there, or a colleague, is somebody else. */
export async function isOwnersAddress(db: Db, caseId: string, address: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ found: boolean }[]>`
    select app.owner_address(${caseId}::uuid, ${address}) as found`
  return row?.found ?? false
}

export type OwnerLine = { personId: string; name: string; since: Date | null }

/** Somebody whom the first owner has invited, as they see them. */
export type CoOwnerLine = { id: string; name: string; email: string; state: CoOwnerState; until: Date }

/** Whose an animal is, as one of its owners reads it. */
export type Ownership = {
  /** The first owner, then the others. */
  owners: OwnerLine[]
  /** Is the reader the first owner, who invites and ends? */
  first: boolean
  /** For the first owner alone. */
  invited: CoOwnerLine[]
}

export async function ownershipOf(db: Db, actor: PersonActor, key: PatientKey): Promise<Ownership> {
  const owners = await db.$queryRaw<OwnerLine[]>`
    select * from app.owners_of_animal(${key.ownerId}::uuid, ${key.id}::uuid)`
  const first = key.ownerId === actor.personId
  return { owners, first, invited: first ? await invitedTo(db, key) : [] }
}

async function invitedTo(db: Db, { ownerId, id: patientId }: PatientKey): Promise<CoOwnerLine[]> {
  const rows = await db.coOwner.findMany({
    where: { ownerId, patientId, endedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, email: true, acceptedAt: true, expiresAt: true },
    take: 50,
  })
  return rows.map(({ acceptedAt, expiresAt, ...row }) => ({
    ...row,
    until: expiresAt,
    state: stateOf({ acceptedAt, expiresAt }, now()),
  }))
}

export type CoOwnerInvitation = {
  email: string
  owner: string
  patient: string
  species: Species
  patientId: string
  /** Requests and referrals so far, which come along. */
  cases: number
  expiresAt: Date
  state: 'OPEN' | 'ACCEPTED' | 'ENDED' | 'EXPIRED'
}

/** What an invitation's link shows to whoever holds it. Changes nothing. @throws NOT_FOUND */
export async function coOwnerByToken(db: Db, token: string): Promise<CoOwnerInvitation> {
  const [row] = await db.$queryRaw<CoOwnerInvitation[]>`select * from app.co_owner_by_token(${sha256(token)})`
  if (!row) throw notFound()
  return row
}
