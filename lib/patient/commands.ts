import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { conflict, forbidden } from '#lib/errors.ts'
import { keyOf } from './owners/queries.ts'
import type { PatientInput } from './schema.ts'

/** Animals belong to a person, not to an organization they work for. @throws FORBIDDEN while acting as one */
export function requireSelf(actor: PersonActor): void {
  if (actor.hat.kind !== 'OWNER')
    throw forbidden(`You are acting as ${actor.hat.name} just now. Switch to yourself to do this for your own animal.`)
}

/** Adds an animal to the person's own. */
export async function addPatient(db: Db, actor: PersonActor, input: PatientInput): Promise<{ patientId: string }> {
  requireSelf(actor)
  const { id } = await db.patient.create({ data: { ...input, ownerId: actor.personId }, select: { id: true } })
  return { patientId: id }
}

/**
 * Changes an animal. Cases that are under way show the new signalment, with the title kept as it was when they were sent.
 * @throws NOT_FOUND, CONFLICT when it was changed elsewhere since `version` was read
 */
export async function editPatient(
  db: Db,
  actor: PersonActor,
  input: PatientInput & { patientId: string; version: number },
): Promise<void> {
  requireSelf(actor)
  const { patientId: id, version, ...data } = input
  const key = await keyOf(db, id)
  const { count } = await db.patient.updateMany({
    where: { ...key, version },
    data: { ...data, version: { increment: 1 } },
  })
  if (count === 0)
    throw conflict(
      `${data.name} was changed on another device. What you typed is still here: compare, then save again.`,
    )
  await db.case.updateMany({
    where: { ownerId: key.ownerId, patientId: id, status: 'DRAFT' },
    data: { title: data.name },
  })
}
