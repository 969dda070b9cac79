import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { linkToken } from '#lib/access/link-token.ts'
import type { CaseAction } from '#lib/access/policy.ts'
import { listForExport } from '#lib/case/export/contents.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { lookAtRecord } from '#lib/case/records/commands.ts'
import { listImaging } from '#lib/case/records/imaging/queries.ts'
import { readingsOf } from '#lib/case/records/preview/queries.ts'
import { listRecords } from '#lib/case/records/queries.ts'
import { searchCases } from '#lib/case/search.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { AppError } from '#lib/errors.ts'
import { readHistory } from '#lib/patient/history/queries.ts'
import { readLab } from '#lib/patient/laboratory/queries.ts'
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
import { consentWorlds, put, type ConsentWorld as World } from '#lib/testing/consent-world.ts'
import { traces } from '#lib/testing/traces.ts'
import { member, organization, person, type TestOrg } from '#lib/testing/world.ts'
import { type CaseUnit, onCase } from '#lib/web/unit.ts'
import { proceed } from './asking.ts'
import { agree, declineAgreement, endAgreement, endRelease, grantRelease } from './commands.ts'
import { currentText } from './find.ts'
import { narrowAgreement, narrowRelease } from './narrowing.ts'
import type { Scope } from './scope.ts'
import { extendAgreement, extendRelease } from './extending.ts'
import { passOn } from './passing-on.ts'
import { renewLink } from './renewing.ts'

// Owner, vet, a colleague of theirs and time do what they like, through the verbs; after every step the hospital's specialist sees
// exactly what the two signatures cover: in the list, by opening each record, in the count that it is told, and straight in
// PostgreSQL, where files, images, history and laboratory values are; and at the end of each walk in every other way that shows
// one. Judged against the model of lib/testing/consent-model.ts.

const FROM = { place: '203.0.113.7', agent: 'Tests' }
let owner: PersonActor, specialist: PersonActor, hospital: TestOrg
let texts: { release: string; agreement: string }

beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
  specialist = await member(hospital, 'SPECIALIST')
  fresh = consentWorlds({ owner, hospital })
  await sql(`update "Organization" set "deliveryPolicy" = 'GENERAL_ADVICE' where id = $1`, [hospital.id])
  texts = await asActor(owner, async (db) => ({
    release: (await currentText(db, 'RELEASE')).id,
    agreement: (await currentText(db, 'AGREEMENT')).id,
  }))
})

const sql = (text: string, values: unknown[]) => useDatabase().owner.query(text, values)

let fresh: () => Promise<World>

const seen = async (at: World, table: 'Release' | 'Agreement'): Promise<string> =>
  (await sql(`select id from "${table}" where "caseId" = $1 order by "signedAt" desc, id desc limit 1`, [at.id]))
    .rows[0]?.id ?? ''

const newestLink = async (at: World): Promise<string> => {
  const text =
    'select id from "CaseLink" where "caseId" = $1 and "revokedAt" is null order by "createdAt" desc, id desc limit 1'
  return linkToken((await sql(text, [at.id])).rows[0].id)
}

function scopeOf(at: World, { kinds, from, to, only, without }: Wish): Scope {
  const items = (only ?? without).map((name) => at.items.get(name) ?? randomUUID())
  return { kinds, from, to, pick: only ? 'ONLY' : without.length > 0 ? 'EXCEPT' : 'ALL', items }
}

