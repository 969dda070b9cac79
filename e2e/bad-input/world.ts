import { randomUUID } from 'node:crypto'
import type { PersonActor } from '#lib/access/actor.ts'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { caseIn, member, organization, person, service, type TestCase, type TestOrg } from '#lib/testing/world.ts'

// Two tenants: one whose forms are filled in badly, and one whose things must stay as they are.

export type Rival = Record<
  | 'caseId'
  | 'patientId'
  | 'recordId'
  | 'entryId'
  | 'sheetId'
  | 'questionId'
  | 'estimateId'
  | 'serviceId'
  | 'invitationId'
  | 'supportId'
  | 'homeId'
  | 'coOwnerId'
  | 'ownerId'
  | 'memberId'
  | 'sessionId'
  | 'orgId'
  | 'practiceId'
  | 'slug',
  string
>

export type World = {
  owner: PersonActor
  hospital: TestOrg
  practice: TestOrg
  vet: PersonActor
  specialist: PersonActor
  /** Stands by the owner in the cases that say so. */
  support: PersonActor
  rival: Rival
  /** Ids of the consent texts in force. */
  texts: { release: string; agreement: string }
}

export async function makeWorld(): Promise<World> {
  const hospital = await organization('HOSPITAL', 'Plain Hospital', { deliveryPolicy: 'GENERAL_ADVICE' })
  const practice = await organization('PRACTICE', 'Plain Practice')
  return {
    hospital,
    practice,
    owner: await person('Plain Owner'),
    vet: await member(practice, 'VET', 'Plain Vet'),
    specialist: await member(hospital, 'SPECIALIST', 'Plain Specialist'),
    support: await person('Plain Support'),
    rival: await makeRival(),
    texts: { release: await textInForce('RELEASE'), agreement: await textInForce('AGREEMENT') },
  }
}

async function makeRival(): Promise<Rival> {
  const [hospital, practice] = [
    await organization('HOSPITAL', 'Rival Hospital'),
    await organization('PRACTICE', 'Rival Practice'),
  ]
  const [owner, admin] = [await person('Rival Owner'), await member(hospital, 'ADMIN', 'Rival Admin')]
  const at = await caseIn({ owner, hospital, practice, status: 'IN_REVIEW' })
  return {
    caseId: at.id,
    patientId: await patientOf(at),
    recordId: await addRecord(at, 'OWNER', 'READY'),
    entryId: await addLineTo(at),
    sheetId: await addSheetTo(at),
    questionId: await askQuestion(at),
    estimateId: at.estimateId ?? '',
    serviceId: await service(hospital),
    supportId: await addSupportTo(at),
    homeId: await offerTo(owner.personId, await patientOf(at), `rival.${randomUUID()}@example.test`),
    coOwnerId: await askToOwn(owner.personId, await patientOf(at), `rival.${randomUUID()}@example.test`),
    invitationId: await inviteTo(hospital, admin, randomUUID(), `rival.${randomUUID()}@example.test`),
    ownerId: owner.personId,
    memberId: admin.personId,
    sessionId: admin.sessionId,
    orgId: hospital.id,
    practiceId: practice.id,
    slug: hospital.slug,
  }
}

/** The one id that a statement returns. */
export async function idOf(sql: string, values: unknown[]): Promise<string> {
  const { rows } = await ownerPool().query<{ id: string }>(sql, values)
  if (!rows[0]) throw new Error(`no row: ${sql}`)
  return rows[0].id
}

const textInForce = (key: 'RELEASE' | 'AGREEMENT') =>
  idOf('select id from "ConsentText" where key = $1 order by version desc limit 1', [key])

export const patientOf = (at: TestCase): Promise<string> =>
  idOf('select "patientId" as id from "Case" where id = $1', [at.id])

export const addRecord = (at: TestCase, holder: 'OWNER' | 'PRACTICE', status: 'READY' | 'UPLOADING'): Promise<string> =>
  idOf(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "contentType")
     values ($1, gen_random_uuid(), $2, 'LAB', 'bloods.pdf', 10, $3, $4, 'application/pdf') returning id`,
    [at.id, holder, `bad-input/${randomUUID()}`, status],
  )

/** A study of one series of one image. */
export async function addSeries(at: TestCase): Promise<{ studyId: string; seriesId: string }> {
  const studyId = await idOf(
    `insert into "Study" ("caseId", id, key, holder, kind, images, "patientName") values ($1, gen_random_uuid(), 'key', 'OWNER', 'IMAGING', 1, 'Bella')
     returning id`,
    [at.id],
  )
  const seriesId = await idOf(
    `insert into "Series" ("caseId", id, "studyId", key, modality, images, frames) values ($1, gen_random_uuid(), $2, 'key', 'CT', 1, 1) returning id`,
    [at.id, studyId],
  )
  await ownerPool().query(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "contentType", "seriesId", "sopUid", frames, dicom)
     values ($1, gen_random_uuid(), 'OWNER', 'IMAGING', '1.dcm', 10, $2, 'READY', 'application/dicom', $3, '', 1, '{"frames": 1}')`,
    [at.id, `bad-input/${randomUUID()}`, seriesId],
  )
  return { studyId, seriesId }
}

