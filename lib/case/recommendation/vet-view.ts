import 'server-only'
import { randomUUID } from 'node:crypto'
import { actorId, displayName, type Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { VetStance } from '#lib/db/generated/enums.ts'
import { notFound } from '#lib/errors.ts'
import { notify } from '#lib/jobs/outbox.ts'
import type { VetViewInput } from './schema.ts'

export type VetViewOf = { id: string; stance: VetStance; words: string; author: string; at: Date }

/** What the attending vet has said of this version, the newest first; it stands beside the document for all three sides. */
export async function readVetViews(db: Db, { row }: CaseAccess, number: number): Promise<VetViewOf[]> {
  const rows = await db.vetView.findMany({
    where: { caseId: row.id, number },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { id: true, stance: true, words: true, authorName: true, at: true },
    take: 20,
  })
  return rows.map(({ authorName, ...view }) => ({ ...view, author: authorName }))
}

/**
 * The attending vet says that they have read it, and how they stand to it. Owner and hospital are told. The same said twice in a
 * row is said once.
 * @throws NOT_FOUND for a version that was not signed
 */
export async function sayWhatVetThinks(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  input: VetViewInput,
): Promise<void> {
  access.require('recommendation.comment')
  const { number, stance, words } = input
  const caseId = access.row.id
  await db.$queryRaw`select id from "Case" where id = ${caseId}::uuid for update`
  const signed = await db.recommendation.count({ where: { caseId, number, status: 'SIGNED' } })
  if (signed === 0) throw notFound()
  const [last] = await readVetViews(db, access, number)
  if (last?.stance === stance && last.words === words) return
  const id = randomUUID()
  await db.vetView.create({
    data: {
      ...{ caseId, id, number, stance, words },
      ...{ authorKind: actor.kind, authorId: actorId(actor), authorName: displayName(actor) },
    },
    select: { id: true },
  })
  await appendEvent(db, caseId, 'recommendation.vetView', { viewId: id, number, stance })
  await notify(db, caseId, 'recommendation.vetView', actor, id)
}
