import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import type { Signalment } from '#lib/words.ts'
import { coOwned, keyOf } from './owners/queries.ts'

export type PatientView = Signalment & {
  id: string
  /** Its first owner, and the first half of its key. */
  ownerId: string
  name: string
  version: number
  diedOn: Date | null
  rehomedAt: Date | null
}

const FIELDS = {
  id: true,
  ownerId: true,
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

/** The animals that the person owns, alone or with others, by name, at most `take`, beginning after the animal with this id. */
export async function listPatients(
  db: Db,
  actor: PersonActor,
  { take = 50, after = null }: { take?: number; after?: string | null } = {},
): Promise<{ patients: PatientView[]; next: string | null }> {
  const shared = await coOwned(db)
  const own = { ownerId: actor.personId }
  const found = await db.patient.findMany({
    where: shared.length > 0 ? { OR: [own, ...shared] } : own,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: FIELDS,
    take: take + 1,
    ...(after
      ? { cursor: { ownerId_id: shared.find(({ id }) => id === after) ?? { ...own, id: after } }, skip: 1 }
      : {}),
  })
  const patients = found.slice(0, take)
  return { patients, next: found.length > take ? (patients.at(-1)?.id ?? null) : null }
}

/** An animal that the person owns, alone or with others. @throws NOT_FOUND */
export async function readPatient(db: Db, patientId: string): Promise<PatientView> {
  return db.patient.findFirstOrThrow({ where: await keyOf(db, patientId), select: FIELDS })
}
