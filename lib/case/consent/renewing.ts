import 'server-only'
import type { Participant } from '#lib/access/actor.ts'
import { linkToken } from '#lib/access/link-token.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { scheduleReminder } from '#lib/case/reminders.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { AppError, conflict } from '#lib/errors.ts'
import { sha256 } from '#lib/hash.ts'
import { enqueue, notify } from '#lib/jobs/outbox.ts'
import type { Payload } from '#lib/jobs/tasks.ts'
import { hold } from './held.ts'
import { daysFrom, LINK_DAYS, MOST_RENEWALS_A_DAY } from './rules.ts'

// A mailed link is made anew, for the same address on the same case: the one before ends in the same moment.

/**
 * The owner gives the vet a new link: the mail was lost, or went to somebody whom it was not for.
 * @throws CONFLICT when no link of this vet is there to renew; RATE_LIMITED after several in a day
 */
export async function renewLink(db: Db, actor: Participant, seen: CaseAccess): Promise<void> {
  const { access, at } = await hold(db, actor, seen, 'consent.newLink')
  const { id: caseId, attendingVetEmail: email, attendingVetName } = access.row
  const old = await db.caseLink.findFirst({
    where: { caseId, email, revokedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true },
  })
  if (!old) throw conflict(`${attendingVetName} has no link that could be made anew: the practice has ended it.`)
  if ((await renewedToday(db, caseId, at)) >= MOST_RENEWALS_A_DAY)
    throw new AppError('RATE_LIMITED', 'Several new links went out today. Please try again tomorrow.')
  await replace(db, caseId, old.id, at, access.row.status === 'AWAITING_CONSENT')
}

/** Somebody who was asked by mail asks for a new link. What is said afterwards is the same whether there is such a case or not. */
export function askForLink(db: Db, asked: { number: string; address: string }): Promise<void> {
  return enqueue(db, 'renewLink', asked, { key: `renew:${sha256(`${asked.number} ${asked.address}`)}` })
}

/** The worker's part: a new link goes to the address that had the old one, or nothing happens. */
export async function renewAsked({ number, address }: Payload<'renewLink'>): Promise<void> {
  const [found] = await asActor(
    { kind: 'SYSTEM', caseId: null },
    (db) =>
      db.$queryRaw<{ caseId: string; linkId: string }[]>`
      select "caseId", "linkId" from app.link_to_renew(${number}, ${address})`,
  )
  if (!found) return
  const { caseId, linkId } = found
  await asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    const [row] = await db.$queryRaw<{ waits: boolean; at: Date }[]>`
      select status = 'AWAITING_CONSENT' as waits, clock_timestamp() as at from "Case" where id = ${caseId}::uuid for update`
    if (!row || (await renewedToday(db, caseId, row.at)) >= MOST_RENEWALS_A_DAY) return
    await replace(db, caseId, linkId, row.at, row.waits)
  })
}

const renewedToday = (db: Db, caseId: string, at: Date): Promise<number> =>
  db.caseEvent.count({ where: { caseId, type: 'consent.linkRenewed', at: { gt: daysFrom(at, -1) } } })

/** Ends every link of that address on the case, and mails the new one. The case's row is held. */
async function replace(db: Db, caseId: string, oldId: string, at: Date, waits: boolean): Promise<void> {
  const old = await db.caseLink.findFirst({ where: { caseId, id: oldId, revokedAt: null } })
  if (!old) return
  const [{ id }] = await db.$queryRaw<[{ id: string }]>`select uuidv7() as id`
  const { email, name, purpose } = old
  await db.caseLink.create({
    data: { caseId, id, email, name, purpose, tokenHash: sha256(linkToken(id)), expiresAt: daysFrom(at, LINK_DAYS) },
    select: { id: true },
  })
  await db.caseLink.updateMany({
    where: { caseId, email, revokedAt: null, id: { not: id } },
    data: { revokedAt: at, replacedById: id },
  })
  await appendEvent(db, caseId, 'consent.linkRenewed', { linkId: id, replaces: oldId })
  await notify(db, caseId, 'consent.linkRenewed', null, id)
  if (waits) await scheduleReminder(db, { caseId, linkId: id }, 0, at)
}
