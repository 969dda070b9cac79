import 'server-only'
import { actorId, type Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { notFound } from '#lib/errors.ts'
import { notify } from '#lib/jobs/outbox.ts'
import { endStanding, moveOn, requireCurrent, type Signing } from './commands.ts'
import { latestRelease } from './find.ts'
import { hold } from './held.ts'
import { keepProof, type SignedFrom } from './proof.ts'
import { type ConsentWay, DEFAULT_DAYS, daysFrom } from './rules.ts'
import { RECORD_KINDS } from './scope.ts'

// In a consultation vets talk to each other. The owner's consent is recorded all the same (rule 1 of consent): the vet states how and
// when it was given, signs that, and ends it here when the owner takes it back. docs/decisions/0020.

export type Statement = {
  how: ConsentWay
  /** The day the owner consented. */
  on: Date
  note: string
  signedName: string
  textId: string
  /** The latest release that was on screen, or ''. */
  seen: string
}

/** The vet states that the owner consented. With the agreement it sends the case to triage. @throws NOT_FOUND but in a consultation */
export async function stateConsent(
  db: Db,
  actor: Participant,
  seen: CaseAccess,
  said: Statement,
  from: SignedFrom,
): Promise<Signing> {
  const held = await hold(db, actor, seen, 'consent.state')
  const { access, hospitalId, at } = held
  if (access.row.kind !== 'CONSULTATION') throw notFound()
  const caseId = access.row.id
  const latest = await latestRelease(db, caseId, hospitalId)
  if ((latest?.id ?? '') !== said.seen) return { signed: 'BEFORE' }
  await requireCurrent(db, 'OWNER_CONSENT', said.textId)
  const [replaces = null] = await endStanding(db, held, 'release', 'REPLACED')
  const { id } = await db.release.create({
    data: {
      ...{ caseId, hospitalId, kinds: [...RECORD_KINDS], purpose: access.row.kind, textId: said.textId },
      ...{
        grantedById: actorId(actor),
        signedName: said.signedName,
        signedAt: at,
        expiresAt: daysFrom(at, DEFAULT_DAYS),
      },
      ...{ statedHow: said.how, statedOn: said.on, statedNote: said.note },
    },
    select: { id: true },
  })
  await keepProof(db, actor, access, id, from)
  const stated = { how: said.how, on: said.on.toISOString().slice(0, 10) }
  await appendEvent(db, caseId, 'consent.released', { releaseId: id, textId: said.textId, replaces, ...stated })
  await moveOn(db, actor, access, at, { releaseStands: true })
  return { signed: 'NOW' }
}

/** The owner has taken their consent back: the records close to the hospital with this transaction. */
export async function endStatedConsent(db: Db, actor: Participant, seen: CaseAccess): Promise<{ ended: boolean }> {
  const held = await hold(db, actor, seen, 'consent.state')
  if (held.access.row.kind !== 'CONSULTATION') throw notFound()
  const ended = await endStanding(db, held, 'release', null)
  if (ended.length === 0) return { ended: false }
  await moveOn(db, actor, held.access, held.at, { releaseStands: false })
  await notify(db, held.access.row.id, 'consent.ended', actor, ended[0])
  return { ended: true }
}
