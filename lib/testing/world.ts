import { randomInt, randomUUID } from 'node:crypto'
import type { LinkActor, OrgHat, PersonActor } from '#lib/access/actor.ts'
import type { CaseKind, CaseStatus, MemberRole, OrganizationKind, Turn } from '#lib/db/generated/enums.ts'
import { sha256 } from '#lib/hash.ts'
import { ownerPool } from './owner-pool.ts'

// People, tenants and cases for tests, written by the tables' owner so that each stage can be tested by itself.

// Several test processes may share one database.
let serial = randomInt(1_000_000_000)

export async function person(name = 'Ana Ruiz'): Promise<PersonActor> {
  const owner = ownerPool()
  const [personId, sessionId] = [randomUUID(), randomUUID()]
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}.${++serial}@example.test`
  await owner.query('insert into "Person" (id, email, name, "emailVerifiedAt") values ($1, $2, $3, now())', [
    personId,
    email,
    name,
  ])
  await owner.query(
    `insert into "Session" (id, "tokenHash", "personId", "expiresAt") values ($1, $2, $3, now() + interval '1 day')`,
    [sessionId, sha256(sessionId), personId],
  )
  return {
    kind: 'PERSON',
    sessionId,
    personId,
    name,
    email,
    timeZone: 'UTC',
    operator: false,
    hat: { kind: 'OWNER' },
    hats: [],
  }
}

export type TestOrg = { id: string; slug: string; name: string; kind: OrganizationKind }

export async function organization(
  kind: OrganizationKind,
  name: string,
  extra: { deliveryPolicy?: string; chargesEnabled?: boolean } = {},
): Promise<TestOrg> {
  const org = { id: randomUUID(), slug: `${name.toLowerCase().replace(/[^a-z]+/g, '-')}-${++serial}`, name, kind }
  await ownerPool().query(
    `insert into "Organization" (id, kind, slug, name, "verifiedAt", "stripeAccountId", "chargesEnabled", "deliveryPolicy")
     values ($1, $2, $3, $4, now(), $5, $6, $7)`,
    [
      org.id,
      kind,
      org.slug,
      name,
      kind === 'HOSPITAL' ? `acct_${serial}` : null,
      extra.chargesEnabled ?? true,
      extra.deliveryPolicy ?? 'ATTENDING_VET_ONLY',
    ],
  )
  return org
}

/** A person with this role there, acting as the organization. */
export async function member(
  org: TestOrg,
  role: MemberRole,
  name = `${role.toLowerCase()} of ${org.name}`,
): Promise<PersonActor> {
  const who = await person(name)
  const owner = ownerPool()
  await owner.query('insert into "Membership" ("organizationId", "personId", role) values ($1, $2, $3)', [
    org.id,
    who.personId,
    role,
  ])
  await owner.query('update "Session" set "actingOrgId" = $1 where id = $2', [org.id, who.sessionId])
  const hat: OrgHat = {
    kind: org.kind,
    orgId: org.id,
    name: org.name,
    slug: org.slug,
    role,
    credentials: '',
    timeZone: 'UTC',
  }
  return { ...who, hat, hats: [hat] }
}

export async function service(hospital: TestOrg): Promise<string> {
  const id = randomUUID()
  await ownerPool().query(
    `insert into "Service" ("organizationId", id, specialty, name, "feeMinor", currency, "turnaroundHours")
     values ($1, $2, 'CARDIOLOGY', 'Cardiology opinion', 32000, 'EUR', 48)`,
    [hospital.id, id],
  )
  return id
}

export type TestCase = { id: string; link: LinkActor; linkToken: string; estimateId: string | null }

type CaseOptions = {
  owner: PersonActor
  hospital: TestOrg
  practice?: TestOrg
  status: CaseStatus
  released?: boolean
  agreed?: boolean
  assignee?: PersonActor
  kind?: CaseKind
  /** Of a consultation: the practice, unless it says otherwise. */
  payer?: 'OWNER' | 'PRACTICE'
}

const TURN: Partial<Record<CaseStatus, Turn>> = {
  DRAFT: 'OWNER',
  AWAITING_CONSENT: 'OWNER_AND_PRACTICE',
  IN_TRIAGE: 'HOSPITAL',
  NEEDS_INFORMATION: 'OWNER',
  AWAITING_PAYMENT: 'OWNER',
  IN_REVIEW: 'HOSPITAL',
  ANSWERED: 'EVERYONE',
}

/** A case as it would stand in this status, with what must have come before: consent, estimate, payment mark. */
export async function caseIn({
  owner: who,
  hospital,
  practice,
  status,
  released,
  agreed,
  assignee,
  kind = 'SECOND_OPINION',
  payer = kind === 'CONSULTATION' ? 'PRACTICE' : 'OWNER',
}: CaseOptions): Promise<TestCase> {
  const owner = ownerPool()
  const [id, patientId, linkId, linkToken] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const past = !['DRAFT', 'AWAITING_CONSENT'].includes(status)
  const paid = ['IN_REVIEW', 'ANSWERED', 'CLOSED'].includes(status)
  const serviceId = await service(hospital)
  await owner.query(
    `insert into "Patient" ("ownerId", id, name, species, breed) values ($1, $2, 'Miso', 'CAT', 'Domestic shorthair')`,
    [who.personId, patientId],
  )
  await owner.query(
    `insert into "Case" (id, number, status, "ownerId", "patientId", "practiceId", "hospitalId", "serviceId", specialty, "assigneeId", turn,
       "attendingVetName", "attendingVetPractice", "attendingVetEmail", title, headline, "submittedAt", "paidAt", "answeredAt", kind, payer, "updatedAt")
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'CARDIOLOGY', $9, $10, 'Dr Tomasz Mazur', 'Riverside Vets', 'mazur@riverside.test', 'Miso',
       'HCM or not?', $11, $12, $13, $14, $15, now())`,
    [
      id,
      `CF-${String(++serial).padStart(5, '0')}`,
      status,
      who.personId,
      patientId,
      // An owner's request names a practice when it is sent; a practice's own is with it from the beginning.
      status === 'DRAFT' && kind === 'SECOND_OPINION' ? null : (practice?.id ?? null),
      hospital.id,
      serviceId,
      assignee?.personId ?? null,
      TURN[status] ?? 'NOBODY',
      status === 'DRAFT' || (status === 'AWAITING_CONSENT' && kind !== 'SECOND_OPINION') ? null : new Date(),
      paid ? new Date() : null,
      ['ANSWERED', 'CLOSED'].includes(status) ? new Date() : null,
      kind,
      payer,
    ],
  )
  await owner.query(
    `insert into "CaseRequest" ("caseId", "redFlagAnswer", "presentingComplaint", "workingDiagnosis", questions)
     values ($1, 'NONE', 'Breathes fast asleep', 'Suspected HCM', array['Is it heart disease?', 'Is anaesthesia safe?', 'What if we wait?'])`,
    [id],
  )
  if (kind !== 'SECOND_OPINION') await owner.query('insert into "PracticeNote" ("caseId") values ($1)', [id])
  await owner.query(
    `insert into "CaseLink" ("caseId", id, email, name, "tokenHash", "expiresAt") values ($1, $2, 'mazur@riverside.test', 'Dr Tomasz Mazur', $3, now() + interval '30 days')`,
    [id, linkId, sha256(linkToken)],
  )
  if (released ?? past) await sign(id, hospital, 'RELEASE', who.personId)
  if (agreed ?? past) await sign(id, hospital, 'AGREEMENT', linkId)
  const estimateId = past && status !== 'IN_TRIAGE' ? await estimate(id, who.personId) : null
  return {
    id,
    link: { kind: 'LINK', linkId, caseId: id, name: 'Dr Tomasz Mazur', email: 'mazur@riverside.test' },
    linkToken,
    estimateId,
  }
}

/** Somebody whom the case's owner asked to stand by them, and who accepted. */
export async function supporter(caseId: string, name = 'Bea Support', mayWrite = false): Promise<PersonActor> {
  const who = await person(name)
  await standBy(caseId, who, mayWrite)
  return who
}

export async function standBy(caseId: string, who: PersonActor, mayWrite: boolean): Promise<void> {
  await ownerPool().query(
    `insert into "CaseSupport" ("caseId", id, email, name, "mayWrite", "personId", "tokenHash", "invitedById", "expiresAt", "acceptedAt")
     select id, $2::uuid, $3, $4, $5, $6, $2::text, "ownerId", now() + interval '14 days', now() from "Case" where id = $1`,
    [caseId, randomUUID(), who.email, who.name, mayWrite, who.personId],
  )
}

/** This person owns the case's animal with its first owner: accepted, and ended where it says so. Returns the ownership's id. */
export async function coOwn(caseId: string, who: PersonActor, ended = false): Promise<string> {
  const { rows } = await ownerPool().query<{ id: string }>(
    `insert into "CoOwner" ("ownerId", id, "patientId", email, name, "personId", "tokenHash", "expiresAt", "acceptedAt", "endedAt", "endedBy")
     select "ownerId", $2::uuid, "patientId", $3, $4, $5, $2::text, now() + interval '30 days', now(),
       case when $6 then now() end, case when $6 then 'OWNER' end from "Case" where id = $1 returning id`,
    [caseId, randomUUID(), who.email, who.name, who.personId, ended],
  )
  return rows[0]?.id ?? ''
}

const KINDS = '{HISTORY,LAB,IMAGING,PATHOLOGY,PHOTO,VIDEO,LETTER,OTHER}'

async function sign(caseId: string, hospital: TestOrg, key: 'RELEASE' | 'AGREEMENT', by: string): Promise<void> {
  const owner = ownerPool()
  const text = await owner.query<{ id: string }>(
    'select id from "ConsentText" where key = $1 order by version desc limit 1',
    [key],
  )
  const shared = [caseId, randomUUID(), hospital.id, KINDS, text.rows[0]?.id, by]
  if (key === 'RELEASE')
    await owner.query(
      `insert into "Release" ("caseId", id, "hospitalId", kinds, "textId", "grantedById", "signedName", "expiresAt") values ($1, $2, $3, $4, $5, $6, 'Owner', now() + interval '90 days')`,
      shared,
    )
  else
    await owner.query(
      `insert into "Agreement" ("caseId", id, "hospitalId", kinds, "textId", "actorId", "actorKind", decision, "signedName", "expiresAt") values ($1, $2, $3, $4, $5, $6, 'LINK', 'AGREED', 'Vet', now() + interval '90 days')`,
      shared,
    )
}

async function estimate(caseId: string, by: string): Promise<string> {
  const id = randomUUID()
  await ownerPool().query(
    `insert into "Estimate" ("caseId", id, "amountMinor", currency, "turnaroundHours", "createdById", "validUntil") values ($1, $2, 32000, 'EUR', 48, $3, now() + interval '14 days')`,
    [caseId, id, by],
  )
  return id
}
