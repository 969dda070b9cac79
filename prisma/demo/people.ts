import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { asksOf } from './asks.ts'
import { publishRule } from '#lib/case/delivery/commands.ts'
import { keepItem } from '#lib/case/records/readiness/hospital-list.ts'
import { asActor } from '#lib/db/unit.ts'
import type { OrganizationKind } from '#lib/db/generated/enums.ts'
import { addSite } from '#lib/organization/sites.ts'
import { addText } from '#lib/organization/texts.ts'
import { claimByMail, claimByOperator } from '#lib/organization/claims.ts'
import { verifyHospital } from '#lib/organization/commands.ts'
import { addService, changePromises } from '#lib/organization/services.ts'
import { address, type DemoHospital, type DemoMember, type DemoPlace, HOSPITALS, OPERATOR, PRACTICES } from './cast.ts'
import { describeHospital, nameGroup } from './profiles.ts'
import type { DemoOwner } from './story.ts'

// People and teams are written by the tables' owner: each would sign in by mail and be invited by mail, and the demo has
// nobody to press those buttons. From then on everything they do goes through the product's commands.

/** A member, acting as their organization. */
export type Seat = { actor: PersonActor; org: OrgHat }

export type People = {
  /** Members by key. */
  seats: Map<string, Seat>
  /** Owners by key. */
  owners: Map<string, PersonActor>
  /** Services by key, with the hospital's slug and who usually answers. */
  services: Map<string, { id: string; hospital: string; by: string }>
}

const DAY = 86_400_000

/** Writes owners, teams and the operator; hospitals say what they offer and are verified by the operator. */
export async function makePeople(db: pg.Client, owners: readonly DemoOwner[]): Promise<People> {
  const people: People = { seats: new Map(), owners: new Map(), services: new Map() }
  const register = personMaker(db)
  const operator = await register({ ...OPERATOR, place: 'platform', timeZone: 'UTC', operator: true })
  for (const owner of owners) people.owners.set(owner.key, await register({ ...owner, place: 'owners' }))
  for (const place of PRACTICES) await makeOrganization(db, register, people, ['PRACTICE', place])
  await showAddresses(people)
  for (const hospital of HOSPITALS) {
    const orgId = await makeOrganization(db, register, people, ['HOSPITAL', hospital])
    await offerServices(people, hospital)
    await describeHospital(people.seats, operator, hospital)
    await asActor(operator, (unit) => verifyHospital(unit, operator, orgId))
  }
  await nameGroup(operator)
  await asActor(operator, (unit) => publishRule(unit, operator, FOR_THE_DEMO))
  return people
}

const SITES = [
  { name: 'Drumcondra', address: '14 Mill Lane, Dublin 9', phone: '+353 1 555 0117', email: null },
  {
    ...{ name: 'Phibsborough', address: '2 Canal Road, Dublin 7', phone: '+353 1 555 0118' },
    email: 'phibsborough@riverside-vets.demo.example',
  },
]

const TEXTS = [
  {
    ...{ kind: 'COVER_NOTE' as const, title: 'Records on their way' },
    body: 'Dear colleagues of {hospital}, the films and the clinic notes of {patient} ({case}) are with you now. Ring us if anything is missing. {vet}, {practice}',
  },
  {
    ...{ kind: 'COMMENT' as const, title: 'Glad of your view' },
    body: 'We are glad of a second pair of eyes on {patient}. {owner} knows that we stay in touch.',
  },
]

/** One practice has shown that its domain is its own; another, with an address at a provider for everybody, waits for the operator. */
async function showAddresses({ seats }: People): Promise<void> {
  const [mazur, sheehan] = [seats.get('tomasz.mazur'), seats.get('niall.sheehan')]
  if (!mazur || !sheehan) throw new Error('the cast has changed')
  const own = { address: mazur.actor.email, scope: 'DOMAIN' as const }
  await asActor(mazur.actor, (db) => claimByMail(db, mazur.actor, mazur.org, own))
  await asActor(mazur.actor, async (db) => {
    for (const site of SITES) await addSite(db, mazur.org, site)
    for (const text of TEXTS) await addText(db, mazur.org, text)
  })
  const asked = {
    ...{ address: 'oakfield.cork@mail-for-all.demo.example', scope: 'ADDRESS' as const },
    statement: 'It stands on our website and on the sign at the door. Ring us at +353 21 555 0133, before ten is best.',
  }
  await asActor(sheehan.actor, (db) => claimByOperator(db, sheehan.actor, sheehan.org, asked))
}

