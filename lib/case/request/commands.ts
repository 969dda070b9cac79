import 'server-only'
import { randomBytes } from 'node:crypto'
import type { PersonActor } from '#lib/access/actor.ts'
import { linkToken } from '#lib/access/link-token.ts'
import { normaliseAddress } from '#lib/auth/address.ts'
import { ruleToBeginWith } from '#lib/case/delivery/queries.ts'
import { appendEvent } from '#lib/case/event.ts'
import { scheduleReminder } from '#lib/case/reminders.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { newestListVersion } from '#lib/case/readiness-version.ts'
import { transition } from '#lib/case/transition.ts'
import type { Db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { now } from '#lib/gateways/clock.ts'
import { sha256 } from '#lib/hash.ts'
import { uuidV7 } from '#lib/id.ts'
import { AppError, conflict, invalid, notFound } from '#lib/errors.ts'
import { notify } from '#lib/jobs/outbox.ts'
import { requireSelf } from '#lib/patient/commands.ts'
import { isOwnersAddress, keyOf } from '#lib/patient/owners/queries.ts'
import { carryFromNewest } from '#lib/patient/history/carry.ts'
import { addEntry } from '#lib/patient/history/commands.ts'
import { draftConflict } from './conflict.ts'
import type { DraftPatch } from './patch.ts'
import { missingIn, readRequest } from './queries.ts'
import type { Happened } from '#lib/case/wishes.ts'
import { historyLines } from './timeline.ts'
import { caseNumber, CONSENT_DAYS, headlineOf, knownFlags, realQuestions } from './rules.ts'

const DAY = 86_400_000

/** What a new case starts with. */
type Beginning = Omit<Prisma.CaseCreateManyInput, 'number'>

/** The animal with this key, while its owners may ask about it. @throws NOT_FOUND for none; CONFLICT once it has a new home */
export async function askedAbout(db: Db, ownerId: string, patientId: string): Promise<{ id: string; name: string }> {
  const patient = await db.patient.findFirst({
    where: { ownerId, id: patientId },
    select: { id: true, name: true, rehomedAt: true },
  })
  if (!patient) throw notFound()
  if (patient.rehomedAt) throw conflict(`${patient.name} has a new home: the new owner asks from now on.`)
  return patient
}

/** Begins a request for one of the person's animals. @throws NOT_FOUND for an animal or a service that is not there */
export async function createDraft(
  db: Db,
  actor: PersonActor,
  input: { patientId: string; serviceId?: string | null; situation?: string },
): Promise<{ caseId: string }> {
  requireSelf(actor)
  // Whichever of its owners asks, the case is of the animal, and so of all of them.
  const { ownerId } = await keyOf(db, input.patientId)
  const patient = await askedAbout(db, ownerId, input.patientId)
  const service = input.serviceId ? await openService(db, input.serviceId) : null
  const caseId = await insertCase(db, {
    ...{ ownerId, patientId: patient.id, title: patient.name },
    ...service,
  })
  const livesIn = await lastLivedIn(db, actor)
  const reach = await reachOf(db, actor, caseId)
  await db.caseRequest.create({
    data: { caseId, redFlags: [], questions: [], livesIn, situation: input.situation ?? '', ...reach },
  })
  await appendEvent(db, caseId, 'case.created')
  await carryFromNewest(db, patient.id, caseId)
  return { caseId }
}

/** Where this person's animals lived when they last asked; '' when they never said. */
async function lastLivedIn(db: Db, actor: PersonActor): Promise<string> {
  const last = await db.caseRequest.findFirst({
    where: { livesIn: { not: '' }, case: { ownerId: actor.personId } },
    orderBy: { savedAt: 'desc' },
    select: { livesIn: true },
  })
  return last?.livesIn ?? ''
}

/** How the person asked to be reached the last time, so that it is said once; else by mail, at the number of their account. */
async function reachOf(db: Db, { personId: ownerId }: PersonActor, caseId: string) {
  const last = await db.case.findFirst({
    where: { ownerId, id: { not: caseId }, submittedAt: { not: null }, request: { isNot: null } },
    orderBy: { createdAt: 'desc' },
    select: { request: { select: { reachBy: true, reachPhone: true, reachTimes: true, language: true } } },
  })
  if (last?.request) return last.request
  const person = await db.person.findUnique({ where: { id: ownerId }, select: { phone: true } })
  return { reachBy: ['MAIL'], reachPhone: person?.phone ?? '' }
}

/** Numbers are drawn at random; the rare one that is taken is drawn again, without ending the transaction. */
export async function insertCase(db: Db, beginning: Beginning): Promise<string> {
  for (let draw = 0; draw < 20; draw += 1) {
    const data = { ...beginning, number: caseNumber(randomBytes(5)) }
    const [made] = await db.case.createManyAndReturn({ data, skipDuplicates: true, select: { id: true } })
    if (made) return made.id
  }
  throw new Error('no free case number in twenty draws')
}

/** The columns that choosing a service sets. @throws INVALID when it is not offered (any more) */
export async function openService(db: Db, serviceId: string) {
  const found = await db.service.findFirst({
    where: { id: serviceId, active: true, organization: { kind: 'HOSPITAL', verifiedAt: { not: null } } },
    select: { id: true, organizationId: true, specialty: true },
  })
  if (!found) throw invalid('That service is not offered any more.', { service: ['Choose a service from the list'] })
  return { serviceId: found.id, hospitalId: found.organizationId, specialty: found.specialty }
}

/**
 * Saves part of a draft. `seen` is the version that was on screen; null saves over whatever is there.
 * @throws CONFLICT when it was sent meanwhile, or saved elsewhere: fieldErrors then hold the other text of each field
 */
export async function saveDraft(
  db: Db,
  access: CaseAccess,
  patch: DraftPatch,
  seen: number | null,
): Promise<{ version: number }> {
  const caseId = access.row.id
  // First the case's row: it locks out a submit on another device, and shows whether one was faster.
  const held = await db.case.updateMany({
    where: { id: caseId, status: 'DRAFT' },
    data: { ...(await caseColumns(db, patch)), version: { increment: 1 } },
  })
  if (held.count === 0)
    throw conflict(
      'This request has been sent meanwhile, so it cannot be changed here any more. You can add to it in the thread.',
    )
  const current = await readRequest(db, access)
  const overwrites = seen !== null && current.version !== seen ? draftConflict(current, patch) : null
  if (overwrites) throw overwrites
  await db.caseRequest.update({
    where: { caseId },
    data: { ...requestColumns(patch, current.species), savedAt: new Date(), version: { increment: 1 } },
  })
  return { version: current.version + 1 }
}

async function caseColumns(db: Db, patch: DraftPatch): Promise<Prisma.CaseUncheckedUpdateManyInput> {
  const { presentingComplaint, urgency, attendingVetName, attendingVetPractice, attendingVetEmail, serviceId } = patch
  const address = attendingVetEmail === undefined ? null : normaliseAddress(attendingVetEmail)
  return {
    ...(presentingComplaint === undefined ? {} : { headline: headlineOf(presentingComplaint) }),
    ...(urgency === undefined ? {} : { urgency }),
    ...(attendingVetName === undefined ? {} : { attendingVetName }),
    ...(attendingVetPractice === undefined ? {} : { attendingVetPractice }),
    // An address that is not finished yet is kept as it was typed; sending asks for a right one.
    ...(attendingVetEmail === undefined
      ? {}
      : { attendingVetEmail: address && 'address' in address ? address.address : attendingVetEmail }),
    ...(serviceId ? await openService(db, serviceId) : {}),
  }
}

function requestColumns(
  patch: DraftPatch,
  species: Parameters<typeof knownFlags>[0] | null,
): Prisma.CaseRequestUncheckedUpdateInput {
  const { redFlags, redFlagAnswer, presentingComplaint, history, workingDiagnosis, proposedPlan } = patch
  const { medications, decisionAhead, whatMatters, questions, livesIn } = patch
  return {
    ...(redFlags === undefined ? {} : { redFlags: species ? knownFlags(species, redFlags) : [] }),
    ...(redFlagAnswer === undefined ? {} : { redFlagAnswer }),
    ...(presentingComplaint === undefined ? {} : { presentingComplaint }),
    ...(history === undefined ? {} : { history }),
    ...(workingDiagnosis === undefined ? {} : { workingDiagnosis }),
    ...(proposedPlan === undefined ? {} : { proposedPlan }),
    ...(medications === undefined ? {} : { medications }),
    ...(decisionAhead === undefined ? {} : { decisionAhead }),
    ...(whatMatters === undefined ? {} : { whatMatters }),
    ...(livesIn === undefined ? {} : { livesIn }),
    ...(questions === undefined ? {} : { questions: realQuestions(questions) }),
    ...wishColumns(patch),
  }
}

/** Without what was not said: those columns stay as they are. */
const given = <T extends object>(said: T): Partial<T> =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Partial<T>

function wishColumns(patch: DraftPatch): Prisma.CaseRequestUncheckedUpdateInput {
  const { situation, happened, priorities, decisionOn, reachBy, reachPhone, reachTimes, language } = patch
  return {
    ...given({ situation, priorities, reachBy, reachPhone, reachTimes, language }),
    ...(decisionOn === undefined ? {} : { decisionOn: decisionOn && new Date(`${decisionOn}T00:00:00Z`) }),
    ...(happened && { happenedWhen: happened.map(({ when }) => when), happenedWhat: happened.map(({ what }) => what) }),
  }
}

/**
 * Sends the request: the case waits for the owner's release and the attending vet's agreement, and the vet is asked by mail.
 * @param seen the version that was read last, or null
 * @throws INVALID naming what is missing; CONFLICT when it changed or was sent meanwhile
 */
export async function submit(
  db: Db,
  actor: PersonActor,
  access: CaseAccess,
  seen: number | null = null,
): Promise<void> {
  const { ownerId, patientId } = access.row
  if (patientId) await askedAbout(db, ownerId, patientId)
  const request = await readRequest(db, access)
  if (seen !== null && seen !== request.version)
    throw conflict('The request was changed on another device since you read it here. Read it once more, then send it.')
  const theirOwn = await isOwnersAddress(db, access.row.id, request.attendingVetEmail)
  const missing = missingIn(request, theirOwn ? request.attendingVetEmail : actor.email)
  if (missing.length > 0)
    throw new AppError('INVALID', `Before this can be sent: ${missing.map(({ message }) => message).join('; ')}.`)
  const caseId = access.row.id
  await intoHistory(db, actor, access, request.happened)
  const email = request.attendingVetEmail
  const expiresAt = new Date(Date.now() + CONSENT_DAYS * DAY)
  await transition(
    db,
    access,
    'submit',
    {
      ...{ submittedAt: new Date(), expiresAt, practiceId: await practiceOf(db, email), title: request.patientName },
      readinessVersion: await newestListVersion(db, access.row),
      ...(await ruleToBeginWith(db, caseId)),
    },
    { requestComplete: true },
  )
  const linkId = await mailedLink(db, caseId, { email, name: request.attendingVetName, expiresAt })
  await appendEvent(db, caseId, 'case.submitted', {
    questions: request.questions.length,
    redFlags: request.redFlags,
    redFlagAnswer: request.redFlagAnswer,
  })
  await appendEvent(db, caseId, 'consent.asked', { linkId })
  await notify(db, caseId, 'consent.asked', actor, linkId)
  await scheduleReminder(db, { caseId, linkId }, 0, new Date())
}

/** The dated lines become lines of the animal's history; one that stands there already, from an earlier request, stays one. */
async function intoHistory(db: Db, actor: PersonActor, access: CaseAccess, happened: readonly Happened[]) {
  const there = await db.historyEntry.findMany({
    where: { caseId: access.row.id, kind: 'SYMPTOM', removedAt: null },
    select: { since: true, what: true },
  })
  for (const line of historyLines(happened, now())) {
    if (there.some(({ since, what }) => since === line.since && what === line.what)) continue
    await addEntry(db, actor, access, { ...SEEN, ...line, entryId: uuidV7() })
  }
}

const SEEN = {
  kind: 'SYMPTOM',
  ...{ dose: '', unit: '', route: '', frequency: '', detail: '' },
  ...{ severity: null, grams: null, until: null, active: true },
} as const

/** The practice whose member uses this address, so that the case reaches their board; null for a vet without an account. */
async function practiceOf(db: Db, address: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string | null }[]>`select app.practice_for_address(${address}) as id`
  return row?.id ?? null
}

async function mailedLink(
  db: Db,
  caseId: string,
  link: { email: string; name: string; expiresAt: Date },
): Promise<string> {
  const [{ id }] = await db.$queryRaw<[{ id: string }]>`select uuidv7() as id`
  await db.caseLink.create({ data: { ...link, caseId, id, tokenHash: sha256(linkToken(id)) } })
  return id
}

/** Throws a draft away. It stays in the ledger, and nobody but the owner ever saw it. */
export async function discard(db: Db, access: CaseAccess): Promise<void> {
  await transition(db, access, 'discard', { closedAt: new Date() })
  await appendEvent(db, access.row.id, 'case.discarded')
}
