import { randomUUID } from 'node:crypto'
import { sha256 } from '#lib/hash.ts'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { caseIn, member, organization, service, type TestCase } from '#lib/testing/world.ts'
import { choice, date, type Fields, id, number, secret, strict, words } from './fields.ts'
import { asPerson, asVisitor, type CaseScene, type Form, onCase } from './scenes.ts'
import { addRecord, idOf, type World } from './world.ts'

// What a practice sends in cases that it begins itself, and the owner whom it invites.

const address = () => `plain.${randomUUID()}@example.test`

/** Everything that a consultation must say before it is signed. */
const NOTE = `with note as (update "PracticeNote" set "consentHow" = 'BY_PHONE', "consentOn" = '2026-11-20',
    animal = '{"name": "Miso", "species": "CAT"}' where "caseId" = $1)
  update "CaseRequest" set history = 'Since November' where "caseId" = $1`

const textOf = (key: string): Promise<string> =>
  idOf('select id from "ConsentText" where key::text = $1 order by version desc limit 1', [key])

/** Somebody stands for the owner: nobody has accepted yet. */
async function standIn(at: TestCase, practiceId: string): Promise<void> {
  const stand = randomUUID()
  await ownerPool().query(
    `insert into "Person" (id, email, name, "invitedBy") values ($1::uuid, 'invited:' || $1::uuid, 'Ana', $2)`,
    [stand, practiceId],
  )
  await ownerPool().query(
    `update "Patient" p set "ownerId" = $1 from "Case" c where c.id = $2 and p.id = c."patientId"`,
    [stand, at.id],
  )
}

const draft: Fields = {
  version: number('1'),
  step: choice('write'),
  go: choice('next'),
  name: words('Miso'),
  breed: words('Domestic shorthair'),
  ownerName: words('Ana Ruiz'),
  ownerEmail: words('ana@example.test'),
  payer: choice('PRACTICE'),
  consentHow: choice('BY_PHONE'),
  consentOn: date('2026-11-20'),
  consentNote: words('In our file'),
  presentingComplaint: words('Breathes fast'),
  history: words('Since November'),
  workingDiagnosis: words('HCM'),
  proposedPlan: words('Echo'),
  medications: words('None'),
  urgency: choice('SOON'),
  'questions[]': words(['Is it heart disease?']),
}
const { go: _go, ...kept } = draft

const begun = { status: 'DRAFT', who: 'vet', kind: 'CONSULTATION', also: NOTE } as const

/** An invitation to a case whose owner nobody is yet. */
async function invited({ hospital, owner }: World, email: string): Promise<string> {
  const practice = await organization('PRACTICE', 'Inviting Practice')
  const at = await caseIn({ owner, hospital, practice, status: 'AWAITING_CONSENT', kind: 'REFERRAL', agreed: true })
  await standIn(at, practice.id)
  const token = randomUUID()
  await ownerPool().query(
    `insert into "OwnerInvitation" ("caseId", id, email, name, "tokenHash", "invitedById", "expiresAt")
     values ($1, gen_random_uuid(), $2, 'Ana', $3, gen_random_uuid(), now() + interval '1 day')`,
    [at.id, email, sha256(token)],
  )
  return token
}

/** A record of the practice whose words were read. */
async function readable(at: TestCase): Promise<string> {
  const recordId = await addRecord(at, 'PRACTICE', 'READY')
  await ownerPool().query(
    `insert into "RecordReading" ("caseId", "recordId", text, "readAt") values ($1, $2, 'Breed: Ragdoll', now())`,
    [at.id, recordId],
  )
  return recordId
}

const statement = async ({ at, rival }: CaseScene): Promise<Fields> => ({
  consentHow: choice('BY_PHONE'),
  consentOn: date('2026-11-20'),
  consentNote: words('In our file'),
  signedName: words('Plain Vet'),
  textId: id(await textOf('OWNER_CONSENT'), rival.recordId, at.id),
})

export const FORMS_OF_BEGUN: Record<string, Form> = {
  begin: async ({ hospital, rival }) => {
    const org = await organization('PRACTICE', 'Beginning Practice')
    const vet = await member(org, 'VET')
    return {
      cookies: { 'next-auth.session-token': vet.sessionId },
      params: { slug: org.slug },
      fields: {
        org: id(org.slug, rival.slug, org.id),
        kind: choice('REFERRAL'),
        paste: words('Patient: Miso\nSpecies: cat'),
        service: id(await service(hospital), rival.patientId, org.id),
        go: choice('file'),
      },
    }
  },
  keepBegun: onCase(begun, () => kept),
  saveBegun: onCase(begun, () => draft),
  readFile: onCase(begun, async ({ at, rival }) => ({ recordId: id(await readable(at), rival.recordId, at.id) })),
  sendBegunCase: onCase(begun, async ({ at, rival }) => ({
    version: number('1'),
    textId: id(await textOf('CONSULTATION'), rival.recordId, at.id),
    statementId: id(await textOf('OWNER_CONSENT'), rival.recordId, at.id),
    signedName: words('Plain Vet'),
  })),
  stateOwnerConsent: onCase({ status: 'IN_TRIAGE', who: 'vet', kind: 'CONSULTATION', released: false }, statement),
  endOwnerConsent: onCase({ status: 'IN_TRIAGE', who: 'vet', kind: 'CONSULTATION' }),
  inviteOwner: onCase(
    { status: 'AWAITING_CONSENT', who: 'vet', kind: 'REFERRAL', agreed: true },
    async ({ at, practice }) => {
      await standIn(at, practice.id)
      return { ownerName: words('Ana Ruiz'), ownerEmail: strict(address()) }
    },
  ),
  shareWithOwner: onCase({ status: 'ANSWERED', who: 'vet', kind: 'CONSULTATION' }, async ({ at, practice }) => {
    await standIn(at, practice.id)
    return { ownerName: words('Ana Ruiz'), ownerEmail: strict(address()) }
  }),
  becomeOwner: asPerson(async (scene) => ({ token: secret(await invited(scene, scene.me.email)) })),
  becomeNewOwner: asVisitor(async (world) => ({ token: secret(await invited(world, address())) })),
}
