import 'server-only'
import type { z } from 'zod'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { Db } from '#lib/db/client.ts'
import { conflict, invalid, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { isUuid, uuidV7 } from '#lib/id.ts'
import type { holdSchema, liftSchema, retentionSchema } from './schema.ts'

// How long an organization keeps what its cases say, and what it holds beyond that. Its admin's alone (lib/access/policy.ts, and
// the policies of "LegalHold").

/** @throws CONFLICT when the organization was changed meanwhile */
export async function keepFor(
  db: Db,
  org: OrgHat,
  { years, version }: z.output<typeof retentionSchema>,
): Promise<void> {
  const { count } = await db.organization.updateMany({
    where: { id: org.orgId, version },
    data: { retentionYears: years, version: { increment: 1 } },
  })
  if (count === 0) throw conflict('Somebody changed this meanwhile. Have a look at it as it is now, then save again.')
}

/**
 * Holds a case, or every case of the organization, until it is lifted.
 * @throws INVALID for a number that is none of theirs; CONFLICT where a hold stands already
 */
export async function placeHold(
  db: Db,
  actor: PersonActor,
  org: OrgHat,
  { number, reason }: z.output<typeof holdSchema>,
): Promise<void> {
  const held = number === '' ? null : await caseNumbered(db, number)
  const id = uuidV7()
  const { count } = await db.legalHold.createMany({
    data: {
      ...{ organizationId: org.orgId, id, caseId: held?.id ?? null, reason },
      ...{ placedById: actor.personId, placedByName: actor.name, placedAt: now() },
    },
    skipDuplicates: true,
  })
  if (count === 0) throw conflict(held ? `A hold on ${number} stands already.` : 'A hold on all cases stands already.')
  if (held) await appendEvent(db, held.id, 'hold.placed', { holdId: id })
}

async function caseNumbered(db: Db, number: string): Promise<{ id: string }> {
  // What was removed cannot be held any more.
  const found = await db.case.findFirst({ where: { number, contentRemovedAt: null }, select: { id: true } })
  if (!found)
    throw invalid('One thing needs another look.', { number: ['There is no such case here, or nothing is left of it'] })
  // Removal takes this row, too: of the two at once, one comes first.
  await db.$queryRaw`select id from "Case" where id = ${found.id}::uuid and "contentRemovedAt" is null for update`
  return found
}

/** @throws NOT_FOUND for another's, and for one that was lifted already */
export async function liftHold(
  db: Db,
  actor: PersonActor,
  org: OrgHat,
  { holdId, reason }: z.output<typeof liftSchema>,
): Promise<void> {
  if (!isUuid(holdId)) throw notFound()
  const where = { organizationId: org.orgId, id: holdId, liftedAt: null }
  const hold = await db.legalHold.findFirst({ where, select: { caseId: true } })
  const lifted = { liftedAt: now(), liftedById: actor.personId, liftedByName: actor.name, liftReason: reason }
  const { count } = await db.legalHold.updateMany({ where, data: lifted })
  if (!hold || count === 0) throw notFound()
  if (hold.caseId) await appendEvent(db, hold.caseId, 'hold.lifted', { holdId })
}
