import 'server-only'
import type { Participant, PersonActor } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { invalid, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { notify } from '#lib/jobs/outbox.ts'
import { requireSelf } from '../commands.ts'
import { keyOf } from '../owners/queries.ts'
import { answerToCome, deathDayProblem } from './rules.ts'

/**
 * Owner or practice says on a case that the animal has died, or takes a mistake back (null). Reminders stop, everybody on the
 * cases of theirs is told once, and the owner is asked whether open answers are still wanted.
 * @throws INVALID for a day that cannot be
 */
export async function noteDeath(db: Db, actor: Participant, access: CaseAccess, diedOn: string | null): Promise<void> {
  access.require('patient.died')
  const { ownerId, patientId } = access.row
  if (!patientId) throw notFound()
  await refuseDay(db, { ownerId, patientId }, diedOn)
  const [noted] = await db.$queryRaw<{ changed: boolean }[]>`
    select app.note_death(${access.row.id}::uuid, ${diedOn}::date) as changed`
  if (noted?.changed) await tell(db, actor, { ownerId, patientId }, diedOn)
}

/** The same by one of its owners, on the animal's own page; it need not have a case. @throws NOT_FOUND, INVALID */
export async function noteOwnDeath(
  db: Db,
  actor: PersonActor,
  { patientId, diedOn }: { patientId: string; diedOn: string | null },
): Promise<void> {
  requireSelf(actor)
  const { ownerId } = await keyOf(db, patientId)
  const animal = { ownerId, patientId }
  await refuseDay(db, animal, diedOn)
  const day = diedOn === null ? null : new Date(`${diedOn}T00:00:00Z`)
  const { count } = await db.patient.updateMany({
    where: {
      ...{ ownerId, id: patientId },
      OR: [{ diedOn: { not: day } }, ...(day ? [{ diedOn: null }] : [])],
    },
    data: { diedOn: day, diedNotedAt: day && now(), version: { increment: 1 } },
  })
  if (count > 0) await tell(db, actor, animal, diedOn)
}

/** The owner wants the answer although the animal has died: the case goes on. */
export async function stillWanted(db: Db, access: CaseAccess): Promise<void> {
  access.require('patient.stillWanted')
  await appendEvent(db, access.row.id, 'patient.stillWanted')
}

type Animal = { ownerId: string; patientId: string }

async function refuseDay(db: Db, { ownerId, patientId }: Animal, diedOn: string | null): Promise<void> {
  const found = await db.patient.findFirst({ where: { ownerId, id: patientId }, select: { bornOn: true } })
  if (!found) throw notFound()
  const problem = diedOn && deathDayProblem(diedOn, found.bornOn, now())
  if (problem) throw invalid('One thing needs another look.', { diedOn: [problem] })
}

/** Writes it into each case that the actor stands on, and tells the people on those that are not over. */
async function tell(db: Db, actor: Participant, { ownerId, patientId }: Animal, diedOn: string | null): Promise<void> {
  const cases = await db.case.findMany({
    where: { ownerId, patientId, submittedAt: { not: null } },
    select: { id: true, status: true },
    orderBy: { id: 'asc' },
    take: 500,
  })
  for (const { id, status } of cases) {
    await appendEvent(db, id, diedOn ? 'patient.died' : 'patient.diedTakenBack', diedOn ? { day: diedOn } : {})
    if (answerToCome(status) || status === 'ANSWERED') await notify(db, id, 'patient.died', actor)
  }
}
