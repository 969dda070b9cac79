import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import type { CaseAction } from '#lib/access/policy.ts'
import { lookAtRecord } from '#lib/case/records/commands.ts'
import { listRecords } from '#lib/case/records/queries.ts'
import { asActor } from '#lib/db/unit.ts'
import type { RecordKind } from '#lib/db/generated/enums.ts'
import { AppError } from '#lib/errors.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { traces } from '#lib/testing/traces.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { type CaseUnit, onCase } from '#lib/web/unit.ts'
import { proceed } from './asking.ts'
import { agree, declineAgreement, endAgreement, endRelease, grantRelease } from './commands.ts'
import { currentText } from './find.ts'
import { extendAgreement, extendRelease } from './extending.ts'
import { passOn } from './passing-on.ts'

// Owner, vet and time do what they like, through the verbs; after every step the hospital's specialist sees exactly what the two
// signatures cover: in the list, by opening each record, and straight in PostgreSQL. Judged against this model:

type Model = { release: readonly RecordKind[] | null; agreement: readonly RecordKind[] | null }

const FROM = { place: '203.0.113.7', agent: 'Tests' }
const KINDS = ['LAB', 'IMAGING', 'HISTORY'] as const
const HELD = KINDS.flatMap((kind) => [`OWNER ${kind}`, `PRACTICE ${kind}`])

function visible({ release, agreement }: Model): string[] {
  return HELD.filter((record) => {
    const [holder, kind] = record.split(' ') as ['OWNER' | 'PRACTICE', RecordKind]
    return release?.includes(kind) && (holder === 'OWNER' || agreement?.includes(kind))
  })
}

type Step =
  | { do: 'grant' | 'agreeToSome'; kinds: RecordKind[] }
  | { do: 'agree' | 'decline' | 'endRelease' | 'endAgreement' | 'expireRelease' | 'expireAgreement' }
  | { do: 'extendRelease' | 'extendAgreement' | 'passOn' | 'proceed' }

/** What the step leaves standing, if it was done. */
function after(model: Model, step: Step): Model {
  switch (step.do) {
    case 'grant':
      return { ...model, release: step.kinds }
    case 'agree':
      return { ...model, agreement: KINDS }
    case 'agreeToSome':
      return { ...model, agreement: step.kinds }
    case 'endRelease':
    case 'expireRelease':
      return { ...model, release: null }
    case 'endAgreement':
    case 'expireAgreement':
    case 'decline':
      return { ...model, agreement: null }
    default:
      return model
  }
}

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

async function fresh(): Promise<TestCase> {
  const at = await caseIn({ owner, hospital, status: 'AWAITING_CONSENT' })
  await sql(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "contentType")
     select $1, gen_random_uuid(), split_part(held, ' ', 1)::"Side", split_part(held, ' ', 2)::"RecordKind", held, 1,
       gen_random_uuid()::text, 'READY', 'application/pdf' from unnest($2::text[]) as held`,
    [at.id, HELD],
  )
  await sql(`update "Case" set "submittedAt" = now() - interval '9 days' where id = $1`, [at.id])
  return at
}

const seen = async (at: TestCase, table: 'Release' | 'Agreement'): Promise<string> =>
  (await sql(`select id from "${table}" where "caseId" = $1 order by "signedAt" desc, id desc limit 1`, [at.id]))
    .rows[0]?.id ?? ''

/** Does the step through its verb. @throws AppError where product and policy refuse it: then nothing has changed */
async function perform(at: TestCase, step: Step): Promise<void> {
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
      const input = { ...(await signature('Release')), 'kinds[]': step.kinds, days: 30 as const, statement: true }
      await byOwner('consent.release', ({ db, actor, access }) => grantRelease(db, actor, access, input, FROM))
      return
    }
    case 'agree': {
      const input = { ...(await signature('Agreement')), answer: 'YES' as const, comment: '' }
      await byVet('consent.answer', ({ db, actor, access }) => agree(db, actor, access, input, FROM))
      return
    }
    case 'agreeToSome': {
      const input = { ...(await signature('Agreement')), answer: 'SOME' as const, 'kinds[]': step.kinds, comment: '' }
      await byVet('consent.answer', ({ db, actor, access }) => agree(db, actor, access, input, FROM))
      return
    }
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

/** What the specialist gets to see, three ways. */
async function views(at: TestCase): Promise<{ listed: string[]; opened: string[]; inPostgres: string[] }> {
  const { rows } = await sql('select id, name from "Record" where "caseId" = $1', [at.id])
  const session = { session: specialist.sessionId, link: null }
  const opened: string[] = []
  const listed = await onCase(session, at.id, 'records.read', async ({ db, actor, access }) => {
    for (const { id, name } of rows as { id: string; name: string }[])
      if (await lookAtRecord(db, actor, access, id, null).then(() => true, isRefusal)) opened.push(name)
    return (await listRecords(db, access, null)).groups.flatMap(({ items }) => items.map((item) => item.name))
  })
  const inPostgres = await asActor(
    specialist,
    (db) => db.$queryRaw<{ name: string }[]>`select name from "Record"
    where "caseId" = ${at.id}::uuid`,
  )
  return { listed, opened, inPostgres: inPostgres.map(({ name }) => name) }
}

function isRefusal(error: unknown): false {
  if (error instanceof AppError) return false
  throw error
}

const kinds = fc.subarray([...KINDS], { minLength: 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('grant' as const, 'agreeToSome' as const), kinds }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('agree' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...(['decline', 'endRelease', 'endAgreement', 'expireRelease', 'expireAgreement'] as const),
        ...(['extendRelease', 'extendAgreement', 'passOn', 'proceed'] as const),
      ),
    }),
  },
)
/** Half of them begin where both have signed, so that there is something to end. */
const trace = fc
  .record({ signed: fc.boolean(), steps: fc.array(step, { minLength: 1, maxLength: 7 }) })
  .map(({ signed, steps }): Step[] =>
    signed ? [{ do: 'grant', kinds: [...KINDS] }, { do: 'agree' }, ...steps] : steps,
  )
const { numRuns, patienceMs } = traces(60)

describe('consent, whatever owner, vet and time do', () => {
  it(
    'opens to the hospital exactly what both signatures cover',
    async () => {
      let [done, refused, practiceRecords] = [0, 0, 0]
      await fc.assert(
        fc.asyncProperty(trace, async (steps) => {
          const at = await fresh()
          let model: Model = { release: null, agreement: null }
          for (const next of steps) {
            const did = await perform(at, next).then(() => true, isRefusal)
            if (did) model = after(model, next)
            if (did) done += 1
            else refused += 1
            const expected = visible(model).toSorted()
            const { listed, opened, inPostgres } = await views(at)
            expect(listed.toSorted(), 'in the list').toEqual(expected)
            expect(opened.toSorted(), 'opened').toEqual(expected)
            expect(inPostgres.toSorted(), 'in PostgreSQL').toEqual(expected)
            practiceRecords += expected.filter((name) => name.startsWith('PRACTICE')).length
          }
        }),
        { numRuns },
      )
      process.stdout.write(
        `${numRuns} traces: ${done} steps done, ${refused} refused, ${practiceRecords} practice records seen\n`,
      )
      expect(practiceRecords).toBeGreaterThan(numRuns / 10)
    },
    patienceMs,
  )
})
