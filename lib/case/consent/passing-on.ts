import 'server-only'
import type { Participant } from '#lib/access/actor.ts'
import { linkToken } from '#lib/access/link-token.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { AppError, conflict, invalid } from '#lib/errors.ts'
import { sha256 } from '#lib/hash.ts'
import { notify } from '#lib/jobs/outbox.ts'
import { isOwnersAddress } from '#lib/patient/owners/queries.ts'
import { hold } from './held.ts'
import { daysFrom, LINK_DAYS, MOST_RENAMES_A_DAY } from './rules.ts'
import type { PassOnInput } from './schema.ts'

/**
 * The vet who was asked passes the question on to a colleague of the practice: they get a mail and a link of their own. Whoever
 * answers first, answers for the practice; the owner reads that it was passed on.
 * @throws CONFLICT once there is an answer; RATE_LIMITED when it was passed on too often today
 */
export async function passOn(db: Db, actor: Participant, seen: CaseAccess, input: PassOnInput): Promise<void> {
  const { access, at } = await hold(db, actor, seen, 'consent.passOn')
  const { row, facts } = access
  if (facts.agreementStands || facts.agreementDeclined)
    throw conflict('Your practice has answered already. To change the answer, answer again.')
  await requireColleague(db, actor, row.id, input.colleagueEmail)
  const today = await db.caseEvent.count({
    where: { caseId: row.id, type: 'consent.passedOn', at: { gt: daysFrom(at, -1) } },
  })
  if (today >= MOST_RENAMES_A_DAY)
    throw new AppError('RATE_LIMITED', 'This was passed on several times today. Please try again tomorrow.')
  const [{ id }] = await db.$queryRaw<[{ id: string }]>`select uuidv7() as id`
  // Not read back: a vet sees no link but their own.
  await db.caseLink.createMany({
    data: {
      ...{ caseId: row.id, id, name: input.colleagueName, email: input.colleagueEmail },
      ...{ tokenHash: sha256(linkToken(id)), expiresAt: daysFrom(at, LINK_DAYS) },
    },
  })
  await appendEvent(db, row.id, 'consent.passedOn', { linkId: id })
  await notify(db, row.id, 'consent.asked', actor, id)
}

async function requireColleague(db: Db, actor: Participant, caseId: string, email: string): Promise<void> {
  const refuse = (words: string) => {
    throw invalid('One thing needs another look.', { colleagueEmail: [words] })
  }
  if (email === actor.email) refuse('This is your own address: you can answer yourself')
  if (await isOwnersAddress(db, caseId, email))
    refuse('This is the address of the animal’s owner, who cannot answer for the practice')
}
