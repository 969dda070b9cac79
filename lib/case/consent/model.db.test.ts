import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import type { CaseAction } from '#lib/access/policy.ts'
import { lookAtRecord } from '#lib/case/records/commands.ts'
import { listRecords } from '#lib/case/records/queries.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { AppError } from '#lib/errors.ts'
import { useDatabase } from '#lib/testing/database.ts'
import {
  after,
  FIRST,
  type Model,
  type Step,
  type Thing,
  THINGS,
  trace,
  VERBS,
  visible,
  type Wish,
} from '#lib/testing/consent-model.ts'
import { traces } from '#lib/testing/traces.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { type CaseUnit, onCase } from '#lib/web/unit.ts'
import { proceed } from './asking.ts'
import { agree, declineAgreement, endAgreement, endRelease, grantRelease } from './commands.ts'
import { currentText } from './find.ts'
import { narrowAgreement, narrowRelease } from './narrowing.ts'
import type { Scope } from './scope.ts'
import { extendAgreement, extendRelease } from './extending.ts'
import { passOn } from './passing-on.ts'

// Owner, vet and time do what they like, through the verbs; after every step the hospital's specialist sees exactly what the two
// signatures cover: in the list, by opening each record, in the count that it is told, and straight in PostgreSQL, where files,
// images, history and laboratory values are. Judged against the model of
// lib/testing/consent-model.ts.

const FROM = { place: '203.0.113.7', agent: 'Tests' }
let owner: PersonActor, specialist: PersonActor, hospital: TestOrg
let texts: { release: string; agreement: string }

beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
  specialist = await member(hospital, 'SPECIALIST')
  await sql(`update "Organization" set "deliveryPolicy" = 'GENERAL_ADVICE' where id = $1`, [hospital.id])
  texts = await asActor(owner, async (db) => ({
    release: (await currentText(db, 'RELEASE')).id,
    agreement: (await currentText(db, 'AGREEMENT')).id,
  }))
})

const sql = (text: string, values: unknown[]) => useDatabase().owner.query(text, values)

/** A case with its things; `ids` is what each is opened by, `items` what a signature names it by. */
type World = TestCase & { ids: Map<string, string>; items: Map<string, string> }

async function fresh(): Promise<World> {
  const at = { ...(await caseIn({ owner, hospital, status: 'AWAITING_CONSENT' })), ids: new Map(), items: new Map() }
  await sql(`update "Case" set "submittedAt" = now() - interval '9 days' where id = $1`, [at.id])
  await put(at, FIRST)
  return at
}

