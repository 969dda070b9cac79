import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import type { RecordKind } from '#lib/db/generated/enums.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { traces } from '#lib/testing/traces.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { RECORD_KINDS } from './scope.ts'

// What the hospital sees of the records, judged against a small model, on PostgreSQL's own wall: without any of our code
// between, and with more than one release or agreement standing at once.

let owner: PersonActor
let hospital: TestOrg
let readers: { mine: PersonActor; other: PersonActor }
let one: TestCase
let texts: { release: string; agreement: string }

beforeAll(async () => {
  const { owner: admin } = useDatabase()
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
  const elsewhere = await organization('HOSPITAL', 'Southgate')
  readers = { mine: await member(hospital, 'SPECIALIST'), other: await member(elsewhere, 'ADMIN') }
  one = await caseIn({ owner, hospital, status: 'IN_REVIEW', released: false, agreed: false })
  for (const holder of ['OWNER', 'PRACTICE'])
    for (const kind of RECORD_KINDS)
      await admin.query(
        `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status)
         values ($1, $2, $3, $4, 'file', 1, gen_random_uuid()::text, 'READY')`,
        [one.id, randomUUID(), holder, kind],
      )
  const found = await admin.query<{ key: string; id: string }>('select key, id from "ConsentText" where version = 1')
  const id = (key: string) => found.rows.find((row) => row.key === key)?.id ?? ''
  texts = { release: id('RELEASE'), agreement: id('AGREEMENT') }
})

type Step =
  | { do: 'grant' | 'agree'; kinds: RecordKind[]; lasting: boolean }
  | { do: 'revoke' | 'endAgreement' | 'decline' | 'expireRelease' | 'expireAgreement' }

const signing = fc.record({
  do: fc.constantFrom('grant' as const, 'agree' as const),
  kinds: fc.subarray([...RECORD_KINDS]),
  lasting: fc.integer({ max: 9, min: 0 }).map((die) => die > 0),
})
const ending = fc.record({
  do: fc.constantFrom('revoke', 'endAgreement', 'decline', 'expireRelease', 'expireAgreement') as fc.Arbitrary<
    Exclude<Step['do'], 'grant' | 'agree'>
  >,
})
const step: fc.Arbitrary<Step> = fc.oneof({ weight: 3, arbitrary: signing }, { weight: 2, arbitrary: ending })

/** What stands: sets of kinds, one for each signature that has not ended. */
type Model = { releases: RecordKind[][]; agreements: RecordKind[][] }

function after(model: Model, next: Step): Model {
  switch (next.do) {
    case 'grant':
      return next.lasting ? { ...model, releases: [...model.releases, next.kinds] } : model
    case 'agree':
      return next.lasting ? { ...model, agreements: [...model.agreements, next.kinds] } : model
    case 'revoke':
    case 'expireRelease':
      return { ...model, releases: [] }
    case 'endAgreement':
    case 'expireAgreement':
      return { ...model, agreements: [] }
    case 'decline':
      return model
  }
}

function visible({ releases, agreements }: Model): string[] {
  const released = RECORD_KINDS.filter((kind) => releases.some((kinds) => kinds.includes(kind)))
  const agreed = released.filter((kind) => agreements.some((kinds) => kinds.includes(kind)))
  return [...released.map((kind) => `OWNER ${kind}`), ...agreed.map((kind) => `PRACTICE ${kind}`)].sort()
}

const actor = (who: PersonActor, org: TestOrg['id'] | null = null) =>
  `select app.set_actor('PERSON', '${who.personId}', ${org ? `'${org}'` : 'null'}, 'SPECIALIST', null, null)`
const byOwner = () => actor(owner)
const byVet = () => `select app.set_actor('LINK', null, null, null, '${one.id}', '${one.link.linkId}')`
const until = (lasting: boolean) => `clock_timestamp() ${lasting ? '+' : '-'} interval '1 hour'`

