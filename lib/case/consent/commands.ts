import 'server-only'
import { actorId, type Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { CaseFacts } from '#lib/case/status.ts'
import { transition } from '#lib/case/transition.ts'
import type { Db } from '#lib/db/client.ts'
import type { ConsentTextKey } from '#lib/db/generated/enums.ts'
import { conflict } from '#lib/errors.ts'
import { notify } from '#lib/jobs/outbox.ts'
import { countPracticeRecords, currentText, latestAnswer, latestRelease } from './find.ts'
import { type Held, hold } from './held.ts'
import { keepProof, type SignedFrom } from './proof.ts'
import { agreementEnd, agreementKey, daysFrom, leavesCase, reasonWords, stands } from './rules.ts'
import type { AgreeInput, DeclineInput, ReleaseInput } from './schema.ts'
import { columnsOf, normal } from './scope.ts'
import { keepItems, requireNameable, scopeFacts } from './scoped.ts'

/** `BEFORE`: somebody answered since the form was shown (a second tab, a double press); nothing was signed twice. */
export type Signing = { signed: 'NOW' | 'BEFORE' }

const BEFORE: Signing = { signed: 'BEFORE' }
const NOW: Signing = { signed: 'NOW' }

/** The owner signs a release; one that stands is replaced by it. With the agreement it sends the case to triage. */
export async function grantRelease(
  db: Db,
  actor: Participant,
  seen: CaseAccess,
  input: ReleaseInput,
  from: SignedFrom,
): Promise<Signing> {
  const { access, hospitalId, at } = await hold(db, actor, seen, 'consent.release')
  const caseId = access.row.id
  const latest = await latestRelease(db, caseId, hospitalId)
  if ((latest?.id ?? '') !== input.seen) return BEFORE
  await requireCurrent(db, 'RELEASE', input.textId)
  const scope = normal(input.scope)
  await requireNameable(db, caseId, 'OWNER', scope)
  const [replaces = null] = await endStanding(db, { access, hospitalId, at }, 'release', 'REPLACED')
  const { id } = await db.release.create({
    data: {
      ...{ caseId, hospitalId, ...columnsOf(scope), purpose: access.row.kind, textId: input.textId },
      ...{ grantedById: actorId(actor), signedName: input.signedName, signedAt: at },
      expiresAt: daysFrom(at, input.days),
    },
    select: { id: true },
  })
  await keepItems(db, caseId, id, scope)
  await keepProof(db, actor, access, id, from)
  await appendEvent(db, caseId, 'consent.released', {
    releaseId: id,
    textId: input.textId,
    ...scopeFacts(scope),
    days: input.days,
    replaces,
  })
  await moveOn(db, actor, access, at, { releaseStands: true })
  return NOW
}

/** The owner takes the release back: the records close to the hospital with this transaction. */
export async function endRelease(db: Db, actor: Participant, seen: CaseAccess): Promise<{ ended: boolean }> {
  const held = await hold(db, actor, seen, 'consent.endRelease')
  const ended = await endStanding(db, held, 'release', null)
  if (ended.length === 0) return { ended: false }
  await moveOn(db, actor, held.access, held.at, { releaseStands: false })
  await notify(db, held.access.row.id, 'consent.ended', actor, ended[0])
  return { ended: true }
}

/** The attending vet agrees to share all records of the practice, or some, and takes part. */
export async function agree(
  db: Db,
  actor: Participant,
  seen: CaseAccess,
  input: AgreeInput,
  from: SignedFrom,
): Promise<Signing> {
  const held = await hold(db, actor, seen, 'consent.answer')
  const { access, hospitalId, at } = held
  if (await answeredSince(db, held, input.seen)) return BEFORE
  await requireCurrent(db, agreementKey(access.row.kind), input.textId)
  const caseId = access.row.id
  const scope = normal(input.scope)
  await requireNameable(db, caseId, 'PRACTICE', scope)
  const [replaces = null] = await endStanding(db, held, 'agreement', 'REPLACED')
  const expiresAt = agreementEnd(await latestRelease(db, caseId, hospitalId), at)
  const { id } = await db.agreement.create({
    data: {
      ...answerOf(actor, held, input),
      decision: 'AGREED',
      ...columnsOf(scope),
      comment: input.comment,
      expiresAt,
    },
    select: { id: true },
  })
  await keepItems(db, caseId, id, scope)
  await keepProof(db, actor, access, id, from)
  await touchLink(db, actor, at, expiresAt)
  await appendEvent(db, caseId, 'consent.agreed', {
    ...{ agreementId: id, textId: input.textId, replaces },
    ...scopeFacts(scope),
  })
  await moveOn(db, actor, access, at, { agreementStands: true, agreementDeclined: false })
  if (access.row.status === 'AWAITING_CONSENT' && !access.facts.releaseStands)
    await notify(db, caseId, 'consent.releaseNeeded', actor, id)
  return NOW
}

/** The attending vet would rather not. The case stays where it is, on the owner's turn. */
export async function declineAgreement(
  db: Db,
  actor: Participant,
  seen: CaseAccess,
  input: DeclineInput,
  from: SignedFrom,
): Promise<Signing> {
  const held = await hold(db, actor, seen, 'consent.answer')
  const { access, at } = held
  if (access.row.kind !== 'SECOND_OPINION')
    throw conflict('Your practice began this case: withdraw it, or end the agreement.')
  if (await answeredSince(db, held, input.seen)) return BEFORE
  if (access.facts.agreementStands)
    throw conflict('There is an agreement for this case. End it first: that closes the records at once.')
  await requireCurrent(db, agreementKey(access.row.kind), input.textId)
  const caseId = access.row.id
  const leaves = leavesCase(input.reason)
  if (leaves && (await countPracticeRecords(db, caseId)) > 0)
    throw conflict('Your practice has added records to this case. Remove them first: they would stay behind.')
  const reason = reasonWords(input.reason, input.reasonLine)
  const { id } = await db.agreement.create({
    data: { ...answerOf(actor, held, input), decision: 'DECLINED', kinds: [], reason, expiresAt: at },
    select: { id: true },
  })
  await keepProof(db, actor, access, id, from)
  await touchLink(db, actor, at, null)
  if (access.row.status === 'AWAITING_CONSENT')
    await transition(db, access, 'agreementDeclined', {}, { agreementDeclined: true, agreementStands: false })
  await appendEvent(db, caseId, 'consent.agreementDeclined', { agreementId: id, because: input.reason })
  await notify(db, caseId, 'consent.agreementDeclined', actor, id)
  if (leaves) await leave(db, caseId)
  return NOW
}

/** From here on the practice does not see the case. @throws CONFLICT when something of its own has come to it meanwhile */
async function leave(db: Db, caseId: string): Promise<void> {
  const [row] = await db.$queryRaw<{ left: boolean }[]>`select app.leave_wrong_case(${caseId}::uuid) as "left"`
  if (!row?.left) throw conflict()
}

/** The practice takes its agreement back: its records close to the hospital with this transaction. */
export async function endAgreement(db: Db, actor: Participant, seen: CaseAccess): Promise<{ ended: boolean }> {
  const held = await hold(db, actor, seen, 'consent.endAgreement')
  const ended = await endStanding(db, held, 'agreement', null)
  if (ended.length === 0) return { ended: false }
  await moveOn(db, actor, held.access, held.at, { agreementStands: false })
  await notify(db, held.access.row.id, 'consent.ended', actor, ended[0])
  return { ended: true }
}

/** A word to owner and hospital beside the agreement that stands. @throws CONFLICT when none does (any more) */
export async function commentOnAgreement(db: Db, actor: Participant, seen: CaseAccess, comment: string): Promise<void> {
  const { access, hospitalId, at } = await hold(db, actor, seen, 'consent.answer')
  const caseId = access.row.id
  const latest = await latestAnswer(db, caseId, hospitalId)
  if (!latest || latest.decision !== 'AGREED' || !stands(latest, at))
    throw conflict('The agreement has ended meanwhile, so there is nothing to add this to. The thread is still open.')
  await db.agreement.updateMany({ where: { caseId, id: latest.id }, data: { comment } })
  await appendEvent(db, caseId, 'consent.commented', { agreementId: latest.id })
}

/** Who signs, for whom, which text: the same for yes and no. */
function answerOf(
  actor: Participant,
  { access, hospitalId, at }: Held,
  input: Pick<AgreeInput | DeclineInput, 'textId' | 'signedName'>,
) {
  const { textId, signedName } = input
  const signer = { actorKind: actor.kind, actorId: actorId(actor), signedName, signedAt: at }
  return { caseId: access.row.id, hospitalId, textId, ...signer }
}

async function answeredSince(db: Db, { access, hospitalId }: Held, seen: string): Promise<boolean> {
  const latest = await latestAnswer(db, access.row.id, hospitalId)
  return (latest?.id ?? '') !== seen
}

/** @throws CONFLICT when another text than the one shown is signed nowadays */
export async function requireCurrent(db: Db, key: ConsentTextKey, shown: string): Promise<void> {
  const current = await currentText(db, key)
  if (current.id !== shown)
    throw conflict('The text to sign was changed a moment ago. Please open the page again and read the new one.')
}

/** Ends what stands of one side; what a newer signature replaces is told by that one's event. @returns the ids ended */
export async function endStanding(
  db: Db,
  { access, hospitalId, at }: Held,
  what: 'release' | 'agreement',
  revokeReason: 'REPLACED' | null,
): Promise<string[]> {
  const caseId = access.row.id
  const where = { caseId, hospitalId, revokedAt: null, expiresAt: { gt: at } }
  const data = { revokedAt: at, revokeReason }
  const found =
    what === 'release'
      ? await db.release.updateManyAndReturn({ where, data, select: { id: true } })
      : await db.agreement.updateManyAndReturn({ where, data, select: { id: true } })
  const ids = found.map(({ id }) => id)
  if (revokeReason === 'REPLACED') return ids
  for (const id of ids)
    if (what === 'release') await appendEvent(db, caseId, 'consent.releaseEnded', { releaseId: id })
    else await appendEvent(db, caseId, 'consent.agreementEnded', { agreementId: id })
  return ids
}

/** While consent is awaited: to triage once both stand, else the turn goes to whoever has not answered. */
export async function moveOn(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  at: Date,
  facts: Partial<CaseFacts>,
): Promise<void> {
  if (access.row.status !== 'AWAITING_CONSENT') return
  const known = { ...access.facts, ...facts }
  if (!known.releaseStands || !known.agreementStands) {
    await transition(db, access, 'consentMoved', {}, facts)
    return
  }
  await transition(db, access, 'completeConsent', await intoTriage(db, access, at), facts)
  await appendEvent(db, access.row.id, 'consent.completed')
  await notify(db, access.row.id, 'consent.completed', actor)
}

/** What entering triage sets: the hospital's clock begins, and nothing ends by itself any more. */
export async function intoTriage(db: Db, access: CaseAccess, at: Date) {
  const { hospitalId } = access.row
  const hospital = hospitalId
    ? await db.organization.findUnique({ where: { id: hospitalId }, select: { triageHours: true } })
    : null
  // Of a case that a practice began, the hospital hears now.
  const submittedAt = access.row.submittedAt ?? at
  return { submittedAt, dueAt: new Date(at.getTime() + (hospital?.triageHours ?? 24) * 3_600_000), expiresAt: null }
}

/** A press of a button shows that the link was opened by a person; taking part keeps it alive as long as the agreement. */
export async function touchLink(db: Db, actor: Participant, at: Date, until: Date | null): Promise<void> {
  if (actor.kind !== 'LINK') return
  const where = { caseId: actor.caseId, id: actor.linkId }
  await db.caseLink.updateMany({ where: { ...where, openedAt: null }, data: { openedAt: at } })
  if (until) await db.caseLink.updateMany({ where: { ...where, expiresAt: { lt: until } }, data: { expiresAt: until } })
}
