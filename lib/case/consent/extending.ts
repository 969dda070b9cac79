import 'server-only'
import { actorId, displayName, type Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { conflict } from '#lib/errors.ts'
import { endStanding, touchLink } from './commands.ts'
import { currentText, latestAnswer, latestRelease } from './find.ts'
import { hold } from './held.ts'
import { keepProof, type SignedFrom } from './proof.ts'
import { agreementKey, DEFAULT_DAYS, extendedTo } from './rules.ts'
import { columnsAfter, keepItems, scopeFacts, signedScope } from './scoped.ts'

// The same consent for longer, with one press: what it covers stays as it was signed. More than that needs a new signature.

const LONG_ENOUGH = 'It lasts long enough as it is. Nothing was changed.'
const NEW_TEXT = 'The text to sign has changed since. Please read the new one and sign again.'
const ENDED = 'It has ended meanwhile, so it cannot be extended. Sign again to open the records anew.'

/** @throws CONFLICT when the release has ended, or rests on an older text */
export async function extendRelease(db: Db, actor: Participant, seen: CaseAccess, from: SignedFrom): Promise<void> {
  const held = await hold(db, actor, seen, 'consent.release')
  const { access, hospitalId, at } = held
  const caseId = access.row.id
  const latest = await latestRelease(db, caseId, hospitalId)
  if (!latest || latest.revokedAt || latest.expiresAt <= at) throw conflict(ENDED)
  const expiresAt = extendedTo(latest, at)
  if (!expiresAt) throw conflict(LONG_ENOUGH)
  const { purpose, textId } = latest
  const scope = await signedScope(db, caseId, latest)
  if ((await currentText(db, 'RELEASE')).id !== textId) throw conflict(NEW_TEXT)
  const [replaces = null] = await endStanding(db, held, 'release', 'REPLACED')
  const signer = { grantedById: actorId(actor), signedName: displayName(actor), signedAt: at }
  const { id } = await db.release.create({
    data: { caseId, hospitalId, ...columnsAfter(latest, scope), purpose, textId, ...signer, expiresAt },
    select: { id: true },
  })
  await keepItems(db, caseId, id, scope)
  await keepProof(db, actor, access, id, from)
  await appendEvent(db, caseId, 'consent.released', {
    ...{ releaseId: id, textId, days: DEFAULT_DAYS, replaces },
    ...scopeFacts(scope),
  })
}

/** @throws CONFLICT when the agreement has ended, or rests on an older text */
export async function extendAgreement(db: Db, actor: Participant, seen: CaseAccess, from: SignedFrom): Promise<void> {
  const held = await hold(db, actor, seen, 'consent.answer')
  const { access, hospitalId, at } = held
  const caseId = access.row.id
  const latest = await latestAnswer(db, caseId, hospitalId)
  if (!latest || latest.decision !== 'AGREED' || latest.revokedAt || latest.expiresAt <= at) throw conflict(ENDED)
  const expiresAt = extendedTo(latest, at)
  if (!expiresAt) throw conflict(LONG_ENOUGH)
  const { comment, textId } = latest
  const scope = await signedScope(db, caseId, latest)
  if ((await currentText(db, agreementKey(access.row.kind))).id !== textId) throw conflict(NEW_TEXT)
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
  await touchLink(db, actor, at, expiresAt)
  await appendEvent(db, caseId, 'consent.agreed', { agreementId: id, textId, replaces, ...scopeFacts(scope) })
}