/** The step as SQL, in the name of who does it; null: time does it. */
function asSql(next: Step): string | null {
  const shared = `'${one.id}', '${randomUUID()}', '${hospital.id}'`
  const agreement = (decision: string, kinds: readonly string[], lasting: boolean) =>
    `${byVet()}; insert into "Agreement" ("caseId", id, "hospitalId", decision, kinds, "textId", "actorKind", "actorId", "signedName", "expiresAt")
     values (${shared}, '${decision}', '{${kinds.join()}}', '${texts.agreement}', 'LINK', '${one.link.linkId}', 'Vet', ${until(lasting)})`
  const revoke = (table: string) =>
    `update "${table}" set "revokedAt" = now() where "caseId" = '${one.id}' and "revokedAt" is null`
  switch (next.do) {
    case 'grant':
      return `${byOwner()}; insert into "Release" ("caseId", id, "hospitalId", kinds, "textId", "grantedById", "signedName", "expiresAt")
        values (${shared}, '{${next.kinds.join()}}', '${texts.release}', '${owner.personId}', 'Owner', ${until(next.lasting)})`
    case 'agree':
      return agreement('AGREED', next.kinds, next.lasting)
    case 'decline':
      // A refusal that (wrongly) names kinds and a date opens nothing either.
      return agreement('DECLINED', RECORD_KINDS, true)
    case 'revoke':
      return `${byOwner()}; ${revoke('Release')}`
    case 'endAgreement':
      return `${byVet()}; ${revoke('Agreement')}`
    case 'expireRelease':
    case 'expireAgreement':
      return null
  }
}

/** Performs the step as the application's role, then reads the records in the hospital's name. */
async function performAndSee(next: Step): Promise<string[]> {
  const sql = asSql(next)
  if (sql !== null) return seenBy(readers.mine, `${sql};`)
  const table = next.do === 'expireRelease' ? 'Release' : 'Agreement'
  await useDatabase().owner.query(
    `update "${table}" set "expiresAt" = now() - interval '1 second' where "caseId" = $1`,
    [one.id],
  )
  return seenBy(readers.mine)
}

async function openCount(): Promise<number> {
  const { rows } = await useDatabase().owner.query('select app.records_open($1, $2) as n', [one.id, hospital.id])
  return rows[0].n
}

async function seenBy(who: PersonActor, before = ''): Promise<string[]> {
  const org = who.hat.kind === 'OWNER' ? null : who.hat.orgId
  const results = await useDatabase().app.query(
    `begin; ${before} ${actor(who, org)}; select holder || ' ' || kind as record from "Record" where "caseId" = '${one.id}'; commit`,
  )
  const all = results as unknown as { rows: { record: string }[] }[]
  return all
    .at(-2)!
    .rows.map(({ record }) => record)
    .sort()
}

const { numRuns, seed, patienceMs } = traces(300)

describe('the wall around a practice’s records', () => {
  it(
    'shows the hospital exactly what release and agreement cover, after every step of any sequence',
    async () => {
      const { owner: admin } = useDatabase()
      let opened = 0
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), async (steps) => {
          await admin.query(`delete from "Agreement"; delete from "Release"`)
          let model: Model = { releases: [], agreements: [] }
          for (const next of steps) {
            const seen = await performAndSee(next)
            model = after(model, next)
            expect(seen).toEqual(visible(model))
            expect(await openCount(), 'the count that queue and mail show').toBe(seen.length)
            if (seen.some((record) => record.startsWith('PRACTICE'))) opened += 1
          }
        }),
        { numRuns, seed },
      )
      process.stdout.write(
        `${numRuns} traces on the wall by seed ${seed}: ${opened} times a practice’s records were open\n`,
      )
      expect(opened).toBeGreaterThan(numRuns / 3)
      expect(await seenBy(readers.other)).toEqual([])
    },
    patienceMs,
  )

  it('lets nobody sign for another side, another hospital or another person', async () => {
    const { app } = useDatabase()
    const values = (by: string, to = hospital.id) =>
      `("caseId", id, "hospitalId", kinds, "textId", "grantedById", "signedName", "expiresAt")
       values ('${one.id}', gen_random_uuid(), '${to}', '{LAB}', '${texts.release}', '${by}', 'x', now() + interval '1 day')`
    const attempts: [who: string, sql: string][] = [
      [byVet(), `insert into "Release" ${values(owner.personId)}`],
      [actor(readers.mine, hospital.id), `insert into "Release" ${values(readers.mine.personId)}`],
      [byOwner(), `insert into "Release" ${values(readers.mine.personId)}`],
      [byOwner(), `insert into "Release" ${values(owner.personId, randomUUID())}`],
      [
        byOwner(),
        `insert into "ConsentText" (id, key, version, body) values (gen_random_uuid(), 'RELEASE', 99, 'Anything goes')`,
      ],
      [byVet(), `update "Agreement" set kinds = '{LAB}'`],
    ]
    for (const [who, sql] of attempts) {
      const client = await app.connect()
      await expect(client.query(`begin; ${who}; ${sql}`), sql).rejects.toThrow(/row-level security|permission denied/)
      await client.query('rollback')
      client.release()
    }
  })
})
