import 'server-only'
import type { Participant, PersonActor } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { type Patch, transition } from '#lib/case/transition.ts'
import type { Db } from '#lib/db/client.ts'
import type { Recommendation } from '#lib/db/generated/client.ts'
import { conflict, forbidden, invalid } from '#lib/errors.ts'
import { enqueue, notify } from '#lib/jobs/outbox.ts'
import { differences, draftConflict, type DraftPatch, patched } from './draft.ts'
import { contentHash } from './hash.ts'
import { contentOf, type DraftView, mayWrite, readDraft } from './queries.ts'
import { type Content, missing, type Relied, signsAs } from './rules.ts'
import type { SignInput } from './schema.ts'

const DAY = 86_400_000

/**
 * Saves part of the hospital's draft. `seen`: the version that was on screen; 0 when nothing was saved yet.
 * @throws CONFLICT when it was signed meanwhile, or saved by another writer: fieldErrors then hold the other texts
 */
export async function saveDraft(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  patch: DraftPatch,
  seen: { number: number; version: number },
): Promise<{ version: number }> {
  access.require('recommendation.write')
  if (!mayWrite(access)) throw forbidden('There is nothing to write while the case is in triage.')
  const person = requirePerson(actor)
  const draft = await readDraft(db, access)
  if (draft.number !== seen.number) throw conflict('This version has been signed meanwhile. It cannot be changed.')
  if (draft.version !== seen.version) return conflicting(draft, patch)
  const content = columns(patched(draft.content, patch))
  const { caseId, number, version } = { caseId: access.row.id, ...draft }
  const { count } =
    version === 0
      ? await db.recommendation.createMany({
          data: { caseId, number, authorId: person.personId, ...content },
          skipDuplicates: true,
        })
      : await db.recommendation.updateMany({
          where: { caseId, number, version, status: 'DRAFT' },
          data: { ...content, savedAt: new Date(), version: { increment: 1 } },
        })
  if (count === 1) return { version: version + 1 }
  return conflicting(await readDraft(db, access), patch)
}

/** A save that comes twice (its first answer was lost) says nothing new and is no conflict. */
function conflicting(stored: DraftView, patch: DraftPatch): { version: number } {
  const differ = differences(stored.content, patch)
  if (Object.keys(differ).length > 0) throw draftConflict(stored, differ)
  return { version: stored.version }
}

/**
 * Signs the draft: the answer (IN_REVIEW) or an addendum (ANSWERED). From then on it never changes. Pressed twice by one
 * person it is signed once.
 * @throws INVALID naming what is missing, or that consent or fee do not stand; CONFLICT when the draft is not the one that
 * was reviewed, or somebody else signed first
 */
export async function sign(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  input: SignInput,
): Promise<{ id: string; number: number }> {
  access.require('recommendation.sign')
  const person = requirePerson(actor)
  const caseId = access.row.id
  // The case's row first: a second press, and a second signer, wait here until the first is through.
  await db.$queryRaw`select id from "Case" where id = ${caseId}::uuid for update`
  const draft = await db.recommendation.findFirst({ where: { caseId, number: input.number } })
  if (!draft) throw conflict('There is no draft to sign yet. Write it and save it first.')
  if (draft.status === 'SIGNED') {
    if (draft.authorId === person.personId) return { id: draft.id, number: draft.number }
    throw conflict(`${draft.signedName} has signed this version a moment ago.`)
  }
  if (draft.version !== input.version)
    throw conflict('The draft was changed after you opened this page. Please read it again, then sign.')
  const content = contentOf(draft)
  requireComplete(content, draft.number)
  requireName(person, input.signedName)
  await move(db, access)
  return seal(db, person, access, draft, input.signedName)
}

function requirePerson(actor: Participant): PersonActor {
  if (actor.kind !== 'PERSON' || actor.hat.kind !== 'HOSPITAL') throw forbidden()
  return actor
}

function requireComplete(content: Content, number: number): void {
  const absent = missing(content, number)
  if (absent.length > 0)
    throw invalid(
      'Something is missing before this can be signed.',
      Object.fromEntries(absent.map(({ field, message }) => [field, [message]])),
    )
}

function requireName(person: PersonActor, typed: string): void {
  if (!signsAs(typed, person.name))
    throw invalid('One thing needs another look.', { signedName: [`Sign with your own name: ${person.name}`] })
}

/** Judged by the status table: fee and consent must stand for the first answer. */
async function move(db: Db, access: CaseAccess): Promise<void> {
  if (access.row.status === 'ANSWERED') {
    await transition(db, access, 'amend')
    return
  }
  const hospital = await db.organization.findFirst({
    where: { id: access.row.hospitalId ?? '' },
    select: { followUpDays: true },
  })
  const now = new Date()
  const endsAt = new Date(now.getTime() + (hospital?.followUpDays ?? 14) * DAY)
  const patch: Patch = { answeredAt: now, followUpEndsAt: endsAt, expiresAt: endsAt, dueAt: null, clockLeftMs: null }
  await transition(db, access, 'sign', patch)
  const { id: caseId, dueAt } = access.row
  if (dueAt && dueAt <= now) await enqueue(db, 'lateAnswer', { caseId })
}

/** Closes the draft for good, with its hash and the records it rests on, and tells the others. */
async function seal(
  db: Db,
  person: PersonActor,
  access: CaseAccess,
  draft: Recommendation,
  typedName: string,
): Promise<{ id: string; number: number }> {
  const caseId = access.row.id
  const { id, number, version } = draft
  const signedAt = new Date()
  const signedName = withCredentials(typedName, person)
  const reliedOn = await readRelied(db, caseId)
  const hash = contentHash({
    caseNumber: access.row.number,
    number,
    content: contentOf(draft),
    reliedOn,
    signedName,
    signedAt,
  })
  const { count } = await db.recommendation.updateMany({
    where: { caseId, id, version, status: 'DRAFT' },
    data: {
      status: 'SIGNED',
      authorId: person.personId,
      signedName,
      signedAt,
      contentHash: hash,
      reliedOn,
      version: { increment: 1 },
    },
  })
  if (count !== 1) throw conflict('The draft was saved again while you signed. Please read it again, then sign.')
  const type = access.row.status === 'ANSWERED' ? 'recommendation.amended' : 'recommendation.signed'
  await appendEvent(db, caseId, type, { recommendationId: id, number, contentHash: hash })
  await notify(db, caseId, 'recommendation.signed', person, id)
  return { id, number }
}

/** The credentials of the hat go with the name, as they are on the day of signing. */
function withCredentials(typedName: string, { hat }: PersonActor): string {
  const credentials = hat.kind === 'OWNER' ? '' : hat.credentials
  return credentials === '' || typedName.includes(credentials) ? typedName : `${typedName}, ${credentials}`
}

/** What the hospital can see at this moment: what it may have relied on. */
async function readRelied(db: Db, caseId: string): Promise<Relied[]> {
  const records = await db.record.findMany({
    where: { caseId, status: 'READY' },
    select: { id: true, name: true, sha256: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return records.map(({ id, name, sha256 }) => ({ recordId: id, name, sha256: sha256 ?? '' }))
}

const columns = ({ answers, ...fields }: Content) => ({ ...fields, answers })
