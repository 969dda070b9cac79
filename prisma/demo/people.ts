import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { verifyHospital } from '#lib/organization/commands.ts'
import { address, type DemoHospital, type DemoMember, HOSPITALS, OPERATOR, PRACTICES } from './cast.ts'
import type { DemoOwner } from './story.ts'

// People and tenants are written by the tables' owner: each would sign in by mail and be invited by mail, and the demo has
// nobody to press those buttons. From then on everything they do goes through the product's commands.

type Org = { kind: 'PRACTICE' | 'HOSPITAL'; id: string } & Omit<DemoHospital, 'team' | 'services'> & {
    team: readonly DemoMember[]
    services: DemoHospital['services']
  }

export type Seat = { actor: PersonActor; org: OrgHat }

export type People = {
  /** Members by key. */
  seats: Map<string, Seat>
  owners: Map<string, PersonActor>
  operator: PersonActor
  hospitals: Map<string, OrgHat>
  /** Service ids by key, with the hospital that offers them. */
  services: Map<string, { id: string; hospital: string; by: string }>
}

const DAY = 86_400_000

/** Writes owners, teams, services and the operator; hospitals are verified by the operator. */
export async function makePeople(db: pg.Client, owners: readonly DemoOwner[]): Promise<People> {
  const people: People = {
    seats: new Map(),
    owners: new Map(),
    operator: await makePerson(db, { ...OPERATOR, place: 'platform', timeZone: 'UTC', operator: true }),
    hospitals: new Map(),
    services: new Map(),
  }
  for (const owner of owners)
    people.owners.set(owner.key, await makePerson(db, { ...owner, place: 'owners', operator: false }))
  for (const hospital of HOSPITALS)
    await makeOrganization(db, people, { kind: 'HOSPITAL', id: randomUUID(), ...hospital })
  for (const practice of PRACTICES)
    await makeOrganization(db, people, { kind: 'PRACTICE', id: randomUUID(), ...practice, ...NO_HOSPITAL })
  for (const { orgId } of people.hospitals.values())
    await asActor(people.operator, (unit) => verifyHospital(unit, people.operator, orgId))
  return people
}

/** What a practice has no use for: the columns keep their defaults. */
const NO_HOSPITAL = {
  triageHours: 24,
  followUpDays: 14,
  deliveryPolicy: 'ATTENDING_VET_ONLY' as const,
  services: [],
}

type NewPerson = {
  key: string
  name: string
  place: string
  timeZone: string
  operator: boolean
  phone?: string
}

let made = 0

async function makePerson(db: pg.Client, person: NewPerson): Promise<PersonActor> {
  const { key, name, place, timeZone, operator, phone = null } = person
  const [personId, email] = [randomUUID(), address(key, place)]
  // A minute apart, so that lists by age have an order.
  const joined = new Date(Date.now() - 300 * DAY + (made += 1) * 60_000)
  await db.query(
    `insert into "Person" (id, email, name, phone, "timeZone", "isOperator", "emailVerifiedAt", "createdAt")
     values ($1, $2, $3, $4, $5, $6, $7, $7)`,
    [personId, email, name, phone, timeZone, operator, joined],
  )
  const hat = { kind: 'OWNER' } as const
  return { kind: 'PERSON', sessionId: randomUUID(), personId, name, email, timeZone, operator, hat, hats: [] }
}

async function makeOrganization(db: pg.Client, people: People, org: Org): Promise<void> {
  const joined = new Date(Date.now() - 299 * DAY)
  await db.query(
    `insert into "Organization" (id, kind, slug, name, about, city, country, email, phone, "timeZone", currency, "triageHours",
       "followUpDays", "deliveryPolicy", "createdAt")
     values ($1, $2::"OrganizationKind", $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::"DeliveryPolicy", $15)`,
    [
      ...[
        org.id,
        org.kind,
        org.slug,
        org.name,
        org.about,
        org.city,
        org.country,
        address('hello', org.slug),
        org.phone,
      ],
      ...[org.timeZone, org.currency, org.triageHours, org.followUpDays, org.deliveryPolicy, joined],
    ],
  )
  for (const member of org.team) people.seats.set(member.key, await makeMember(db, org, member, joined))
  if (org.kind === 'PRACTICE') return
  people.hospitals.set(org.slug, hatAt(org, { role: 'ADMIN', credentials: '' }))
  for (const service of org.services) {
    const id = randomUUID()
    await db.query(
      `insert into "Service" ("organizationId", id, specialty, name, description, "feeMinor", currency, "turnaroundHours", species)
       values ($1, $2, $3::"Specialty", $4, $5, $6, $7, $8, $9::"Species"[])`,
      [
        ...[org.id, id, service.specialty, service.name, service.description, service.fee * 100],
        ...[org.currency, service.hours, `{${service.species.join(',')}}`],
      ],
    )
    people.services.set(service.key, { id, hospital: org.slug, by: service.by })
  }
}

async function makeMember(db: pg.Client, org: Org, member: DemoMember, joined: Date): Promise<Seat> {
  const { timeZone } = org
  const actor = await makePerson(db, { ...member, place: org.slug, timeZone, operator: false })
  const { role, credentials = '' } = member
  await db.query(
    `insert into "Membership" ("organizationId", "personId", role, credentials, "createdAt") values ($1, $2, $3::"MemberRole", $4, $5)`,
    [org.id, actor.personId, role, credentials, joined],
  )
  const hat = hatAt(org, { role, credentials })
  return { actor: { ...actor, hat, hats: [hat] }, org: hat }
}

const hatAt = (
  { id, kind, name, slug, timeZone }: Org,
  seat: { role: OrgHat['role']; credentials: string },
): OrgHat => ({ kind, orgId: id, name, slug, timeZone, ...seat })
