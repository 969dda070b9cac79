import type pg from 'pg'
import type { CaseStatus } from '#lib/db/generated/enums.ts'
import { placeHold } from '#lib/case/retention/commands.ts'
import { asActor } from '#lib/db/unit.ts'
import { dayAfter } from '#lib/fixtures/facts.ts'
import { random } from '#lib/fixtures/random.ts'
import { storage } from '#lib/gateways/storage.ts'
import { addPatient } from '#lib/patient/commands.ts'
import { bornFromAge } from '#lib/patient/rules.ts'
import { SPECIES_WORDS } from '#lib/words.ts'
import { buildBegun } from './begun.ts'
import { HOSPITALS, PRACTICES, VETS_WITHOUT_ACCOUNT, type VetKey } from './cast.ts'
import { startDemoClock, type DemoClock } from './clock.ts'
import { saysGoodbye } from './farewells.ts'
import { holdWebhooks, openAccount } from './money.ts'
import { makePeople, type People } from './people.ts'
import { writeRequest } from './steps/asking.ts'
import type { DemoAnimal, DemoOwner, Household, Story } from './story.ts'
import type { Walk } from './walk.ts'

const HOUR = 3_600_000

type Options = { owner: pg.Client; appUrl: string; households: readonly Household[]; pick?: (story: Story) => boolean }

/**
 * Fills an empty database with the demo, through the product's own commands.
 * @param owner the tables' owner; the process's DATABASE_URL must come from `onDemoClock`
 * @returns cases by status
 */
export async function buildDemo({
  owner,
  appUrl,
  households,
  pick = () => true,
}: Options): Promise<Map<CaseStatus, number>> {
  await storage().ensureBucket(appUrl)
  await holdWebhooks(true)
  const people = await makePeople(
    owner,
    households.map((household) => household.owner),
  )
  for (const hospital of HOSPITALS) await openAccount(seatOf(people, hospital.team[0].key))
  const clock = await startDemoClock(owner)
  try {
    await clock.during(async () => {
      for (const { owner: household, stories } of households)
        await live({ owner, clock, people, household, patients: new Map() }, stories.filter(pick))
      await buildBegun({ owner, clock, people })
    })
  } finally {
    await clock.end()
    await holdWebhooks(false)
  }
  await holdOne(owner, people)
  return countByStatus(owner)
}

/** The first hospital's admin keeps a closed case beyond its time. */
async function holdOne(db: pg.Client, people: People): Promise<void> {
  const { actor, org } = seatOf(people, HOSPITALS[0].team[0].key)
  const { rows } = await db.query<{ number: string }>(
    `select number from "Case" where status = 'CLOSED' and "hospitalId" = $1 order by "createdAt", id limit 1`,
    [org.orgId],
  )
  const reason = 'The owner’s insurer has asked for everything about this case.'
  const number = rows[0]?.number
  if (number) await asActor(actor, (unit) => placeHold(unit, actor, org, { number, reason }))
}

async function live(stage: Stage, stories: readonly Story[]): Promise<void> {
  for (const animal of stage.household.animals) stage.patients.set(animal.name, await addAnimal(stage, animal))
  for (const story of stories) await tell(walkFor(stage, story))
  await stage.clock.moveTo(new Date(stage.clock.realNow().getTime() - 2 * HOUR))
  const { owners } = stage.people
  const [owner, today] = [known(owners, stage.household.key), stage.clock.realNow().toISOString().slice(0, 10)]
  for (const animal of stage.household.animals)
    await saysGoodbye(owner, known(stage.patients, animal.name), animal, today, (key) => known(owners, key))
}

async function addAnimal({ clock, people, household }: Stage, animal: DemoAnimal): Promise<string> {
  await clock.moveTo(new Date(clock.realNow().getTime() - 90 * 24 * HOUR))
  const { name, species, breed, sex, neuter, years, kg } = animal
  const months = Math.round((years % 1) * 12)
  const bornOn = bornFromAge(Math.floor(years), months, clock.realNow())
  const actor = known(people.owners, household.key)
  const weightGrams = Math.round(kg * 1000)
  const input = { name, species, breed, sex, neuter, bornOn, weightGrams }
  return (await asActor(actor, (db) => addPatient(db, actor, input))).patientId
}

