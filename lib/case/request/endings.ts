import 'server-only'
import type { Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { transition } from '#lib/case/transition.ts'
import type { Db } from '#lib/db/client.ts'
import { enqueue, notify } from '#lib/jobs/outbox.ts'
import { withdrawalMoney, type WithdrawalMoney } from './rules.ts'

const DAY = 86_400_000

/**
 * The owner takes the request back. Their release ends with it, so that the hospital reads no further. Money by rule:
 * an open payment page is closed; a fee goes back if the hospital is later than it promised.
 */
export async function withdraw(db: Db, actor: Participant, access: CaseAccess): Promise<WithdrawalMoney> {
  const { row } = access
  const caseId = row.id
  const payments = await db.payment.findMany({
    where: { caseId, status: { in: ['OPEN', 'PAID'] } },
    select: { id: true, status: true },
  })
  const now = new Date()
  const died = await hasDied(db, row)
  const money = withdrawalMoney({ ...row, payments: payments.map(({ status }) => status), died }, now)
  await transition(db, access, 'withdraw', { closedAt: now, dueAt: null, clockLeftMs: null, expiresAt: null })
  await appendEvent(db, caseId, 'case.withdrawn', { from: row.status, money })
  await endReleases(db, caseId, now)
  for (const { id, status } of payments)
    if (status === 'OPEN') await enqueue(db, 'endCheckout', { caseId, paymentId: id }, { key: `endCheckout:${id}` })
    else if (money === 'REFUND') await refund(db, caseId, id, 'late')
    else if (money === 'REFUND_DIED') await refund(db, caseId, id, 'died')
  await notify(db, caseId, 'case.withdrawn', actor)
  return money
}

async function endReleases(db: Db, caseId: string, now: Date): Promise<void> {
  const standing = await db.release.findMany({ where: { caseId, revokedAt: null }, select: { id: true } })
  for (const { id } of standing) {
    await db.release.updateMany({ where: { caseId, id }, data: { revokedAt: now, revokeReason: 'Request withdrawn' } })
    await appendEvent(db, caseId, 'consent.releaseEnded', { releaseId: id, because: 'withdrawn' })
  }
}

/** Has the case's animal died? */
export async function hasDied(db: Db, { ownerId, patientId }: CaseAccess['row']): Promise<boolean> {
  if (!patientId) return false
  return (await db.patient.count({ where: { ownerId, id: patientId, diedOn: { not: null } } })) > 0
}

const REASON = { late: 'Withdrawn after the promised time', died: 'Withdrawn after the animal had died' } as const

async function refund(db: Db, caseId: string, paymentId: string, because: keyof typeof REASON): Promise<void> {
  const { count } = await db.payment.updateMany({
    where: { caseId, id: paymentId, status: 'PAID' },
    data: { status: 'REFUND_DUE', refundReason: REASON[because], version: { increment: 1 } },
  })
  // The sweep may have given it back a moment ago, and said so.
  if (count !== 1) return
  await appendEvent(db, caseId, 'fee.refundDue', { paymentId, because })
  await enqueue(db, 'refund', { caseId, paymentId }, { key: `refund:${paymentId}` })
}

/** Closes an answered case: no more questions, everything stays readable. */
export async function close(db: Db, access: CaseAccess): Promise<void> {
  await transition(db, access, 'close', { closedAt: new Date(), expiresAt: null })
  await appendEvent(db, access.row.id, 'case.closed', { by: access.side })
}

/** Opens a closed case again, for as many days of questions as the hospital gives after an answer. */
export async function reopen(db: Db, access: CaseAccess): Promise<void> {
  const { hospitalId } = access.row
  const hospital =
    hospitalId && (await db.organization.findFirst({ where: { id: hospitalId }, select: { followUpDays: true } }))
  const endsAt = new Date(Date.now() + (hospital ? hospital.followUpDays : 14) * DAY)
  await transition(db, access, 'reopen', { closedAt: null, followUpEndsAt: endsAt, expiresAt: endsAt })
  await appendEvent(db, access.row.id, 'case.reopened', { by: access.side })
}
