import 'server-only'
import type { Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { transition } from '#lib/case/transition.ts'
import type { Db } from '#lib/db/client.ts'
import { notFound } from '#lib/errors.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { carryHistory } from '#lib/patient/history/carry.ts'
import { askedAbout, insertCase } from './commands.ts'
import { copyWords } from './copy-words.ts'
import { resendBegun } from './practice-resend.ts'

/**
 * A new draft for another hospital from a case that was declined, withdrawn or has expired: words and records come along,
 * the safety questions and consent are asked anew. Pressed twice, it leads to the same draft.
 */
export async function resend(db: Db, actor: Participant, access: CaseAccess): Promise<{ caseId: string }> {
  if (actor.kind !== 'PERSON') throw notFound()
  const { row } = access
  if (row.kind !== 'SECOND_OPINION') return resendBegun(db, actor, access)
  // Of two presses at once, the second waits here and then finds what the first made.
  await db.$queryRaw`select id from "Case" where id = ${row.id}::uuid for update`
  const begun = await db.case.findFirst({ where: { resentFromId: row.id, status: 'DRAFT' }, select: { id: true } })
  if (begun) return { caseId: begun.id }
  if (row.patientId) await askedAbout(db, row.ownerId, row.patientId)
  await transition(db, access, 'resend')
  const { kind, patientId, urgency, attendingVetName, attendingVetPractice, attendingVetEmail, title, headline } = row
  const caseId = await insertCase(db, {
    ownerId: row.ownerId,
    ...{ kind, patientId, urgency, attendingVetName, attendingVetPractice, attendingVetEmail, title, headline },
    resentFromId: row.id,
  })
  await copyWords(db, access, caseId)
  await appendEvent(db, caseId, 'case.created', { resentFrom: row.id })
  const records = await carryRecords(db, row.id, caseId)
  await carryHistory(db, row.id, caseId)
  await appendEvent(db, row.id, 'case.resent', { to: caseId, records })
  return { caseId }
}

/**
 * Puts what owner and practice had added, and what was ready, into the new case: rows of its own for the same bytes, counted,
 * and each with its event. A practice's records cannot be written in the owner's name, so PostgreSQL has a door for it.
 */
async function carryRecords(db: Db, from: string, to: string): Promise<number> {
  const [row] = await db.$queryRaw<{ carried: number }[]>`
    select app.carry_records(${from}::uuid, ${to}::uuid) as carried`
  const carried = row?.carried ?? 0
  if (carried > 0) await enqueue(db, 'groupImaging', { caseId: to, recordIds: null })
  return carried
}
