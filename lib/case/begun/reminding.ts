import 'server-only'
import { appendEvent } from '#lib/case/event.ts'
import { loadCaseAsSystem } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import type { Payload } from '#lib/jobs/tasks.ts'
import { isAwaited, type OwnerReminder, reminderAt } from './reminder-rules.ts'
import { invitationMail } from './invitation-mail.ts'

// An owner who was invited and is not there yet is reminded after 1, 3 and 5 days, as an attending vet is.

/** Enqueues the reminder that follows `sent` others; after the last one, nothing. */
export async function scheduleOwnerReminder(
  db: Db,
  at: { caseId: string; invitationId: string },
  sent: number,
  invited: Date,
): Promise<void> {
  const runAt = reminderAt(invited, sent)
  if (runAt) await enqueue(db, 'remindOwner', { ...at, sent }, { key: `remindOwner:${at.invitationId}:${sent}`, runAt })
}

/** Reminds them once. An answer, a newer invitation, the end of the case or of what they are wanted for ends the reminders. */
export function remindOwner({ caseId, invitationId, sent }: Payload<'remindOwner'>): Promise<void> {
  return asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    await db.$queryRaw`select id from "Case" where id = ${caseId}::uuid for update`
    const { row } = await loadCaseAsSystem(db, caseId)
    const invitation = await db.ownerInvitation.findFirst({
      where: { caseId, id: invitationId, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
      select: { createdAt: true, expiresAt: true, email: true, name: true },
    })
    if (!invitation || !isAwaited(row)) return
    const gone = await db.patient.count({
      where: {
        ownerId: row.ownerId,
        id: row.patientId ?? '',
        OR: [{ diedOn: { not: null } }, { rehomedAt: { not: null } }],
      },
    })
    if (gone > 0) return
    await scheduleOwnerReminder(db, { caseId, invitationId }, sent + 1, invitation.createdAt)
    await appendEvent(db, caseId, 'owner.reminded', { invitationId, nth: sent + 1 })
    const { email, ...to } = invitation
    await enqueue(db, 'mail', {
      ...{ to: email, template: 'ownerInvitation', key: `owner:${invitationId}:${sent + 1}` },
      props: { ...(await invitationMail(db, row, { ...to, id: invitationId })), reminder: true },
    })
  })
}

/** When the owner of this invitation was reminded, the first first. */
export async function remindersOf(db: Db, caseId: string, invitationId: string): Promise<OwnerReminder[]> {
  return db.$queryRaw<OwnerReminder[]>`
    select at from "CaseEvent" where "caseId" = ${caseId}::uuid and type = 'owner.reminded'
      and data->>'invitationId' = ${invitationId} order by seq`
}
