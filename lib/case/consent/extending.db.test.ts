import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { onCase } from '#lib/web/unit.ts'
import { extendAgreement, extendRelease } from './extending.ts'
import { consentView } from './queries.ts'

let owner: PersonActor
let hospital: TestOrg

beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
})

const sql = (text: string, values: unknown[]) => useDatabase().owner.query(text, values)
const ending = async (days: number) => {
  const at = await caseIn({ owner, hospital, status: 'IN_TRIAGE' })
  for (const table of ['Release', 'Agreement'])
    await sql(
      `update "${table}" set kinds = '{LAB,IMAGING}', "expiresAt" = now() + make_interval(days => $2) where "caseId" = $1`,
      [at.id, days],
    )
  return at
}
const FROM = { place: '203.0.113.7', agent: 'Tests' }
const extend = {
  Release: (at: TestCase) =>
    onCase({ session: owner.sessionId, link: null }, at.id, 'consent.release', ({ db, actor, access }) =>
      extendRelease(db, actor, access, FROM),
    ),
  Agreement: (at: TestCase) =>
    onCase({ session: null, link: at.linkToken }, at.id, 'consent.answer', ({ db, actor, access }) =>
      extendAgreement(db, actor, access, FROM),
    ),
}
const view = (at: TestCase) =>
  onCase({ session: owner.sessionId, link: null }, at.id, 'consent.read', ({ db, actor, access }) =>
    consentView(db, actor, access),
  )
const daysLeft = (end: Date | undefined) => Math.round(((end?.getTime() ?? 0) - Date.now()) / 86_400_000)

describe.each(['Release', 'Agreement'] as const)('a %s that nears its end', (what) => {
  const of = async (at: TestCase) => {
    const { release, answer } = await view(at)
    return what === 'Release' ? release : answer
  }

  it('is extended with one press, for what was signed and no more', async () => {
    const at = await ending(9)
    await extend[what](at)
    const now = await of(at)
    expect(now).toMatchObject({ scope: { kinds: ['LAB', 'IMAGING'] }, stands: true })
    expect(daysLeft(now?.expiresAt)).toBe(90)
    const rows = await sql(`select "revokeReason" from "${what}" where "caseId" = $1 order by "signedAt"`, [at.id])
    expect(rows.rows).toEqual([{ revokeReason: 'REPLACED' }, { revokeReason: null }])
  })

  it('stays one signature when it is pressed twice at once', async () => {
    const at = await ending(9)
    const both = await Promise.allSettled([extend[what](at), extend[what](at)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const standing = await sql(`select 1 from "${what}" where "caseId" = $1 and "revokedAt" is null`, [at.id])
    expect(standing.rowCount).toBe(1)
  })

  it.each([
    ['while it lasts long enough', (at: TestCase) => at, 80],
    [
      'once it was ended',
      (at: TestCase) => sql(`update "${what}" set "revokedAt" = now() where "caseId" = $1`, [at.id]),
      9,
    ],
    [
      'once its day has passed',
      (at: TestCase) => sql(`update "${what}" set "expiresAt" = now() where "caseId" = $1`, [at.id]),
      9,
    ],
    [
      'on a text that has changed since',
      async (at: TestCase) => {
        const key = what.toUpperCase()
        const old = await sql(
          `insert into "ConsentText" (id, key, version, body) values (uuidv7(), $1, 0, 'An older text') on conflict (key, version) do update set body = "ConsentText".body returning id`,
          [key],
        )
        await sql(`update "${what}" set "textId" = $2 where "caseId" = $1`, [at.id, old.rows[0]?.id])
      },
      9,
    ],
  ])('is not extended %s', async (_, change, days) => {
    const at = await ending(days)
    await change(at)
    await expect(extend[what](at)).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})
