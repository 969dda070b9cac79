import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { notFound } from '#lib/errors.ts'
import type { Signalment } from '#lib/words.ts'

export type PatientView = Signalment & {
  id: string
  name: string
  version: number
  diedOn: Date | null
  rehomedAt: Date | null
}

const FIELDS = {
  id: true,
  name: true,
  species: true,
  breed: true,
  sex: true,
  neuter: true,
  bornOn: true,
  weightGrams: true,
  version: true,
  diedOn: true,
  rehomedAt: true,
} as const

/** The person's own animals by name, at most `take`, beginning after the animal with this id. */
export async function listPatients(
  db: Db,
  actor: PersonActor,
  { take = 50, after = null }: { take?: number; after?: string | null } = {},
): Promise<{ patients: PatientView[]; next: string | null }> {
  const found = await db.patient.findMany({
    where: { ownerId: actor.personId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: FIELDS,
    take: take + 1,
    ...(after ? { cursor: { ownerId_id: { ownerId: actor.personId, id: after } }, skip: 1 } : {}),
  })
  const patients = found.slice(0, take)
  return { patients, next: found.length > take ? (patients.at(-1)?.id ?? null) : null }
}

/** One of the person's own animals. @throws NOT_FOUND */
export async function readPatient(db: Db, actor: PersonActor, patientId: string): Promise<PatientView> {
  const found = await db.patient.findFirst({ where: { ownerId: actor.personId, id: patientId }, select: FIELDS })
  if (!found) throw notFound()
  return found
}