/** Made up, so that the demo has a case that went on without the vet: the product knows of no rule for Ireland. */
const FOR_THE_DEMO = {
  ...{ region: 'IE', seen: 0, withoutVet: 'GENERAL_ADVICE' as const },
  words: 'Made up for this demo: where the vet does not answer, a hospital may speak about an illness in general.',
  withVet: 'The attending vet agrees and stays responsible; owner and vet get the answer together.',
  sources: [{ title: 'An example, not a source', url: null, readOn: '2026-11-21' }],
  reason: 'Shows how a rule is published.',
}

type NewPerson = { key: string; name: string; place: string; timeZone: string; operator?: boolean; phone?: string }
type Register = (person: NewPerson) => Promise<PersonActor>

/** Each a minute after the one before, so that lists by age have an order. */
function personMaker(db: pg.Client): Register {
  let joined = Date.now() - 300 * DAY
  return async ({ key, name, place, timeZone, operator = false, phone = null }) => {
    const [personId, email] = [randomUUID(), address(key, place)]
    joined += 60_000
    await db.query(
      `insert into "Person" (id, email, name, phone, "timeZone", "isOperator", "emailVerifiedAt", "createdAt")
       values ($1, $2, $3, $4, $5, $6, $7, $7)`,
      [personId, email, name, phone, timeZone, operator, new Date(joined)],
    )
    const hat = { kind: 'OWNER' } as const
    return { kind: 'PERSON', sessionId: randomUUID(), personId, name, email, timeZone, operator, hat, hats: [] }
  }
}

async function makeOrganization(
  db: pg.Client,
  register: Register,
  people: People,
  [kind, place]: [OrganizationKind, DemoPlace],
): Promise<string> {
  const { slug, name, about, city, country, phone, timeZone, currency } = place
  const [orgId, joined] = [randomUUID(), new Date(Date.now() - 299 * DAY)]
  await db.query(
    `insert into "Organization" (id, kind, slug, name, about, city, country, email, phone, "timeZone", currency, "createdAt")
     values ($1, $2::"OrganizationKind", $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [orgId, kind, slug, name, about, city, country, address('hello', slug), phone, timeZone, currency, joined],
  )
  for (const member of place.team) {
    const person = await register({ ...member, place: slug, timeZone })
    const hat = hatOf({ kind, orgId, name, slug, timeZone }, member)
    await db.query(
      `insert into "Membership" ("organizationId", "personId", role, credentials, "createdAt")
       values ($1, $2, $3::"MemberRole", $4, $5)`,
      [orgId, person.personId, hat.role, hat.credentials, joined],
    )
    people.seats.set(member.key, { actor: { ...person, hat, hats: [hat] }, org: hat })
  }
  return orgId
}

const hatOf = (org: Omit<OrgHat, 'role' | 'credentials'>, { role, credentials = '' }: DemoMember): OrgHat => ({
  ...org,
  role,
  credentials,
})

/** Promises and services, as the hospital's administrator says them. */
async function offerServices(people: People, hospital: DemoHospital): Promise<void> {
  const admin = hospital.team.find(({ role }) => role === 'ADMIN')
  const seat = people.seats.get(admin?.key ?? '')
  if (!seat) throw new Error(`${hospital.name} has no administrator`)
  const { actor, org } = seat
  const { triageHours, followUpDays, deliveryPolicy } = hospital
  const promises = { turnaroundHours: 48, triageHours, followUpDays, deliveryPolicy, version: 1 }
  await asActor(actor, (db) => changePromises(db, org, promises))
  for (const { key, specialty, name, description, fee, hours, species, by } of hospital.services) {
    const input = { specialty, name, description, fee: String(fee), turnaroundHours: hours, 'species[]': species }
    const { id } = await asActor(actor, (db) => addService(db, org, input))
    const asks = asksOf(key)
    if (asks) {
      const item = { ...asks, itemId: '', importance: 'WANTED' as const, part: 'ANY' as const }
      await asActor(actor, (db) => keepItem(db, { actor, org }, { ...item, serviceId: id, version: 0 }))
    }
    people.services.set(key, { id, hospital: hospital.slug, by })
  }
}
