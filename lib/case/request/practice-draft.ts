import 'server-only'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { normaliseAddress } from '#lib/auth/address.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { uuidV7 } from '#lib/id.ts'
import { patientSchema } from '#lib/patient/schema.ts'
import { insertCase, openService, saveDraft } from './commands.ts'
import { readPaste } from './paste.ts'
import { type BegunKind, missingFromPractice, type PracticeMissing } from './practice-rules.ts'
import { type PracticeSaveInput, type TypedAnimal, typedAnimal } from './practice-schema.ts'
import { type RequestView, readRequest } from './queries.ts'
import { headlineOf, realQuestions } from './rules.ts'

// A case that a practice begins, while it is a draft: the practice's own, seen by nobody else.

type Beginning = { kind: BegunKind; paste: string; service?: string | null | undefined }

/**
 * Begins a draft, with what a pasted history holds for certain. Until the owner accepts, a person stands for them whom nobody can
 * sign in as; the owner's own account, if there is one, is not looked at.
 */
export async function beginCase(
  db: Db,
  actor: PersonActor,
  practice: OrgHat,
  { kind, paste, service }: Beginning,
): Promise<{ caseId: string }> {
  const { values, rest } = readPaste(paste)
  const chosen = service ? await openService(db, service) : {}
  const ownerId = uuidV7()
  const owner = { id: ownerId, email: `invited:${ownerId}`, name: values.ownerName ?? '', invitedBy: practice.orgId }
  await db.person.createMany({ data: [owner] })
  const caseId = await insertCase(db, {
    ...{ ownerId, kind, practiceId: practice.orgId, turn: 'PRACTICE', title: values.name ?? '' },
    payer: kind === 'CONSULTATION' ? 'PRACTICE' : 'OWNER',
    headline: headlineOf(values.presentingComplaint ?? ''),
    ...{ attendingVetName: actor.name, attendingVetPractice: practice.name, attendingVetEmail: actor.email },
    ...chosen,
  })
  const { presentingComplaint = '', history = '', workingDiagnosis = '', proposedPlan = '', medications = '' } = values
  await db.caseRequest.create({
    data: {
      ...{ caseId, redFlags: [], questions: realQuestions((values.questions ?? '').split('\n')).slice(0, 5) },
      ...{ presentingComplaint, history, workingDiagnosis, proposedPlan, medications },
    },
  })
  const animal = typedAnimal.parse(values)
  await db.practiceNote.create({ data: { caseId, ownerEmail: values.ownerEmail ?? '', animal, unread: rest } })
  await keepPatient(db, { id: caseId, ownerId, patientId: null }, animal)
  await appendEvent(db, caseId, 'case.created', { kind })
  return { caseId }
}

/** Saves part of a draft, however little is said. @throws as `saveDraft` */
export async function savePracticeDraft(
  db: Db,
  access: CaseAccess,
  input: PracticeSaveInput,
  seen: number | null,
): Promise<{ version: number }> {
  const { row } = access
  const { 'questions[]': questions, service, step: _step, go: _go, version: _version, ...rest } = input
  const { ownerName, ownerEmail, payer, consentHow, consentOn, consentNote, ...words } = rest
  const saved = await saveDraft(
    db,
    access,
    { ...requestWords(words), ...(questions ? { questions } : {}), ...(service ? { serviceId: service } : {}) },
    seen,
  )
  if (payer && row.kind === 'CONSULTATION') await db.case.updateMany({ where: { id: row.id }, data: { payer } })
  if (ownerName !== undefined) await db.person.updateMany({ where: { id: row.ownerId }, data: { name: ownerName } })
  const address = ownerEmail === undefined ? null : normaliseAddress(ownerEmail)
  await db.practiceNote.updateMany({
    where: { caseId: row.id },
    data: {
      ...(ownerEmail === undefined
        ? {}
        : { ownerEmail: address && 'address' in address ? address.address : ownerEmail }),
      ...(consentHow === undefined ? {} : { consentHow }),
      ...(consentOn === undefined ? {} : { consentOn }),
      ...(consentNote === undefined ? {} : { consentNote }),
    },
  })
  if (input.name !== undefined) await saveAnimal(db, access, typedAnimal.parse(input))
  return saved
}

const WORDS = ['presentingComplaint', 'history', 'workingDiagnosis', 'proposedPlan', 'medications', 'urgency'] as const

const requestWords = (given: Partial<Pick<PracticeSaveInput, (typeof WORDS)[number]>>) =>
  Object.fromEntries(WORDS.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])))

async function saveAnimal(db: Db, { row }: CaseAccess, animal: TypedAnimal): Promise<void> {
  await db.practiceNote.updateMany({ where: { caseId: row.id }, data: { animal } })
  await keepPatient(db, row, animal)
}

/** What was typed becomes the case's patient as soon as it makes one; until then it is kept as it was typed. */
export async function keepPatient(
  db: Db,
  row: Pick<CaseAccess['row'], 'id' | 'ownerId' | 'patientId'>,
  typed: TypedAnimal,
): Promise<void> {
  const judged = patientSchema.safeParse(withoutEmpty(typed))
  if (!judged.success) {
    await db.case.updateMany({ where: { id: row.id }, data: { title: typed.name ?? '' } })
    return
  }
  const { ownerId } = row
  const id = row.patientId ?? uuidV7()
  if (row.patientId) await db.patient.updateMany({ where: { ownerId, id }, data: judged.data })
  else await db.patient.createMany({ data: [{ ...judged.data, ownerId, id }] })
  await db.case.updateMany({ where: { id: row.id }, data: { patientId: id, title: judged.data.name } })
}

const withoutEmpty = (typed: TypedAnimal): TypedAnimal =>
  Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''))

export type PracticeDraft = {
  request: RequestView
  animal: TypedAnimal
  /** What is wrong with the animal as it was typed, by field; empty once it is a patient. */
  animalProblems: Record<string, string>
  ownerName: string
  ownerEmail: string
  payer: 'OWNER' | 'PRACTICE'
  consentHow: string
  consentOn: Date | null
  consentNote: string
  unread: string
  missing: PracticeMissing[]
}

/** A practice's draft with what the practice alone reads. @param reader whoever would send it */
export async function readPracticeDraft(db: Db, reader: { email: string }, access: CaseAccess): Promise<PracticeDraft> {
  const { row } = access
  const request = await readRequest(db, access)
  const note = await db.practiceNote.findUniqueOrThrow({ where: { caseId: row.id } })
  const owner = await db.person.findUniqueOrThrow({ where: { id: row.ownerId }, select: { name: true } })
  const animal = typedAnimal.parse(note.animal)
  const judged = patientSchema.safeParse(withoutEmpty(animal))
  const facts = {
    ...{
      kind: row.kind,
      payer: row.payer,
      hasPatient: row.patientId !== null && judged.success,
      ownerName: owner.name,
    },
    ...{
      ownerEmail: note.ownerEmail,
      consentHow: note.consentHow,
      consentOn: note.consentOn,
      senderAddress: reader.email,
    },
    ...{ serviceId: request.service?.id ?? null, serviceOpen: request.service?.open ?? false },
  }
  const { ownerEmail, consentHow, consentOn, consentNote, unread } = note
  return {
    ...{
      request,
      animal,
      ownerName: owner.name,
      ownerEmail,
      payer: row.payer,
      consentHow,
      consentOn,
      consentNote,
      unread,
    },
    animalProblems: judged.success
      ? {}
      : Object.fromEntries(judged.error.issues.map(({ path, message }) => [String(path[0]), message])),
    missing: missingFromPractice({ ...request, ...facts }),
  }
}
