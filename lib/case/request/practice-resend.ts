import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { transition } from '#lib/case/transition.ts'
import type { Db } from '#lib/db/client.ts'
import { notFound } from '#lib/errors.ts'
import { uuidV7 } from '#lib/id.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { askedAbout, insertCase } from './commands.ts'
import { copyWords } from './copy-words.ts'
import { keepPatient } from './practice-draft.ts'
import { typedAnimal } from './practice-schema.ts'

/**
 * A practice's new draft for another hospital, from a referral or consultation of its own that ended: its words and its records come
 * along. The owner is one to invite, or whose consent to state, anew: nobody is made the owner of a case that they did not accept.
 */
export async function resendBegun(db: Db, actor: PersonActor, access: CaseAccess): Promise<{ caseId: string }> {
  const { row } = access
  if (actor.hat.kind === 'OWNER') throw notFound()
  const practiceId = actor.hat.orgId
  // Of two presses at once, the second waits here and then finds what the first made.
  await db.$queryRaw`select id from "Case" where id = ${row.id}::uuid for update`
  const begun = await db.case.findFirst({
    where: { resentFromId: row.id, status: 'DRAFT', practiceId },
    select: { id: true },
  })
  if (begun) return { caseId: begun.id }
  if (row.patientId) await askedAbout(db, row.ownerId, row.patientId)
  await transition(db, access, 'resend')
  const note = await db.practiceNote.findUnique({
    where: { caseId: row.id },
    select: { ownerEmail: true, animal: true },
  })
  const before = await db.person.findUnique({ where: { id: row.ownerId }, select: { name: true } })
  const ownerId = uuidV7()
  const standIn = { id: ownerId, email: `invited:${ownerId}`, name: before?.name ?? '', invitedBy: practiceId }
  await db.person.createMany({ data: [standIn] })
  const { kind, payer, urgency, title, headline, attendingVetPractice } = row
  const caseId = await insertCase(db, {
    ...{ ownerId, kind, payer, urgency, title, headline, practiceId, turn: 'PRACTICE', resentFromId: row.id },
    ...{ attendingVetName: actor.name, attendingVetPractice, attendingVetEmail: actor.email },
  })
  await copyWords(db, access, caseId)
  const animal = typedAnimal.parse(note?.animal ?? {})
  await db.practiceNote.create({ data: { caseId, ownerEmail: note?.ownerEmail ?? '', animal } })
  await keepPatient(db, { id: caseId, ownerId, patientId: null }, animal)
  await appendEvent(db, caseId, 'case.created', { kind, resentFrom: row.id })
  const [carried] = await db.$queryRaw<{ n: number }[]>`
    select app.carry_begun_records(${row.id}::uuid, ${caseId}::uuid) as n`
  const records = carried?.n ?? 0
  if (records > 0) await enqueue(db, 'groupImaging', { caseId, recordIds: null })
  await appendEvent(db, row.id, 'case.resent', { to: caseId, records })
  return { caseId }
}
