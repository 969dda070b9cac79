import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import type { CaseAction } from '#lib/access/policy.ts'
import { appendEvent } from '#lib/case/event.ts'
import { asActor } from '#lib/db/unit.ts'
import { AppError } from '#lib/errors.ts'
import { lookAs } from '#lib/live/stream.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { races } from '#lib/testing/traces.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { type CaseUnit, onCase, whileOnCase } from '#lib/web/unit.ts'
import { endAgreement, endRelease } from './consent/commands.ts'
import { narrowAgreement, narrowRelease } from './consent/narrowing.ts'
import { EVERYTHING } from './consent/scope.ts'
import { listForExport } from './export/contents.ts'
import { lookAtRecord } from './records/commands.ts'
import { findPreview } from './records/preview/queries.ts'
import { lookByScript } from './records/preview/look.ts'
import { searchCases } from './search.ts'

// Somebody takes consent back while the hospital's specialist reads, in every way at once and without a pause. What begins after
// the taking back was committed gets nothing.

const FROM = { place: '203.0.113.7', agent: 'Tests' }
let owner: PersonActor, specialist: PersonActor, hospital: TestOrg

beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
  specialist = await member(hospital, 'SPECIALIST')
})

const sql = (text: string, values: unknown[]) => useDatabase().owner.query(text, values)

type Race = { at: TestCase; recordId: string; word: string; seq: number }

/** A case in review with one record of the practice that both signatures cover. */
async function fresh(): Promise<Race> {
  const at = await caseIn({ owner, hospital, status: 'IN_REVIEW' })
  const [recordId, word] = [randomUUID(), `q${randomUUID().replaceAll('-', '')}`]
  await sql(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "contentType", "readyAt")
     values ($1, $2, 'PRACTICE', 'LAB', 'bloods.pdf', 1, $3, 'READY', 'application/pdf', now())`,
    [at.id, recordId, randomUUID()],
  )
  await sql('insert into "RecordReading" ("caseId", "recordId", text) values ($1, $2, $3)', [at.id, recordId, word])
  await sql(
    `insert into "RecordPreview" ("caseId", "recordId", size, "objectKey", width, height) values ($1, $2, 'VIEW', $3, 1, 1)`,
    [at.id, recordId, randomUUID()],
  )
  const seq = await asActor({ kind: 'SYSTEM', caseId: at.id }, (db) =>
    appendEvent(db, at.id, 'record.added', { recordId }),
  )
  return { at, recordId, word, seq }
}

const byOwner = ({ at }: Race) => ({ creds: { session: owner.sessionId, link: null }, id: at.id })
const byVet = ({ at }: Race) => ({ creds: { session: null, link: at.linkToken }, id: at.id })
const act = <T>(
  { creds, id }: ReturnType<typeof byOwner> | ReturnType<typeof byVet>,
  can: CaseAction,
  work: (unit: CaseUnit) => Promise<T>,
) => onCase(creds, id, can, work)

/** Every way to take it back; time's own is that the end date is now. */
const ENDINGS: Record<string, (race: Race) => Promise<unknown>> = {
  'end release': (race) =>
    act(byOwner(race), 'consent.endRelease', ({ db, actor, access }) => endRelease(db, actor, access)),
  'end agreement': (race) =>
    act(byVet(race), 'consent.endAgreement', ({ db, actor, access }) => endAgreement(db, actor, access)),
  'leave it out of the release': (race) =>
    act(byOwner(race), 'consent.endRelease', ({ db, actor, access }) =>
      narrowRelease(db, actor, access, { leaveOut: race.recordId }, FROM),
    ),
  'leave it out of the agreement': (race) =>
    act(byVet(race), 'consent.endAgreement', ({ db, actor, access }) =>
      narrowAgreement(db, actor, access, { leaveOut: race.recordId }, FROM),
    ),
  'share other kinds only': (race) =>
    act(byVet(race), 'consent.endAgreement', ({ db, actor, access }) =>
      narrowAgreement(db, actor, access, { ...EVERYTHING, kinds: ['IMAGING'] }, FROM),
    ),
}

/** Every way to read it. @returns whether it was got */
const READINGS: Record<string, (race: Race) => Promise<boolean>> = {
  view: (race) => got(read(race, ({ db, actor, access }) => lookAtRecord(db, actor, access, race.recordId, 'inline'))),
  'download link': (race) =>
    got(read(race, ({ db, actor, access }) => lookAtRecord(db, actor, access, race.recordId, 'attachment'))),
  'link by script': (race) =>
    got(
      read(race, ({ db, actor, access }) => lookByScript(db, actor, access, { recordId: race.recordId, again: true })),
    ),
  preview: (race) => got(read(race, ({ db }) => findPreview(db, race.at.id, race.recordId, 'VIEW'))),
  search: async (race) => (await asActor(specialist, (db) => searchCases(db, race.word))).records.length > 0,
  export: async (race) => (await read(race, ({ db, access }) => listForExport(db, access))).length > 0,
  'live stream': async (race) => {
    const look = ({ db, access }: CaseUnit) => lookAs(db, access, 'HOSPITAL', race.seq)
    return (await whileOnCase(SESSION(), race.at.id, 'case.live', look)) === 'HEARS'
  },
}

const SESSION = () => ({ session: specialist.sessionId, link: null })
const read = <T>({ at }: Race, work: (unit: CaseUnit) => Promise<T>) => onCase(SESSION(), at.id, 'records.read', work)
const got = (reading: Promise<unknown>) =>
  reading.then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError) return false
      throw error
    },
  )

/** Reads in every way without a pause until one reading of each way has begun after the commit. @returns what was got when */
async function run(end: (race: Race) => Promise<unknown>): Promise<{ before: number; after: string[] }> {
  const race = await fresh()
  const found = { before: 0, after: [] as string[] }
  let committed = false
  const readers = Object.entries(READINGS).map(async ([way, reading]) => {
    for (;;) {
      const late = committed
      const had = await reading(race)
      if (late && had) found.after.push(way)
      if (late) return
      if (had) found.before += 1
    }
  })
  await end(race)
  committed = true
  await Promise.all(readers)
  return found
}

const { count, patienceMs } = races(15)

describe('taking back against reading', () => {
  it(
    'leaves nothing that begins after the commit',
    async () => {
      const endings = Object.entries(ENDINGS)
      let before = 0
      for (let nth = 0; nth < count; nth += 1) {
        const [name, end] = endings[nth % endings.length]!
        const found = await run(end)
        expect(found.after, name).toEqual([])
        before += found.before
      }
      process.stdout.write(`${count} races: ${before} readings were got before the commit, none after\n`)
      expect(before).toBeGreaterThan(count)
    },
    patienceMs,
  )
})
