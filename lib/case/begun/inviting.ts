import 'server-only'
import type { Participant, PersonActor } from '#lib/access/actor.ts'
import { linkToken } from '#lib/access/link-token.ts'
import { limitInvited } from '#lib/auth/limits.ts'
import { appendEvent } from '#lib/case/event.ts'
import { hospitalName } from '#lib/case/hospital-name.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { ownerAddressProblem } from '#lib/case/request/practice-rules.ts'
import type { Db } from '#lib/db/client.ts'
import { AppError, conflict, invalid, notFound } from '#lib/errors.ts'
import { sha256 } from '#lib/hash.ts'
import { uuidV7 } from '#lib/id.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { invitationMail } from './invitation-mail.ts'
import { callScript, isAwaited, reminderAt } from './reminder-rules.ts'
import { remindersOf, scheduleOwnerReminder } from './reminding.ts'

// The owner of an animal that a practice began a case for: invited by mail, to one address, until they accept.

export const INVITATION_DAYS = 30
/** So that nobody mails strangers by way of a case. */
const MOST_A_DAY = 5
const DAY = 86_400_000

type Address = { email: string; name: string }

/** Mails an invitation; one that is open is replaced: its link ends. */
export async function mailInvitation(db: Db, actor: PersonActor, access: CaseAccess, to: Address): Promise<void> {
  const { row } = access
  const caseId = row.id
  const since = new Date(Date.now() - DAY)
  const today = await db.ownerInvitation.count({ where: { caseId, createdAt: { gt: since } } })
  if (today >= MOST_A_DAY)
    throw new AppError('RATE_LIMITED', 'The owner was written to several times today. Please try again tomorrow.')
  await limitInvited(to.email)
  await db.ownerInvitation.updateMany({
    where: { caseId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  })
  const id = uuidV7()
  const expiresAt = new Date(Date.now() + INVITATION_DAYS * DAY)
  await db.ownerInvitation.create({
    data: { ...to, caseId, id, tokenHash: sha256(linkToken(id)), invitedById: actor.personId, expiresAt },
    select: { id: true },
  })
  await appendEvent(db, caseId, 'owner.invited', { invitationId: id })
  const props = await invitationMail(db, row, { id, name: to.name, expiresAt })
  await enqueue(db, 'mail', { to: to.email, template: 'ownerInvitation', props, key: `owner:${id}` })
  await scheduleOwnerReminder(db, { caseId, invitationId: id }, 0, new Date())
}

/**
 * Writes to the owner again, at the same address or a corrected one. @throws CONFLICT once they are there
 */
export async function inviteAgain(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  { email, name }: Address,
): Promise<void> {
  const { row } = access
  if (actor.kind !== 'PERSON' || row.kind === 'SECOND_OPINION') throw notFound()
  await db.$queryRaw`select id from "Case" where id = ${row.id}::uuid for update`
  if (!(await isInvited(db, row.ownerId))) throw conflict('The owner has joined meanwhile.')
  if (row.kind === 'CONSULTATION' && row.payer === 'PRACTICE' && !row.answerSharedAt)
    throw conflict(
      'In this consultation the owner has nothing to do. You can share the answer with them once it is there.',
    )
  const problem = ownerAddressProblem(email, actor.email)
  if (problem) throw invalid('One thing needs another look.', { ownerEmail: [problem] })
  if (name === '') throw invalid('One thing needs another look.', { ownerName: ['Give the owner’s name'] })
  await db.person.updateMany({ where: { id: row.ownerId }, data: { name } })
  await db.practiceNote.updateMany({ where: { caseId: row.id }, data: { ownerEmail: email } })
  await mailInvitation(db, actor, access, { email, name })
}

/** Does somebody stand for the owner still? */
export async function isInvited(db: Db, ownerId: string): Promise<boolean> {
  return (await db.person.count({ where: { id: ownerId, invitedBy: { not: null } } })) === 1
}

/**
 * The practice lets the owner of a consultation read the answer: at once if they are there, else by an invitation. What is shared
 * stays shared, as what was read cannot be unread.
 */
export async function shareAnswer(db: Db, actor: Participant, access: CaseAccess, to: Address): Promise<void> {
  const { row } = access
  if (actor.kind !== 'PERSON' || row.kind !== 'CONSULTATION') throw notFound()
  if (row.answerSharedAt) throw conflict('The answer is shared already.')
  const answerSharedAt = new Date()
  const { count } = await db.case.updateMany({
    where: { id: row.id, version: row.version, answerSharedAt: null },
    data: { answerSharedAt, version: { increment: 1 } },
  })
  if (count !== 1) throw conflict()
  await appendEvent(db, row.id, 'recommendation.shared')
  const shared = { ...access, row: { ...row, answerSharedAt, version: row.version + 1 } }
  if (await isInvited(db, row.ownerId)) await inviteAgain(db, actor, shared, to)
  else
    await enqueue(db, 'notify', {
      caseId: row.id,
      about: 'recommendation.shared',
      subjectId: null,
      actorId: actor.personId,
    })
}

export type InvitedOwner = {
  name: string
  email: string
  /** When they were written to last, and until when that link works; null: not yet. */
  sentAt: Date | null
  expiresAt: Date | null
  /** When they were reminded since, and when they will be next; null: not again. */
  remindedAt: Date[]
  remindsAt: Date | null
  /** Words for a call. */
  script: string
}

/** The owner as the practice invited them; null before it sends, once they are there, and for everybody but the practice. */
export async function invitedOwner(db: Db, { side, row }: CaseAccess): Promise<InvitedOwner | null> {
  // Of a draft nobody has been written to, and its owner may not even be named.
  if (side !== 'PRACTICE' || row.kind === 'SECOND_OPINION' || row.status === 'DRAFT') return null
  if (!(await isInvited(db, row.ownerId))) return null
  const note = await db.practiceNote.findUnique({ where: { caseId: row.id }, select: { ownerEmail: true } })
  const owner = await db.person.findUnique({ where: { id: row.ownerId }, select: { name: true } })
  const last = await db.ownerInvitation.findFirst({
    where: { caseId: row.id, revokedAt: null },
    orderBy: { createdAt: 'desc' },
    select: { id: true, createdAt: true, expiresAt: true },
  })
  const hospital = await hospitalName(db, row.hospitalId)
  const reminders = last ? await remindersOf(db, row.id, last.id) : []
  const { name = '' } = owner ?? {}
  const email = note?.ownerEmail ?? ''
  const call = { owner: name, patient: row.title, practice: row.attendingVetPractice, vet: row.attendingVetName, email }
  return {
    ...{ name, email },
    ...{ sentAt: last?.createdAt ?? null, expiresAt: last?.expiresAt ?? null },
    remindedAt: reminders.map(({ at }) => at),
    remindsAt: last && isAwaited(row) ? reminderAt(last.createdAt, reminders.length) : null,
    script: callScript(row.kind, row.answerSharedAt !== null, { ...call, hospital: hospital ?? 'the hospital' }),
  }
}
