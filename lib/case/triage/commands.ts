import 'server-only'
import { actorId, displayName, type Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { transition } from '#lib/case/transition.ts'
import type { Db } from '#lib/db/client.ts'
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { notify } from '#lib/jobs/outbox.ts'
import { parseMoney } from '#lib/money.ts'
import { colleagueOf, deciding } from './find.ts'
import {
  amountProblem,
  DECLINE_WORDS,
  endOfDay,
  informationEnd,
  pauseClock,
  resumeClock,
  validUntilProblem,
} from './rules.ts'
import type { AcceptInput, AnswerInput, AskInput, DeclineInput } from './schema.ts'

/**
 * The hospital takes the case: an estimate is sent, an older one is superseded, the owner can pay until its end.
 * @throws INVALID by field, or when consent does not stand; CONFLICT when the hospital cannot collect, or somebody was faster
 */
export async function accept(db: Db, actor: Participant, access: CaseAccess, input: AcceptInput): Promise<string> {
  access.require('triage.decide')
  const { hospital, currency } = await deciding(db, access)
  if (!hospital.chargesEnabled)
    throw conflict(
      `${hospital.name} cannot collect fees yet, so an estimate could not be paid. An administrator sets this up under Money.`,
    )
  const at = now()
  const amountMinor = parseMoney(input.amount, currency)
  const validUntil = endOfDay(input.validUntil, hospital.timeZone)
  refuse({ amount: amountProblem(amountMinor, currency), validUntil: validUntilProblem(validUntil, at) })
  const assigneeId = input.assigneeId && (await colleagueOf(db, hospital.id, input.assigneeId)).personId
  const caseId = access.row.id
  await transition(db, access, 'accept', {
    ...{ expiresAt: validUntil, dueAt: null, clockLeftMs: null },
    ...(assigneeId ? { assigneeId } : {}),
  })
  await db.estimate.updateMany({ where: { caseId, supersededAt: null }, data: { supersededAt: at } })
  const { id: estimateId } = await db.estimate.create({
    data: {
      ...{ caseId, amountMinor: amountMinor ?? 0n, currency, turnaroundHours: input.turnaroundHours, note: input.note },
      ...{ createdById: actorId(actor), createdAt: at, validUntil },
    },
    select: { id: true },
  })
  // Everybody on the case reads events; the sum is the payer's and the hospital's.
  await appendEvent(db, caseId, 'triage.accepted', { estimateId })
  if (assigneeId && assigneeId !== access.row.assigneeId) await assigned(db, caseId, assigneeId)
  await notify(db, caseId, 'triage.accepted', actor, estimateId)
  return estimateId
}

/** The hospital does not take the case. Owner and practice both get the reason, and what may help next. */
export async function decline(db: Db, actor: Participant, access: CaseAccess, input: DeclineInput): Promise<void> {
  access.require('triage.decide')
  const caseId = access.row.id
  const { reason, explanation } = input
  await transition(db, access, 'decline', { closedAt: now(), dueAt: null, clockLeftMs: null, expiresAt: null })
  await db.decline.create({
    data: {
      ...{ caseId, reason, explanation, suggestion: input.suggestion || DECLINE_WORDS[reason].helps },
      ...{ declinedById: actorId(actor), declinedAt: now() },
    },
  })
  await appendEvent(db, caseId, 'triage.declined', { reason })
  await notify(db, caseId, 'triage.declined', actor)
}

/**
 * Asks the owner or the practice for something. The turn goes to them; a turnaround that runs is paused.
 * @throws INVALID when the practice takes no part in the case
 */
export async function askInformation(db: Db, actor: Participant, access: CaseAccess, input: AskInput): Promise<string> {
  access.require('triage.ask')
  const { row, facts } = access
  const { askedOf, question } = input
  if (askedOf === 'OWNER' && row.kind === 'CONSULTATION')
    refuse({ askedOf: 'A consultation is between vets: ask the practice' })
  if (askedOf === 'PRACTICE' && !facts.agreementStands)
    refuse({ askedOf: 'The practice has not agreed to take part: ask the owner' })
  const at = now()
  const from = { informationFrom: askedOf, informationReturnsTo: row.status }
  const patch = { ...from, ...pauseClock(row.status, row.dueAt, at), expiresAt: informationEnd(at) }
  await transition(db, access, 'requestInformation', patch, from)
  const { id } = await db.informationRequest.create({
    data: { caseId: row.id, askedOf, question, askedById: actorId(actor), askedAt: at },
    select: { id: true },
  })
  await appendEvent(db, row.id, 'triage.informationAsked', { questionId: id, askedOf })
  await notify(db, row.id, 'triage.informationAsked', actor, id)
  return id
}

/**
 * Answers the hospital's question: the case goes back to where it was asked from, and the clock runs again.
 * @throws FORBIDDEN for the side that was not asked; CONFLICT when it was answered already
 */
export async function giveInformation(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  { questionId, answer }: AnswerInput,
): Promise<void> {
  access.require('triage.answer')
  const { row, side } = access
  const question = await db.informationRequest.findFirst({ where: { caseId: row.id, id: questionId } })
  if (!question) throw notFound()
  if (question.askedOf !== side) throw forbidden('The hospital asked somebody else on this case.')
  const { hospital } = await deciding(db, access)
  const at = now()
  await transition(db, access, 'informationGiven', {
    ...resumeClock(row.informationReturnsTo, row.clockLeftMs, hospital.triageHours, at),
    ...{ informationFrom: null, informationReturnsTo: null, expiresAt: null },
  })
  const { count } = await db.informationRequest.updateMany({
    where: { caseId: row.id, id: questionId, answer: null },
    data: { answer, answeredBy: displayName(actor), answeredAt: at },
  })
  if (count !== 1) throw conflict('This question has been answered already. Have a look at the case as it is now.')
  await appendEvent(db, row.id, 'triage.informationGiven', { questionId })
  await notify(db, row.id, 'triage.informationGiven', actor, questionId)
}

/**
 * Makes somebody of the hospital responsible, or nobody (null).
 * @throws INVALID for somebody who is not of the clinical team; CONFLICT when the case changed meanwhile
 */
export async function assign(db: Db, access: CaseAccess, wanted: string | null): Promise<{ name: string | null }> {
  access.require('triage.assign')
  const { row } = access
  if (!row.hospitalId) throw notFound()
  const colleague = wanted === null ? null : await colleagueOf(db, row.hospitalId, wanted)
  if (row.assigneeId === wanted) return { name: colleague?.name ?? null }
  const { count } = await db.case.updateMany({
    where: { id: row.id, version: row.version, status: row.status },
    data: { assigneeId: wanted, version: { increment: 1 } },
  })
  if (count !== 1) throw conflict()
  await assigned(db, row.id, wanted)
  return { name: colleague?.name ?? null }
}

const assigned = (db: Db, caseId: string, assigneeId: string | null) =>
  appendEvent(db, caseId, 'triage.assigned', { assigneeId }, 'HOSPITAL')

function refuse(problems: Record<string, string | null>): void {
  const fields: Record<string, string[]> = {}
  for (const [name, problem] of Object.entries(problems)) if (problem) fields[name] = [problem]
  const count = Object.keys(fields).length
  if (count > 0)
    throw invalid(count === 1 ? 'One thing needs another look.' : `${count} things need another look.`, fields)
}
