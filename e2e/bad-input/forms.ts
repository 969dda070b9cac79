import { randomUUID } from 'node:crypto'
import type { PersonActor } from '#lib/access/actor.ts'
import { sha256 } from '#lib/hash.ts'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { caseIn, member, organization, service, type TestOrg } from '#lib/testing/world.ts'
import { box, choice, date, type Fields, hint, id, number, secret, strict, words } from './fields.ts'
import { FORMS_OF_A_CASE } from './forms-of-a-case.ts'
import { FORMS_OF_BEGUN } from './forms-of-begun.ts'
import { FORMS_OF_DIRECTORY } from './forms-of-directory.ts'
import { FORMS_OF_PRACTICE } from './forms-of-practice.ts'
import { asPerson, asVisitor, type Form, inHospital, plain } from './scenes.ts'
import { addSupportTo, askToOwn, idOf, inviteTo, offerTo, ownedWith, type World } from './world.ts'

// Every form of the product by its action. An action that is missing here fails the test.

const address = () => `plain.${randomUUID()}@example.test`

const animal: Fields = {
  name: words('Miso'),
  species: choice('CAT'),
  breed: words('Domestic shorthair'),
  sex: choice('FEMALE'),
  neuter: choice('NEUTERED'),
  bornOn: date('2017-03-28'),
  ageYears: number('8'),
  ageMonths: number('3'),
  weightKg: number('4.2'),
}

const serviceFields: Fields = {
  specialty: choice('CARDIOLOGY'),
  name: words('Cardiology opinion'),
  description: words('By a diplomate'),
  fee: strict('320'),
  turnaroundHours: number('48'),
  'species[]': choice(['CAT', 'DOG']),
}

const OPERATOR = 'update "Person" set "isOperator" = true where id = $1'

/** The first version for a place that has none. */
const deliveryRule = async (): Promise<Fields> => {
  await ownerPool().query(`alter table "DeliveryRule" disable trigger append_only`)
  await ownerPool().query(`delete from "DeliveryRule" where region = 'AQ'`)
  await ownerPool().query(`alter table "DeliveryRule" enable trigger append_only`)
  return {
    region: choice('AQ'),
    seen: number('0'),
    withoutVet: choice('GENERAL_ADVICE'),
    words: words('General advice is allowed'),
    withVet: words('Both get the answer'),
    sources: strict('2026-11-21 | A source | https://example.test'),
    reason: words('To have one'),
  }
}

const ownPatient = (me: PersonActor): Promise<string> =>
  idOf(
    `insert into "Patient" ("ownerId", id, name, species) values ($1, gen_random_uuid(), 'Miso', 'CAT') returning id`,
    [me.personId],
  )

const ownService = async ({ org, rival }: { org: TestOrg } & World): Promise<Fields> => ({
  serviceId: id(await service(org), rival.serviceId, org.id),
  version: number('1'),
})

const colleague = async ({ org, rival }: { org: TestOrg } & World): Promise<Fields> => ({
  personId: id((await member(org, 'SPECIALIST')).personId, rival.memberId, org.id),
})

