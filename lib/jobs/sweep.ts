import 'server-only'
import { giveBack } from '#lib/case/fee/commands.ts'
import { askForDueRefunds } from '#lib/case/fee/refunds.ts'
import { appendEvent } from '#lib/case/event.ts'
import { loadCaseAsSystem } from '#lib/case/load.ts'
import { transition } from '#lib/case/transition.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { AppError } from '#lib/errors.ts'
import { enqueue, notify } from './outbox.ts'
import { sweepUploads } from './sweep-uploads.ts'
import type { Payload } from './tasks.ts'

const MOST = 200

/** Ends what has reached its end, one case a transaction; a case that somebody moved meanwhile is left alone. */
export async function sweep(): Promise<void> {
  const system = { kind: 'SYSTEM', caseId: null } as const
  const due = await asActor(system, (db) => db.$queryRaw<{ id: string }[]>`select id from app.due_cases(${MOST}::int)`)
  for (const { id } of due) await onCase(id, endCase)
  const late = await asActor(
    system,
    (db) => db.$queryRaw<{ id: string }[]>`select id from app.late_cases(${MOST}::int)`,
  )
  for (const { id } of late) await onCase(id, giveBackLate)
  await askForDueRefunds(MOST)
  await sweepUploads()
}

async function onCase(caseId: string, work: (db: Db, caseId: string) => Promise<void>): Promise<void> {
  try {
    await asActor({ kind: 'SYSTEM', caseId }, (db) => work(db, caseId))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

async function endCase(db: Db, caseId: string): Promise<void> {
  const access = await loadCaseAsSystem(db, caseId)
  const { status, expiresAt } = access.row
  if (!expiresAt || expiresAt > new Date()) return
  if (status === 'ANSWERED') {
    await transition(db, access, 'close', { closedAt: new Date(), expiresAt: null })
    await appendEvent(db, caseId, 'case.closed', { by: 'SYSTEM' })
    return
  }
  await transition(db, access, 'expire', { closedAt: new Date(), expiresAt: null, dueAt: null, clockLeftMs: null })
  await appendEvent(db, caseId, 'case.expired', { from: status })
  await giveBack(db, caseId, 'The case ended because its time ran out.')
  const open = await db.payment.findMany({ where: { caseId, status: 'OPEN' }, select: { id: true } })
  for (const { id } of open) await enqueue(db, 'endCheckout', { caseId, paymentId: id })
  await notify(db, caseId, 'case.expired', null)
}

const LATE = 'The answer came later than the hospital promised.'

/** Later than the hospital promised: the fee goes back in full. The answer is still owed. */
async function giveBackLate(db: Db, caseId: string): Promise<void> {
  const { row } = await loadCaseAsSystem(db, caseId)
  if (row.status !== 'IN_REVIEW' || !row.dueAt || row.dueAt > new Date()) return
  await giveBack(db, caseId, LATE)
}

/** The same for an answer that was signed late before a sweep had looked: signing found out, and stops the clock. */
export function giveBackLateAnswer({ caseId }: Payload<'lateAnswer'>): Promise<void> {
  return asActor({ kind: 'SYSTEM', caseId }, (db) => giveBack(db, caseId, LATE))
}
