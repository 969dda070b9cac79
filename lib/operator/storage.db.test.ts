import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, organization, person } from '#lib/testing/world.ts'
import { type LimitInput, limitSchema } from './schema.ts'
import { setStorageLimit, storageOverview } from './storage.ts'

let operator: PersonActor, owner: PersonActor

const query = async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await useDatabase().owner.query<T>(sql, values)).rows

beforeAll(async () => {
  owner = await person()
  operator = { ...(await person('Olga Operator')), operator: true }
  await query('update "Person" set "isOperator" = true where id = $1', [operator.personId])
})

const set = (input: LimitInput, who = operator) => asActor(who, (db) => setStorageLimit(db, who, input))
const overview = (who = operator) => asActor(who, (db) => storageOverview(db, who))
const limitOf = async (key: string) =>
  (await query<{ records: number; bytes: string }>('select * from "StorageLimit" where key = $1', [key]))[0]

describe('the room for records', () => {
  it('is changed by kind, and for one of them', async () => {
    const hospital = await organization('HOSPITAL', 'Large Hospital')
    const { id } = await caseIn({ owner, hospital, status: 'IN_TRIAGE' })
    const [row] = await query<{ number: string }>('select number from "Case" where id = $1', [id])
    await set({ kind: 'CASE', named: '', records: 5000, gigabytes: 1.5 })
    await set({ kind: 'HOSPITAL', named: hospital.slug.toUpperCase(), records: 7, gigabytes: 2 })
    await set({ kind: 'CASE', named: row?.number.toLowerCase() ?? '', records: 3, gigabytes: 0 })
    await set({ kind: 'OWNER', named: owner.email, records: 4, gigabytes: 1 })
    await set({ kind: 'ADDRESS', named: 'Mazur@Riverside.test', records: 1, gigabytes: 1 })
    expect(await limitOf('CASE')).toMatchObject({ records: 5000, bytes: '1500000000' })
    expect(await limitOf(`org:${hospital.id}`)).toMatchObject({ records: 7 })
    expect(await limitOf(`case:${id}`)).toMatchObject({ records: 3, bytes: '0' })
    expect(await limitOf(`person:${owner.personId}`)).toMatchObject({ records: 4 })
    expect(await limitOf('address:mazur@riverside.test')).toMatchObject({ records: 1 })
    const rows = await overview()
    expect(rows[0]?.key).not.toContain(':')
    expect(rows.find(({ key }) => key === `org:${hospital.id}`)).toMatchObject({
      ...{ name: 'Large Hospital', own: true, mostRecords: 7, records: 0 },
    })
    expect(rows.find(({ key }) => key === `person:${owner.personId}`)?.name).toBe('An owner')
  })

  it('refuses a name that nobody has, and a practice called a hospital', async () => {
    const practice = await organization('PRACTICE', 'Small Practice')
    for (const named of ['nobody', practice.slug])
      await expect(set({ kind: 'HOSPITAL', named, records: 1, gigabytes: 1 })).rejects.toMatchObject({
        code: 'INVALID',
        fieldErrors: { named: [expect.stringContaining('Nobody')] },
      })
  })

  it('is the operator’s alone, in the application and in PostgreSQL', async () => {
    const input: LimitInput = { kind: 'CASE', named: '', records: 1, gigabytes: 1 }
    await expect(set(input, owner)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(overview(owner)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const pretender = { ...owner, operator: true }
    await expect(set(input, pretender)).rejects.toMatchObject({ code: 'INVALID' })
    expect(await overview(pretender)).toEqual([])
    const tried = await asActor(
      owner,
      (db) => db.$queryRaw<{ done: boolean }[]>`select app.set_storage_limit('CASE', 1, 1::bigint) as done`,
    )
    expect(tried).toEqual([{ done: false }])
    expect(await limitOf('CASE')).toMatchObject({ records: 5000 })
  })

  it.each(['-1', 'many', '1e99', '', '1.5'])('refuses "%s" records', (records) => {
    const parsed = limitSchema.safeParse({ kind: 'CASE', named: '', records, gigabytes: '1' })
    expect(parsed.success).toBe(records === '')
  })
})