const FORMS_OF_PEOPLE: Record<string, Form> = {
  requestSignIn: asVisitor(() => ({ email: strict(address()), next: hint('/home') })),
  confirmSignIn: asVisitor(() => ({
    email: strict(address()),
    token: secret('not-a-token'),
    name: words('Plain Person'),
    timeZone: hint('Europe/Berlin'),
    next: hint('/home'),
  })),
  signInAsDemoPerson: plain(asVisitor(() => ({ email: id('ana.ruiz@owners.demo.example', address(), 'me') }))),
  signOut: plain(asPerson(() => ({}))),
  actAs: plain(
    asPerson(async ({ me, rival }) => {
      const own = await organization('PRACTICE', 'Own Practice')
      await ownerPool().query(`insert into "Membership" ("organizationId", "personId", role) values ($1, $2, 'VET')`, [
        own.id,
        me.personId,
      ])
      return { hat: id(own.id, rival.orgId, me.personId), next: hint('/home') }
    }),
  ),
  saveProfile: asPerson(() => ({ name: words('Plain Person'), timeZone: choice('Europe/Berlin') })),
  revokeSession: asPerson(async ({ me, rival }) => ({
    sessionId: id(await anotherSession(me), rival.sessionId, me.personId),
  })),
  revokeOtherSessions: asPerson(() => ({})),
  acceptInvitation: asPerson(async ({ me, specialist, hospital }) => {
    const token = randomUUID()
    await inviteTo(hospital, specialist, sha256(token), me.email)
    return { token: secret(token) }
  }),
  acceptSupport: asPerson(async ({ me, owner, hospital }) => {
    const token = randomUUID()
    await addSupportTo(await caseIn({ owner, hospital, status: 'IN_TRIAGE' }), me.email, sha256(token))
    return { token: secret(token) }
  }),
  verifyHospital: asPerson(async ({ rival, me }) => {
    const fresh = await organization('HOSPITAL', 'Unverified Hospital')
    await ownerPool().query('update "Organization" set "verifiedAt" = null where id = $1', [fresh.id])
    return { hospitalId: id(fresh.id, rival.practiceId, me.personId) }
  }, OPERATOR),
  setStorageLimit: asPerson(
    () => ({
      kind: choice('ADDRESS'),
      named: strict('mazur@riverside.test'),
      records: number('100'),
      gigabytes: number('10'),
    }),
    OPERATOR,
  ),
  askToBeForgotten: asPerson(() => ({ understood: box() })),
  callErasureOff: asPerson(() => ({}), 'insert into "ErasureRequest" ("personId", id) values ($1, gen_random_uuid())'),
  previewRule: asPerson(deliveryRule, OPERATOR),
  publishRule: asPerson(deliveryRule, OPERATOR),

  addAnimal: asPerson(() => animal),
  editAnimal: asPerson(async ({ me, rival }) => ({
    patientId: id(await ownPatient(me), rival.patientId, me.personId),
    version: number('1'),
    ...animal,
  })),
  noteOwnAnimalDied: asPerson(async ({ me, rival }) => ({
    patientId: id(await ownPatient(me), rival.patientId, me.personId),
    diedOn: date('2026-11-20'),
  })),
  takeOwnDeathBack: asPerson(async ({ me, rival }) => ({
    patientId: id(await ownPatient(me), rival.patientId, me.personId),
  })),
  offerNewHome: asPerson(async ({ me, rival }) => ({
    patientId: id(await ownPatient(me), rival.patientId, me.personId),
    name: words('Bea'),
    email: strict(address()),
  })),
  endNewHomeOffer: asPerson(async ({ me, rival }) => ({
    homeId: id(await offerTo(me.personId, await ownPatient(me), address()), rival.homeId, me.personId),
  })),
  acceptNewHome: asPerson(async ({ me, owner }) => {
    const token = randomUUID()
    await offerTo(owner.personId, await ownPatient(owner), me.email, sha256(token))
    return { token: secret(token) }
  }),
  askToOwnTogether: asPerson(async ({ me, rival }) => ({
    patientId: id(await ownPatient(me), rival.patientId, me.personId),
    name: words('Ben'),
    email: strict(address()),
  })),
  endCoOwnership: asPerson(async ({ me, rival }) => ({
    coOwnerId: id(await askToOwn(me.personId, await ownPatient(me), address()), rival.coOwnerId, me.personId),
  })),
  leaveAnimal: asPerson(async ({ me, owner, rival }) => ({
    patientId: id(await ownedWith(owner, await ownPatient(owner), me), rival.patientId, me.personId),
  })),
  ownTogether: asPerson(async ({ me, owner }) => {
    const token = randomUUID()
    await askToOwn(owner.personId, await ownPatient(owner), me.email, sha256(token))
    return { token: secret(token) }
  }),
  startRequest: asPerson(async ({ me, rival, hospital }) => ({
    patient: id(await ownPatient(me), rival.patientId, me.personId),
    service: id(await service(hospital), rival.patientId, me.personId),
    situation: choice('irreversible'),
  })),
  'startRequest, a new animal': asPerson(async ({ rival, me }) => ({
    patient: id('NEW', rival.patientId, me.personId),
    ...animal,
  })),
  createOrganization: asPerson(() => ({
    kind: choice('PRACTICE'),
    name: words('Riverside Vets'),
    city: words('Cork'),
    country: choice('IE'),
    timeZone: choice('Europe/Dublin'),
    currency: choice('EUR'),
  })),

  invite: inHospital(() => ({ email: strict(address()), role: choice('SPECIALIST') })),
  revokeInvitation: inHospital(async ({ org, admin, rival }) => ({
    invitationId: id(await inviteTo(org, admin, randomUUID(), address()), rival.invitationId, org.id),
  })),
  changeMember: inHospital(async (scene) => ({
    ...(await colleague(scene)),
    role: choice('BILLING'),
    credentials: words('DECVIM-CA'),
  })),
  endMembership: inHospital(colleague),
  openPayouts: inHospital(async ({ org }) => {
    await ownerPool().query('update "Organization" set "stripeAccountId" = null where id = $1', [org.id])
    return {}
  }),
  add: inHospital(() => serviceFields),
  change: inHospital(async (scene) => ({ ...(await ownService(scene)), ...serviceFields })),
  turn: inHospital(async (scene) => ({ ...(await ownService(scene)), active: choice('off') })),
  saveItem: listOf(() => ({
    itemId: id('bloods', 'another', 'nothing'),
    name: words('Chest X-rays'),
    owner: words('Ask for the original files'),
    vet: words('Two projections'),
    why: words('They show the heart'),
    importance: choice('REQUIRED'),
    counts: choice('XRAY'),
    part: choice('CHEST'),
    days: number('30'),
  })),
  takeOff: listOf(() => ({ itemId: id('bloods', 'another', 'nothing') })),
  backToOurs: listOf(() => ({})),
  keepFor: inHospital(() => ({ years: number('7'), version: number('1') })),
  placeHold: inHospital(() => ({ number: strict(''), reason: words('A complaint') })),
  liftHold: inHospital(async ({ org, admin, rival }) => ({
    holdId: id(
      await idOf(
        `insert into "LegalHold" ("organizationId", id, reason, "placedById", "placedByName")
         values ($1, gen_random_uuid(), 'A complaint', $2, 'Admin') returning id`,
        [org.id, admin.personId],
      ),
      rival.orgId,
      org.id,
    ),
    reason: words('It is settled'),
  })),
  promise: inHospital(() => ({
    turnaroundHours: number('48'),
    triageHours: number('24'),
    followUpDays: number('14'),
    deliveryPolicy: choice('GENERAL_ADVICE'),
    version: number('1'),
  })),
}

/** A form on what a service asks for, whose list is still Conferral's own. */
function listOf(fields: () => Fields): Form {
  return async (world) => {
    let serviceId = ''
    const form = inHospital(async ({ org, rival }) => {
      serviceId = await service(org)
      return { serviceId: id(serviceId, rival.serviceId, org.id), version: number('0'), ...fields() }
    })
    const stage = await form(world)
    return { ...stage, params: { ...stage.params, serviceId } }
  }
}

const anotherSession = (me: PersonActor): Promise<string> =>
  idOf(
    `insert into "Session" (id, "tokenHash", "personId", "expiresAt")
     values (gen_random_uuid(), $1, $2, now() + interval '1 day') returning id`,
    [randomUUID(), me.personId],
  )

/** By "action" or "action, which of its forms". */
export const FORMS: Record<string, Form> = {
  ...FORMS_OF_A_CASE,
  ...FORMS_OF_BEGUN,
  ...FORMS_OF_PRACTICE,
  ...FORMS_OF_DIRECTORY,
  ...FORMS_OF_PEOPLE,
}
