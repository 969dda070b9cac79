import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import type { Species } from '#lib/db/generated/enums.ts'
import { notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { sha256 } from '#lib/hash.ts'

/** An offer that stands, or the new home that the animal has. */
export type HomeView = {
  id: string
  name: string
  email: string
  expiresAt: Date
  acceptedAt: Date | null
  open: boolean
}

/** Of one of the person's own animals; null where nobody was asked. */
export async function homeOf(db: Db, actor: PersonActor, patientId: string): Promise<HomeView | null> {
  const found = await db.newHome.findFirst({
    where: { ownerId: actor.personId, patientId, endedAt: null },
    select: { id: true, name: true, email: true, expiresAt: true, acceptedAt: true },
  })
  return found && { ...found, open: found.acceptedAt === null && found.expiresAt > now() }
}

export type HomeOffer = {
  email: string
  owner: string
  patient: string
  species: Species
  expiresAt: Date
  state: 'OPEN' | 'ACCEPTED' | 'ENDED' | 'EXPIRED'
}

/** What an offer's link shows to whoever holds it. Changes nothing. @throws NOT_FOUND */
export async function homeByToken(db: Db, token: string): Promise<HomeOffer> {
  const [row] = await db.$queryRaw<HomeOffer[]>`select * from app.home_by_token(${sha256(token)})`
  if (!row) throw notFound()
  return row
}