/** Does the step through its verb. @throws AppError where product and policy refuse it: then nothing has changed */
async function perform(at: World, step: Step, had: number): Promise<void> {
  const as = (link: boolean) => ({ session: link ? null : owner.sessionId, link: link ? at.links.now : null })
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
      return put([at], THINGS.slice(had, had + 1))
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
      await byVet('consent.passOn', ({ db, actor, access }) => passOn(db, actor, access, colleague))
      at.links.now = await newestLink(at)
      return
    }
    case 'renewLink': {
      const before = { session: null, link: at.links.vet }
      await byOwner('consent.newLink', ({ db, actor, access }) => renewLink(db, actor, access))
      at.links.vet = at.links.now = await newestLink(at)
      // The one before is nobody's any more.
      await expect(onCase(before, at.id, 'consent.read', async () => 'opened')).rejects.toThrow(AppError)
      return
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

/** What the specialist gets to see by the ways that the product has, and straight in PostgreSQL. @param open one by one */
async function views(at: World, open: readonly string[], everyWay: boolean) {
  const session = { session: specialist.sessionId, link: null }
  return onCase(session, at.id, 'records.read', async ({ db, actor, access }) => {
    const opened: string[] = []
    for (const name of open)
      if (await lookAtRecord(db, actor, access, at.ids.get(name) ?? '', null).then(() => true, isRefusal))
        opened.push(name)
    const listed = (await listRecords(db, access, null)).groups.flatMap(({ items }) => items.map((item) => item.name))
    const ways = everyWay ? await otherWays(db, access, at) : null
    return { listed, opened, ways, ...(await inside(db, at)) }
  })
}

/** Everything else that shows a record or tells of one, and in which things it should. */
async function otherWays(
  db: Db,
  access: CaseAccess,
  at: World,
): Promise<[way: string, names: string[], of: Thing['in'][]][]> {
  const nameOf = (ids: Map<string, string>, wanted: string) => [...ids].find(([, id]) => id === wanted)?.[0] ?? wanted
  const names = <T>(rows: readonly T[], of: (row: T) => string) => rows.map(of)
  const { studies } = await listImaging(db, access, null)
  const readings = [...(await readingsOf(db, at.id, [...at.ids.values()])).keys()]
  return [
    ['in an export', names(await listForExport(db, access), (row) => row.name), ['FILE', 'IMAGE']],
    ['by a search', names((await searchCases(db, at.word)).records, (row) => row.name), ['FILE', 'IMAGE']],
    ['by its preview', names(readings, (id) => nameOf(at.ids, id)), ['FILE', 'IMAGE']],
    ['among the studies', names(studies, ({ id }) => nameOf(at.items, id)), ['IMAGE']],
    ['in the history', names((await readHistory(db, access)).problems, (row) => row.what), ['ENTRY']],
    ['in the laboratory', names((await readLab(db, access)).sheets, (row) => row.laboratory), ['SHEET']],
  ]
}

/** Straight in PostgreSQL, under its own rule, and the number that it lets be told. */
async function inside(db: Db, at: World): Promise<{ inPostgres: string[]; told: number }> {
  const [found] = await db.$queryRaw<{ inPostgres: string[]; told: number }[]>`
    select app.records_open_to_us(${at.id}::uuid) as told, array(
      select name from "Record" where "caseId" = ${at.id}::uuid
      union all select what from "HistoryEntry" where "caseId" = ${at.id}::uuid
      union all select laboratory from "LabSheet" where "caseId" = ${at.id}::uuid
      union all select 'study ' || key from "Study" where "caseId" = ${at.id}::uuid
      union all select 'series ' || key from "Series" where "caseId" = ${at.id}::uuid) as "inPostgres"`
  if (!found) throw new Error('PostgreSQL said nothing')
  return found
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
  const files = expected.filter((thing) => thing.in === 'FILE' || thing.in === 'IMAGE').map(({ name }) => name)
  // Nothing has changed, says the model: then PostgreSQL shows what it showed before, and the product reads no further.
  const shown = open.length > 0 ? await views(at, open, last) : null
  const { told, inPostgres } = shown ?? (await asActor(specialist, (db) => inside(db, at)))
  expect(told, 'told').toBe(files.length)
  expect(inPostgres.toSorted(), 'in PostgreSQL').toEqual(namesIn(expected).toSorted())
  if (!shown) return 0
  expect(shown.listed.toSorted(), 'in the list').toEqual(files.toSorted())
  expect(shown.opened.toSorted(), 'opened').toEqual(files.filter((name) => open.includes(name)).toSorted())
  for (const [way, names, of] of shown.ways ?? [])
    expect(names.toSorted(), way).toEqual(
      expected.flatMap((thing) => (of.includes(thing.in) ? thing.name : [])).toSorted(),
    )
  return expected.filter(({ holder }) => holder === 'PRACTICE').length
}

const { numRuns, seed, patienceMs, abreast } = traces(60)

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
          const practice = await judge(at, was, model, nth === steps.length - 1)
          count.practice += practice
        }
      }
      await abreast(trace, walk)
      const verbs = [...count.by].map(([verb, times]) => `${verb} ${times}`).join(', ')
      process.stdout.write(
        `${numRuns} traces by seed ${seed}: ${count.done} steps done, ${count.refused} refused, ${count.practice} practice records seen (${verbs})\n`,
      )
      expect(count.practice).toBeGreaterThan(numRuns / 10)
      if (numRuns >= 1000) expect([...count.by.keys()].toSorted(), 'verbs done').toEqual(VERBS.toSorted())
    },
    patienceMs,
  )
})
