import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Participant } from '#lib/access/actor.ts'
import { linkToken } from '#lib/access/link-token.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { scheduleReminder } from '#lib/case/reminders.ts'
import { transition } from '#lib/case/transition.ts'
import type { Db } from '#lib/db/client.ts'
import { sha256 } from '#lib/hash.ts'
import { AppError, conflict, invalid } from '#lib/errors.ts'
import { notify } from '#lib/jobs/outbox.ts'
import { isOwnersAddress } from '#lib/patient/owners/queries.ts'
import { intoTriage } from './commands.ts'
import { countPracticeRecords } from './find.ts'
import { hold } from './held.ts'
import { daysFrom, LINK_DAYS, mayRemindAt, MOST_RENAMES_A_DAY } from './rules.ts'
import type { RenameInput } from './schema.ts'

// What the owner can do while the vet has not answered.

/**
 * Sends the vet the mail again, by the same link while it lives.
 * @throws RATE_LIMITED within an hour of the last one; CONFLICT when the vet has agreed meanwhile
 */
export async function remind(db: Db, actor: Participant, seen: CaseAccess): Promise<void> {
  const { access, at } = await hold(db, actor, seen, 'consent.remind')
  const { row, facts } = access
  requireAsked(row)
  if (facts.agreementStands) throw conflict(`${row.attendingVetName} has agreed meanwhile: nothing needs to be sent.`)
  if (row.attendingVetEmail === '')
    throw conflict(
      `${row.attendingVetPractice} says that it is the wrong practice. Name the one that treats your animal.`,
    )
  const wait = mayRemindAt(await lastAskedAt(db, row.id), at)
  if (wait) throw tooSoon(wait, at)
  const live = await db.caseLink.findFirst({
    where: { caseId: row.id, revokedAt: null, expiresAt: { gt: at } },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  })
  const to = { email: row.attendingVetEmail, name: row.attendingVetName }
  const linkId = live?.id ?? (await newLink(db, row.id, to, daysFrom(at, LINK_DAYS)))
  await appendEvent(db, row.id, 'consent.asked', { linkId, again: true })
  // A subject of its own, so that this mail is not taken for the first one sent twice.
  await notify(db, row.id, 'consent.asked', actor, randomUUID())
}

/** Of a case that a practice began, the vet is not asked: they asked. */
function requireAsked({ kind }: CaseAccess['row']): void {
  if (kind !== 'SECOND_OPINION') throw conflict('The practice began this case itself. Write to it in the thread.')
}

const tooSoon = (next: Date, at: Date): AppError => {
  const minutes = Math.ceil((next.getTime() - at.getTime()) / 60_000)
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`
  return new AppError('RATE_LIMITED', `The mail went out less than an hour ago. You can send it again in ${wait}.`)
}

/** When the vet was last asked by mail. */
export async function lastAskedAt(db: Db, caseId: string): Promise<Date | null> {
  const last = await db.caseEvent.findFirst({
    where: { caseId, type: { in: ['consent.asked', 'consent.reminded'] } },
    orderBy: { seq: 'desc' },
    select: { at: true },
  })
  return last?.at ?? null
}

/**
 * Corrects who the attending vet is. Another address ends the old link at once, asks the new vet by a link of their own,
 * and moves the case to the board of the practice that uses the address.
 * @throws CONFLICT when the vet has agreed, or the practice has added records, meanwhile
 */
export async function renameVet(
  db: Db,
  actor: Participant,
  seen: CaseAccess,
  input: RenameInput,
): Promise<{ asked: boolean }> {
  const { access, at } = await hold(db, actor, seen, 'consent.renameVet')
  requireAsked(access.row)
  const { row, facts } = access
  const { vetName, vetPractice, vetEmail } = input
  if (facts.agreementStands)
    throw conflict(`${row.attendingVetName} has agreed meanwhile: there is nobody else to ask.`)
  const names = { attendingVetName: vetName, attendingVetPractice: vetPractice }
  if (vetEmail === row.attendingVetEmail) {
    await db.caseLink.updateMany({ where: { caseId: row.id, revokedAt: null }, data: { name: vetName } })
    await transition(db, access, 'consentMoved', names)
    await appendEvent(db, row.id, 'consent.vetRenamed')
    return { asked: false }
  }
  await requireAnother(db, actor, access, vetEmail, at)
  const expiresAt = daysFrom(at, LINK_DAYS)
  await db.caseLink.updateMany({ where: { caseId: row.id, revokedAt: null }, data: { revokedAt: at } })
  const linkId = await newLink(db, row.id, { email: vetEmail, name: vetName }, expiresAt)
  await transition(
    db,
    access,
    'consentMoved',
    { ...names, attendingVetEmail: vetEmail, practiceId: await practiceOf(db, vetEmail), expiresAt },
    { agreementStands: false, agreementDeclined: false },
  )
  await appendEvent(db, row.id, 'consent.vetRenamed', { linkId })
  await appendEvent(db, row.id, 'consent.asked', { linkId })
  await notify(db, row.id, 'consent.asked', actor, linkId)
  await scheduleReminder(db, { caseId: row.id, linkId }, 0, at)
  return { asked: true }
}

async function requireAnother(db: Db, actor: Participant, access: CaseAccess, email: string, at: Date): Promise<void> {
  const caseId = access.row.id
  if (email === actor.email || (await isOwnersAddress(db, caseId, email)))
    throw invalid('One thing needs another look.', {
      vetEmail: ['This is your own e-mail address, or another owner’s: give the one of your vet, or of their practice'],
    })
  // They would be of no use any more: no other practice sees them, or can agree to share them.
  if ((await countPracticeRecords(db, caseId)) > 0)
    throw conflict(
      `${access.row.attendingVetPractice} has added records to this case, so it cannot be passed to another practice. You can withdraw the request and send it again with the other vet.`,
    )
  const today = await db.caseLink.count({ where: { caseId, createdAt: { gt: daysFrom(at, -1) } } })
  if (today > MOST_RENAMES_A_DAY)
    throw new AppError('RATE_LIMITED', 'The address was changed several times today. Please try again tomorrow.')
}

async function practiceOf(db: Db, address: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string | null }[]>`select app.practice_for_address(${address}) as id`
  return row?.id ?? null
}

async function newLink(db: Db, caseId: string, to: { email: string; name: string }, expiresAt: Date): Promise<string> {
  const [made] = await db.$queryRaw<[{ id: string }]>`select uuidv7() as id`
  const { id } = made
  await db.caseLink.create({ data: { ...to, caseId, id, tokenHash: sha256(linkToken(id)), expiresAt } })
  return id
}

/** The owner goes on without the practice, where the hospital's policy and the table of statuses allow it. */
export async function proceed(db: Db, actor: Participant, seen: CaseAccess): Promise<void> {
  const { access, at } = await hold(db, actor, seen, 'consent.proceed')
  const caseId = access.row.id
  await transition(db, access, 'proceedWithoutPractice', await intoTriage(db, access, at))
  await appendEvent(db, caseId, 'consent.proceededWithoutPractice', {
    policy: access.facts.deliveryPolicy,
    region: access.row.deliveryRegion,
    version: access.row.deliveryVersion,
  })
  await notify(db, caseId, 'consent.completed', actor)
}