async function put(at: World, things: readonly Thing[]): Promise<void> {
  const rows = things.map((thing) => ({ ...thing, id: randomUUID(), study: randomUUID(), series: randomUUID() }))
  for (const { name, id, study, in: where } of rows) {
    at.ids.set(name, id)
    at.items.set(name, where === 'IMAGE' ? study : id)
  }
  const given = `with given as (select * from jsonb_to_recordset($2) as x (name text, id uuid, study uuid, series uuid, holder "Side",
    kind "RecordKind", day text, "in" text))`
  const by = async (where: Thing['in'][], text: string) => {
    const some = rows.filter((row) => where.includes(row.in))
    if (some.length > 0) await sql(`${given} ${text}`, [at.id, JSON.stringify(some)])
  }
  const heldBy = `case holder when 'PRACTICE' then 'mazur@riverside.test' else '' end`
  await by(
    ['IMAGE'],
    `insert into "Study" ("caseId", id, key, holder, "heldBy", kind, date, images)
    select $1, study, name, holder, ${heldBy}, kind, day, 1 from given`,
  )
  await by(
    ['IMAGE'],
    `insert into "Series" ("caseId", id, "studyId", key, images) select $1, series, study, name, 1 from given`,
  )
  await by(
    ['FILE', 'IMAGE'],
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "contentType", day, "seriesId", "readyAt")
    select $1, id, holder, kind, name, 1, id::text, 'READY', 'application/pdf', day::date, case "in" when 'IMAGE' then series end, clock_timestamp() from given`,
  )
  await by(
    ['ENTRY'],
    `insert into "HistoryEntry" ("caseId", id, kind, holder, what, since, "writtenAt")
    select $1, id, 'PROBLEM', holder, name, day, clock_timestamp() from given`,
  )
  await by(
    ['SHEET'],
    `insert into "LabSheet" ("caseId", id, holder, day, laboratory, "writtenAt")
    select $1, id, holder, day::date, name, clock_timestamp() from given`,
  )
  // A clock that tells milliseconds must not call what comes next the same moment.
  await sql('select pg_sleep(0.002)', [])
}

const seen = async (at: TestCase, table: 'Release' | 'Agreement'): Promise<string> =>
  (await sql(`select id from "${table}" where "caseId" = $1 order by "signedAt" desc, id desc limit 1`, [at.id]))
    .rows[0]?.id ?? ''

function scopeOf(at: World, { kinds, from, to, only, without }: Wish): Scope {
  const items = (only ?? without).map((name) => at.items.get(name) ?? randomUUID())
  return { kinds, from, to, pick: only ? 'ONLY' : without.length > 0 ? 'EXCEPT' : 'ALL', items }
}

/** Does the step through its verb. @throws AppError where product and policy refuse it: then nothing has changed */
async function perform(at: World, step: Step, had: number): Promise<void> {
  const as = (link: boolean) => ({ session: link ? null : owner.sessionId, link: link ? at.linkToken : null })
  const byOwner = <T>(can: CaseAction, work: (unit: CaseUnit) => Promise<T>) => onCase(as(false), at.id, can, work)
  const byVet = <T>(can: CaseAction, work: (unit: CaseUnit) => Promise<T>) => onCase(as(true), at.id, can, work)
  const signature = async (table: 'Release' | 'Agreement') => ({
    signedName: 'Somebody',
    textId: table === 'Release' ? texts.release : texts.agreement,
    seen: await seen(at, table),
  })
  switch (step.do) {
    case 'grant': {
      const input = { ...(await signature('Release')), scope: scopeOf(at, step.wish), days: 30 as const }
      await byOwner('consent.release', ({ db, actor, access }) => grantRelease(db, actor, access, input, FROM))
      return
    }
    case 'agree': {
      const input = { ...(await signature('Agreement')), scope: scopeOf(at, step.wish), comment: '' }
      await byVet('consent.answer', ({ db, actor, access }) => agree(db, actor, access, input, FROM))
      return
    }
    case 'narrowRelease': {
      const wish = scopeOf(at, step.wish)
      await byOwner('consent.endRelease', ({ db, actor, access }) => narrowRelease(db, actor, access, wish, FROM))
      return
    }
    case 'narrowAgreement': {
      const wish = scopeOf(at, step.wish)
      await byVet('consent.endAgreement', ({ db, actor, access }) => narrowAgreement(db, actor, access, wish, FROM))
      return
    }
    case 'add':
      return put(at, THINGS.slice(had, had + 1))
    case 'decline': {
      const no = { answer: 'NO' as const, reason: 'OTHER' as const, reasonLine: 'Not now' }
      const input = { ...(await signature('Agreement')), ...no }
      await byVet('consent.answer', ({ db, actor, access }) => declineAgreement(db, actor, access, input, FROM))
      return
    }
    case 'endRelease':
      await byOwner('consent.endRelease', ({ db, actor, access }) => endRelease(db, actor, access))
      return
    case 'endAgreement':
      await byVet('consent.endAgreement', ({ db, actor, access }) => endAgreement(db, actor, access))
      return
    case 'extendRelease':
      return byOwner('consent.release', ({ db, actor, access }) => extendRelease(db, actor, access, FROM))
    case 'extendAgreement':
      return byVet('consent.answer', ({ db, actor, access }) => extendAgreement(db, actor, access, FROM))
    case 'passOn': {
      const colleague = { colleagueName: 'Dr Roth', colleagueEmail: `${randomUUID()}@riverside.test` }
      return byVet('consent.passOn', ({ db, actor, access }) => passOn(db, actor, access, colleague))
    }
    case 'proceed':
      return byOwner('consent.proceed', ({ db, actor, access }) => proceed(db, actor, access))
    case 'expireRelease':
    case 'expireAgreement': {
      const table = step.do === 'expireRelease' ? 'Release' : 'Agreement'
      // A millisecond ago: the column is as exact as that, and rounds.
      await sql(`update "${table}" set "expiresAt" = clock_timestamp() - interval '1 ms' where "caseId" = $1`, [at.id])
    }
  }
}

/** What the specialist gets to see, three ways, and the number that is told. @param open the records to open, one by one */
async function views(at: World, open: readonly string[]) {
  const session = { session: specialist.sessionId, link: null }
  return onCase(session, at.id, 'records.read', async ({ db, actor, access }) => {
    const opened: string[] = []
    for (const name of open)
      if (await lookAtRecord(db, actor, access, at.ids.get(name) ?? '', null).then(() => true, isRefusal))
        opened.push(name)
    const listed = (await listRecords(db, access, null)).groups.flatMap(({ items }) => items.map((item) => item.name))
    return { listed, opened, ...(await inside(db, at)) }
  })
}

/** Straight in PostgreSQL, under its own rule. */
async function inside(db: Db, at: World): Promise<{ inPostgres: string[]; told: number }> {
  const found = await db.$queryRaw<{ name: string; told: number }[]>`
    select name, app.records_open_to_us(${at.id}::uuid) as told from (
      select name from "Record" where "caseId" = ${at.id}::uuid
      union all select what from "HistoryEntry" where "caseId" = ${at.id}::uuid
      union all select laboratory from "LabSheet" where "caseId" = ${at.id}::uuid
      union all select 'study ' || key from "Study" where "caseId" = ${at.id}::uuid
      union all select 'series ' || key from "Series" where "caseId" = ${at.id}::uuid) found`
  return { inPostgres: found.map(({ name }) => name), told: found[0]?.told ?? 0 }
}

function isRefusal(error: unknown): false {
  if (error instanceof AppError) return false
  throw error
}

/** Of each image its study and its series, too. */
const namesIn = (things: readonly Thing[]): string[] =>
  things.flatMap(({ name, in: where }) => (where === 'IMAGE' ? [name, `study ${name}`, `series ${name}`] : [name]))

/** Lists are read whole after every step; opened is what it has changed, and everything at the end. */
async function judge(at: World, was: Model, model: Model, last: boolean): Promise<number> {
  const [before, expected] = [visible(was), visible(model)]
  const changed = THINGS.filter((thing) => before.includes(thing) !== expected.includes(thing)).map(({ name }) => name)
  const open = last ? [...at.ids.keys()] : changed
  if (open.length === 0) {
    // Nothing has changed, says the model: then PostgreSQL shows what it showed before, and the product reads no further.
    const { inPostgres } = await asActor(specialist, (db) => inside(db, at))
    expect(inPostgres.toSorted(), 'in PostgreSQL').toEqual(namesIn(expected).toSorted())
    return 0
  }
  const files = expected.filter((thing) => thing.in === 'FILE' || thing.in === 'IMAGE').map(({ name }) => name)
  const { listed, opened, inPostgres, told } = await views(at, open)
  expect(listed.toSorted(), 'in the list').toEqual(files.toSorted())
  expect(opened.toSorted(), 'opened').toEqual(files.filter((name) => open.includes(name)).toSorted())
  expect(told, 'told').toBe(files.length)
  expect(inPostgres.toSorted(), 'in PostgreSQL').toEqual(namesIn(expected).toSorted())
  return expected.filter(({ holder }) => holder === 'PRACTICE').length
}

const { numRuns, patienceMs, abreast } = traces(60)

describe('consent, whatever owner, vet and time do', () => {
  it(
    'opens to the hospital exactly what both signatures cover',
    async () => {
      const count = { done: 0, refused: 0, practice: 0, by: new Map<string, number>() }
      const walk = async (steps: Step[]) => {
        const at = await fresh()
        let model: Model = { release: null, agreement: null, had: FIRST.length }
        for (const [nth, next] of steps.entries()) {
          const did = await perform(at, next, model.had).then(() => true, isRefusal)
          const was = model
          if (did) model = after(model, next)
          if (did) count.by.set(next.do, (count.by.get(next.do) ?? 0) + 1)
          count[did ? 'done' : 'refused'] += 1
          count.practice += await judge(at, was, model, nth === steps.length - 1)
        }
      }
      await abreast((runs) => fc.assert(fc.asyncProperty(trace, walk), { numRuns: runs }))
      const verbs = [...count.by].map(([verb, times]) => `${verb} ${times}`).join(', ')
      process.stdout.write(
        `${numRuns} traces: ${count.done} steps done, ${count.refused} refused, ${count.practice} practice records seen (${verbs})\n`,
      )
      expect(count.practice).toBeGreaterThan(numRuns / 10)
      if (numRuns >= 1000) expect([...count.by.keys()].toSorted(), 'verbs done').toEqual(VERBS.toSorted())
    },
    patienceMs,
  )
})
