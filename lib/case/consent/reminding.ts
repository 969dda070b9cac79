import 'server-only'
import { randomUUID } from 'node:crypto'
import { appendEvent } from '#lib/case/event.ts'
import { loadCaseAsSystem } from '#lib/case/load.ts'
import { scheduleReminder } from '#lib/case/reminders.ts'
import { asActor } from '#lib/db/unit.ts'
import { notify } from '#lib/jobs/outbox.ts'
import type { Payload } from '#lib/jobs/tasks.ts'
import { lastAskedAt } from './asking.ts'

/** Somebody who was written to in these hours, by the owner's own press, is not written to again. Milliseconds. */
const QUIET_MS = 12 * 3_600_000
/** With this reminder the owner is told, too: a call often helps more than another mail. */
const TELL_OWNER_AT = 1

/**
 * Reminds whoever has not answered while consent is awaited. An answer, another vet, or the end of the case ends the
 * reminders; so does the last of them.
 */
export function remindPractice({ caseId, linkId, sent }: Payload<'remindPractice'>): Promise<void> {
  return asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    await db.$queryRaw`select id from "Case" where id = ${caseId}::uuid for update`
    const { row, facts } = await loadCaseAsSystem(db, caseId)
    const now = new Date()
    const link = await db.caseLink.findFirst({
      where: { caseId, id: linkId, revokedAt: null, expiresAt: { gt: now } },
      select: { createdAt: true },
    })
    if (!link || row.status !== 'AWAITING_CONSENT') return
    // Nobody is reminded about an animal that has died or has a new home; the owner may still ask by a press of their own.
    const gone = await db.patient.count({
      where: {
        ownerId: row.ownerId,
        id: row.patientId ?? '',
        OR: [{ diedOn: { not: null } }, { rehomedAt: { not: null } }],
      },
    })
    if (gone > 0) return
    const vetWaits = !facts.agreementStands && !facts.agreementDeclined
    if (!vetWaits && facts.releaseStands) return
    await scheduleReminder(db, { caseId, linkId }, sent + 1, link.createdAt)
    if (!facts.releaseStands) await notify(db, caseId, 'consent.releaseReminded', null, randomUUID())
    const last = await lastAskedAt(db, caseId)
    if (!vetWaits || (last && now.getTime() - last.getTime() < QUIET_MS)) return
    await appendEvent(db, caseId, 'consent.reminded', { linkId, nth: sent + 1 })
    // A subject of its own, so that this mail is not taken for the first one sent twice.
    await notify(db, caseId, 'consent.reminded', null, randomUUID())
    if (sent === TELL_OWNER_AT) await notify(db, caseId, 'consent.silent', null, randomUUID())
  })
}