/** A table that is in the object store: one of the demo's, as a record that came along has its bytes. */
export const addTable = (at: TestCase): Promise<string> =>
  idOf(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "contentType", "fromCaseId", "fromId")
     select $1, gen_random_uuid(), 'OWNER', 'LAB', name, "sizeBytes", "objectKey", 'READY', "contentType", "caseId", id
     from "Record" where "contentType" = 'text/csv' and status = 'READY' and "fromId" is null order by "createdAt" limit 1 returning id`,
    [at.id],
  )

/** A line of the owner's history, and a sheet of theirs with one value; removed ones, to be put back, on demand. */
export const addLineTo = (at: TestCase, removed = false): Promise<string> =>
  idOf(
    `insert into "HistoryEntry" ("caseId", id, kind, holder, what, "removedAt")
     values ($1, gen_random_uuid(), 'MEDICATION', 'OWNER', 'Furosemide', case when $2 then now() end) returning id`,
    [at.id, removed],
  )

export async function addSheetTo(at: TestCase, removed = false): Promise<string> {
  const sheetId = await idOf(
    `insert into "LabSheet" ("caseId", id, holder, day, "removedAt")
     values ($1, gen_random_uuid(), 'OWNER', '2026-11-01', case when $2 then now() end) returning id`,
    [at.id, removed],
  )
  await ownerPool().query(
    `insert into "LabValue" ("caseId", "sheetId", place, name, said, unit) values ($1, $2, 0, 'ALT', '48', 'U/L')`,
    [at.id, sheetId],
  )
  return sheetId
}

export const askQuestion = (at: TestCase): Promise<string> =>
  idOf(
    `insert into "InformationRequest" ("caseId", id, "askedOf", question, "askedById")
     values ($1, gen_random_uuid(), 'OWNER', 'Is there an ECG?', gen_random_uuid()) returning id`,
    [at.id],
  )

export const inviteTo = (org: TestOrg, by: PersonActor, tokenHash: string, email: string): Promise<string> =>
  idOf(
    `insert into "Invitation" ("organizationId", id, email, role, "tokenHash", "invitedById", "expiresAt")
     values ($1, gen_random_uuid(), $2, 'ADMIN', $3, $4, now() + interval '7 days') returning id`,
    [org.id, email, tokenHash, by.personId],
  )

/** An offer of this animal to somebody else, not taken up. */
export const offerTo = (ownerId: string, patientId: string, email: string, token: string = randomUUID()) =>
  idOf(
    `insert into "NewHome" ("ownerId", id, "patientId", email, name, "tokenHash", "expiresAt")
     values ($1, gen_random_uuid(), $2, $3, 'Bea', $4, now() + interval '14 days') returning id`,
    [ownerId, patientId, email, token],
  )

/** Somebody who is asked to own this animal together with its first owner, and has not answered. */
export const askToOwn = (ownerId: string, patientId: string, email: string, token: string = randomUUID()) =>
  idOf(
    `insert into "CoOwner" ("ownerId", id, "patientId", email, name, "tokenHash", "expiresAt")
     values ($1, gen_random_uuid(), $2, $3, 'Ben', $4, now() + interval '30 days') returning id`,
    [ownerId, patientId, email, token],
  )

/** Somebody else's animal, of which this person is an owner as well. */
export async function ownedWith(first: PersonActor, patientId: string, who: PersonActor): Promise<string> {
  const id = await askToOwn(first.personId, patientId, who.email)
  await ownerPool().query(`update "CoOwner" set "acceptedAt" = now(), "personId" = $2 where id = $1`, [
    id,
    who.personId,
  ])
  return patientId
}

/** The case's animal has a new home. */
export async function rehome(at: TestCase): Promise<void> {
  await ownerPool().query(
    `with gone as (update "Patient" p set "rehomedAt" = now() from "Case" c where c.id = $1 and p."ownerId" = c."ownerId" and p.id = c."patientId"
       returning p."ownerId", p.id)
     insert into "NewHome" ("ownerId", id, "patientId", email, name, "tokenHash", "expiresAt", "acceptedAt", "newOwnerId", "newPatientId")
     select "ownerId", gen_random_uuid(), id, $2 || '@example.test', 'Bea', $2, now(), now(), gen_random_uuid(), gen_random_uuid() from gone`,
    [at.id, randomUUID()],
  )
}

/** Somebody whom the owner has invited to stand by them. */
export const addSupportTo = (
  at: TestCase,
  email = `plain.${randomUUID()}@example.test`,
  token: string = randomUUID(),
) =>
  idOf(
    `insert into "CaseSupport" ("caseId", id, email, name, "tokenHash", "invitedById", "expiresAt")
     select id, gen_random_uuid(), $2, 'Bea', $3, "ownerId", now() + interval '14 days' from "Case" where id = $1 returning id`,
    [at.id, email, token],
  )

/** All that PostgreSQL holds about the rival, and which tables there are: the same before and after. */
export async function stateOf(rival: Rival): Promise<Record<string, string>> {
  const { rows: tables } = await ownerPool().query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  )
  const mine = Object.values(rival).map((id) => `%${id}%`)
  const state: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await ownerPool().query<{ rows: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text)), '') as rows
       from "${name}" t where t::text like any($1)`,
      [mine],
    )
    state[name] = rows[0]?.rows ?? ''
  }
  return state
}