/** Every step at its time: the last one `ended` hours ago, the others before it. */
async function tell(walk: Walk): Promise<void> {
  const { story, clock, dice } = walk
  const gaps = story.steps.map(({ hours, exact }) => (exact ? hours : hours * (0.8 + 0.4 * dice.next())))
  const length = gaps.reduce((sum, hours) => sum + hours, 0)
  let at = clock.realNow().getTime() - (story.ended + length) * HOUR
  // Files are a few days older than the request they come with.
  walk.facts.date = dayAfter(new Date(at).toISOString().slice(0, 10), -4)
  try {
    await clock.moveTo(new Date(at))
    await writeRequest(walk)
    for (const [place, { run }] of story.steps.entries()) {
      at += (gaps[place] ?? 0) * HOUR
      await clock.moveTo(new Date(at))
      await run(walk)
    }
  } catch (cause) {
    throw new Error(`${story.of} at ${story.at}: "${story.asks.complaint.slice(0, 60)}"`, { cause })
  }
}

type Stage = { owner: pg.Client; clock: DemoClock; people: People; household: DemoOwner; patients: Map<string, string> }

function walkFor({ owner, clock, people, household, patients }: Stage, story: Story): Walk {
  const animal = household.animals.find(({ name }) => name === story.of)
  if (!animal) throw new Error(`${household.name} has no ${story.of}`)
  const service = known(people.services, story.at)
  const team = HOSPITALS.find(({ slug }) => slug === service.hospital)?.team ?? []
  const colleague = team.find(({ key, role }) => role === 'SPECIALIST' && key !== service.by)
  const coordinator = team.find(({ role }) => role === 'COORDINATOR')
  const { vet, seat, nurse } = vetOf(people, story.vet ?? household.vet)
  const cast = {
    OWNER: known(people.owners, household.key),
    FRIEND: known(people.owners, story.friend ?? household.key),
    VET: seat?.actor ?? null,
    NURSE: nurse ?? known(people.owners, household.key),
    COORDINATOR: seatOf(people, coordinator?.key ?? '').actor,
    SPECIALIST: seatOf(people, service.by).actor,
    COLLEAGUE: seatOf(people, colleague?.key ?? '').actor,
  }
  const facts = factsOf(household, animal, story, vet)
  const dice = random(`${household.key}:${story.of}:${story.asks.complaint}`)
  const patientId = known(patients, story.of)
  return {
    story,
    patientId,
    serviceId: service.id,
    caseId: '',
    cast,
    vet,
    facts,
    livesIn: household.livesIn,
    dice,
    clock,
    owner,
  }
}

/** A vet with their practice's account and nurse, or one who will be asked by a mailed link. */
function vetOf(people: People, key: VetKey) {
  const linked = VETS_WITHOUT_ACCOUNT.find((one) => one.key === key)
  if (linked)
    return { vet: { name: linked.name, practice: linked.practice, email: linked.email }, seat: null, nurse: null }
  const seat = seatOf(people, key)
  const practice = PRACTICES.find(({ slug }) => slug === seat.org.slug)
  const helper = practice?.team.find(({ role }) => role === 'NURSE' || role === 'RECEPTION')
  const vet = { name: seat.actor.name, practice: seat.org.name, email: seat.actor.email }
  return { vet, seat, nurse: helper ? seatOf(people, helper.key).actor : null }
}

function factsOf(household: DemoOwner, animal: DemoAnimal, story: Story, vet: Walk['vet']): Walk['facts'] {
  return {
    patient: animal.name,
    species: SPECIES_WORDS[animal.species].label,
    breed: animal.breed,
    sex: `${animal.sex === 'UNKNOWN' ? 'Sex not known' : animal.sex === 'FEMALE' ? 'Female' : 'Male'}${animal.neuter === 'NEUTERED' ? ', neutered' : ''}`,
    ageYears: Math.floor(animal.years),
    weightKg: animal.kg,
    owner: household.name,
    practice: vet.practice,
    vet: vet.name,
    date: '',
    problem: story.asks.complaint,
  }
}

const seatOf = (people: People, key: string) => known(people.seats, key)

function known<T>(map: ReadonlyMap<string, T>, key: string): T {
  const found = map.get(key)
  if (found === undefined) throw new Error(`nobody is called "${key}" in the demo`)
  return found
}

async function countByStatus(owner: pg.Client): Promise<Map<CaseStatus, number>> {
  const { rows } = await owner.query<{ status: CaseStatus; cases: number }>(
    'select status, count(*)::int as cases from "Case" group by status order by status',
  )
  return new Map(rows.map(({ status, cases }) => [status, cases]))
}
