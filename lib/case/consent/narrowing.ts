import 'server-only'
import { actorId, displayName, type Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { conflict, invalid, notFound } from '#lib/errors.ts'
import { endStanding } from './commands.ts'
import { latestAnswer, latestRelease } from './find.ts'
import { type Held, hold } from './held.ts'
import { keepProof, type SignedFrom } from './proof.ts'
import { stands } from './rules.ts'
import { covers, EVERYTHING, intersect, isNothing, sameScope, type Scope } from './scope.ts'
import { columnsAfter, keepItems, scopeFacts, signedScope } from './scoped.ts'
import { listThings } from './things.ts'

// Sharing less, with one press and at once: what stands is replaced by what it and the wish have in common, so it cannot cover
// more than before, whatever is asked for. Text and end date stay as they were signed. More needs a new signature.

const ENDED = 'It has ended meanwhile: nothing of it is shared any more.'
const NOT_HERE = 'A record of this list is not here any more. Please open the page again.'
const NOTHING_LEFT = 'This would leave nothing shared. To share nothing, end it.'

export type Narrowed = { narrowed: boolean }
/** What stays at most; or one record less. */
export type Wish = Scope | { leaveOut: string }

/** The owner shares less. @throws CONFLICT when the release has ended; NOT_FOUND, INVALID for what is not here or leaves nothing */
export async function narrowRelease(
  db: Db,
  actor: Participant,
  seen: CaseAccess,
  wish: Wish,
  from: SignedFrom,
): Promise<Narrowed> {
  const held = await hold(db, actor, seen, 'consent.endRelease')
  const { access, hospitalId, at } = held
  const caseId = access.row.id
  const latest = await latestRelease(db, caseId, hospitalId)
  if (!latest || !stands(latest, at)) throw conflict(ENDED)
  const scope = await smaller(db, held, 'OWNER', latest, wish)
  if (!scope) return { narrowed: false }
  const { purpose, textId, expiresAt } = latest
  const [replaces = null] = await endStanding(db, held, 'release', 'REPLACED')
  const signer = { grantedById: actorId(actor), signedName: displayName(actor), signedAt: at }
  const { id } = await db.release.create({
    data: { caseId, hospitalId, ...columnsAfter(latest, scope), purpose, textId, ...signer, expiresAt },
    select: { id: true },
  })
  await keepItems(db, caseId, id, scope)
  await keepProof(db, actor, access, id, from)
  await appendEvent(db, caseId, 'consent.narrowed', { releaseId: id, textId, replaces, ...scopeFacts(scope) })
  return { narrowed: true }
}

/** The practice shares less of its records; the same. */
export async function narrowAgreement(
  db: Db,
  actor: Participant,
  seen: CaseAccess,
  wish: Wish,
  from: SignedFrom,
): Promise<Narrowed> {
  const held = await hold(db, actor, seen, 'consent.endAgreement')
  const { access, hospitalId, at } = held
  const caseId = access.row.id
  const latest = await latestAnswer(db, caseId, hospitalId)
  if (!latest || latest.decision !== 'AGREED' || !stands(latest, at)) throw conflict(ENDED)
  const scope = await smaller(db, held, 'PRACTICE', latest, wish)
  if (!scope) return { narrowed: false }
  const { comment, textId, expiresAt } = latest
  const [replaces = null] = await endStanding(db, held, 'agreement', 'REPLACED')
  const signer = { actorKind: actor.kind, actorId: actorId(actor), signedName: displayName(actor), signedAt: at }
  const { id } = await db.agreement.create({
    data: {
      caseId,
      hospitalId,
      decision: 'AGREED',
      ...columnsAfter(latest, scope),
      comment,
      textId,
      ...signer,
      expiresAt,
    },
    select: { id: true },
  })
  await keepItems(db, caseId, id, scope)
  await keepProof(db, actor, access, id, from)
  await appendEvent(db, caseId, 'consent.narrowed', { agreementId: id, textId, replaces, ...scopeFacts(scope) })
  return { narrowed: true }
}

type Row = Parameters<typeof signedScope>[2]

/** @returns null where the wish takes nothing away */
async function smaller(
  db: Db,
  { access }: Held,
  side: 'OWNER' | 'PRACTICE',
  row: Row,
  wish: Wish,
): Promise<Scope | null> {
  const caseId = access.row.id
  const now = await signedScope(db, caseId, row)
  const most = 'leaveOut' in wish ? { ...EVERYTHING, pick: 'EXCEPT' as const, items: [wish.leaveOut] } : wish
  const things = most.pick === 'ALL' ? [] : await listThings(db, caseId, side, most.items)
  if ('leaveOut' in wish && things.length === 0) throw notFound()
  if (things.length < most.items.length) throw invalid(NOT_HERE, { 'leaveOut[]': [NOT_HERE] })
  // Only what is covered now can be named: a name that means nothing here would be kept for ever.
  const items = things.filter((thing) => covers(now, thing)).map(({ id }) => id)
  const next = intersect(now, { ...most, items })
  if (isNothing(next)) throw invalid(NOTHING_LEFT)
  return sameScope(now, next) ? null : next
}
