import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import type { CaseAction } from '#lib/access/policy.ts'
import { appendEvent } from '#lib/case/event.ts'
import { asActor } from '#lib/db/unit.ts'
import { AppError } from '#lib/errors.ts'
import { storage } from '#lib/gateways/storage.ts'
import { lookAs } from '#lib/live/stream.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { useObjectStore } from '#lib/testing/records.ts'
import { races } from '#lib/testing/traces.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { type CaseUnit, onCase, whileOnCase } from '#lib/web/unit.ts'
import { endAgreement, endRelease } from './consent/commands.ts'
import { narrowAgreement, narrowRelease } from './consent/narrowing.ts'
import { EVERYTHING } from './consent/scope.ts'
import { listForExport } from './export/contents.ts'
import { beginExport, exportZip } from './export/run.ts'
import { lookAtRecord } from './records/commands.ts'
import { findPreview } from './records/preview/queries.ts'
import { lookByScript } from './records/preview/look.ts'
import { searchCases } from './search.ts'

// Somebody takes consent back, or its time comes, while the hospital's specialist reads, in every way at once and without a pause,
// and while an export is being packed for them. What begins after the commit gets nothing.

useObjectStore()
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
  const [recordId, objectKey, word] = [randomUUID(), randomUUID(), `q${randomUUID().replaceAll('-', '')}`]
  await sql(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "contentType", "readyAt")
     values ($1, $2, 'PRACTICE', 'LAB', 'bloods.pdf', $4, $3, 'READY', 'application/pdf', now())`,
    [at.id, recordId, objectKey, word.length],
  )
  await storage().put(objectKey, Buffer.from(word), 'application/pdf')
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

/** Its last day comes in the midst of the race. @returns when it is over */
async function outlive(table: 'Release' | 'Agreement', { at }: Race): Promise<void> {
  const soon = `update "${table}" set "expiresAt" = clock_timestamp() + interval '100 ms' where "caseId" = $1`
  await sql(soon, [at.id])
  const left = `greatest(0, extract(epoch from "expiresAt" - clock_timestamp())) + 0.001`
  await sql(`select pg_sleep(${left}) from "${table}" where "caseId" = $1`, [at.id])
}

/** Every way in which it ends. */
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
  'the release expires': (race) => outlive('Release', race),
  'the agreement expires': (race) => outlive('Agreement', race),
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
    const seen = await whileOnCase(SESSION(), race.at.id, 'case.live', look)
    return seen !== null && typeof seen === 'object'
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

/** `packed`: the record is in the export that was being packed meanwhile; no look of it may have begun after the commit either. */
type Found = { before: number; after: string[]; packed: boolean }

/**
 * Reads in every way without a pause until one reading of each way has begun after the commit.
 * @param waits until the export under way has got the record: it goes on then, and has words to pack that are asked for anew
 * @returns what was got when
 */
async function run(end: (race: Race) => Promise<unknown>, waits: boolean): Promise<Found> {
  const race = await fresh()
  const found: Found = { before: 0, after: [], packed: false }
  let committed = false
  const packed = Promise.withResolvers<void>()
  const again = async <T>(work: (unit: CaseUnit) => Promise<T>): Promise<T> => {
    const late = committed
    const result = await onCase(SESSION(), race.at.id, 'case.export', work)
    if (typeof result !== 'object' || !result || !('objectKey' in result)) return result
    packed.resolve()
    if (late) found.after.push('export under way')
    return result
  }
  const zip = exportZip(await again(beginExport), again)
  if (waits) await packed.promise
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
  found.packed = (await buffer(zip as WebStream)).includes(race.word)
  return found
}

const { count, patienceMs } = races(14)

describe('taking back against reading', () => {
  it(
    'leaves nothing that begins after the commit',
    async () => {
      const endings = Object.entries(ENDINGS)
      let [before, packed] = [0, 0]
      for (let nth = 0; nth < count; nth += 1) {
        const [name, end] = endings[nth % endings.length]!
        const found = await run(end, nth % 2 === 1)
        expect(found.after, name).toEqual([])
        before += found.before
        packed += found.packed ? 1 : 0
        if ((nth + 1) % 100 === 0) process.stdout.write(`${nth + 1} of ${count} races run\n`)
      }
      process.stdout.write(
        `${count} races: ${before} readings and ${packed} of the exports under way got it before the commit, none after\n`,
      )
      expect(before).toBeGreaterThan(count)
      expect(packed).toBeGreaterThanOrEqual(Math.floor(count / 2))
    },
    patienceMs,
  )
})
