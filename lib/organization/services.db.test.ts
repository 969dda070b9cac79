import { beforeAll, describe, expect, it } from 'vitest'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { member, organization, type TestOrg } from '#lib/testing/world.ts'
import { newService, promisesChange, serviceChange, serviceSwitch } from './service-schema.ts'
import { addService, changePromises, changeService, servicesOf, switchService } from './services.ts'

let hospital: TestOrg
let admin: PersonActor
let stranger: PersonActor
beforeAll(async () => {
  hospital = await organization('HOSPITAL', 'Northgate')
  admin = await member(hospital, 'ADMIN')
  stranger = await member(await organization('HOSPITAL', 'Elsewhere'), 'ADMIN')
})

const as = <T>(actor: PersonActor, work: (db: Db, org: OrgHat) => Promise<T>): Promise<T> =>
  asActor(actor, (db) => {
    if (actor.hat.kind === 'OWNER') throw new Error('not in an organization')
    return work(db, actor.hat)
  })

const fields = {
  ...{ specialty: 'CARDIOLOGY', name: 'Heart opinion', description: '', fee: '320', turnaroundHours: '48' },
  'species[]': ['CAT', 'DOG', 'CAT'],
}
const add = (actor: PersonActor, more = {}) =>
  as(actor, (db, org) => addService(db, org, newService.parse({ ...fields, ...more })))
const list = (actor: PersonActor) => as(actor, servicesOf)
const find = async (id: string) => (await list(admin)).services.find((service) => service.id === id)!

describe('services', () => {
  it('are added in the hospital’s currency, changed, taken off and put back', async () => {
    const { id } = await add(admin)
    expect(await find(id)).toMatchObject({
      feeMinor: 32000n,
      currency: 'EUR',
      species: ['CAT', 'DOG'],
      active: true,
      version: 1,
    })
    const change = serviceChange.parse({ ...fields, fee: '1,250.50', name: '心臓 🐈', serviceId: id, version: '1' })
    await as(admin, (db, org) => changeService(db, org, change))
    expect(await find(id)).toMatchObject({ feeMinor: 125050n, name: '心臓 🐈', version: 2 })
    for (const [active, version] of [
      ['off', '2'],
      ['on', '3'],
    ] as const) {
      const input = serviceSwitch.parse({ serviceId: id, active, version })
      await as(admin, (db, org) => switchService(db, org, input))
      expect((await find(id)).active).toBe(active === 'on')
    }
  })

  it('keep the first of two changes, and say so to the second', async () => {
    const { id } = await add(admin)
    const change = serviceChange.parse({ ...fields, serviceId: id, version: '1' })
    const both = await Promise.allSettled([1, 2].map(() => as(admin, (db, org) => changeService(db, org, change))))
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } })
  })

  it('of another hospital do not exist, nor do those of a practice', async () => {
    const { id } = await add(admin)
    for (const serviceId of [id, 'x', '', '0193a1b2-0000-7000-8000-000000000001']) {
      const change = serviceChange.parse({ ...fields, serviceId, version: '1' })
      await expect(as(stranger, (db, org) => changeService(db, org, change))).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
    expect((await list(stranger)).services).toEqual([])
    await expect(list(await member(await organization('PRACTICE', 'Riverside'), 'ADMIN'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('are read by the whole team and written by its administrators, in PostgreSQL too', async () => {
    const coordinator = await member(hospital, 'COORDINATOR')
    expect(await list(coordinator)).toMatchObject({ mayEdit: false, hospital: { name: 'Northgate' } })
    expect((await list(admin)).mayEdit).toBe(true)
    await expect(add(coordinator)).rejects.toThrow(/row-level security/)
  })

  it('have a fee that can be collected', async () => {
    for (const fee of ['', '0', '0.99', '-1', '50001', '1e3', '3.205', '<b>'])
      await expect(add(admin, { fee }), fee).rejects.toMatchObject({
        code: 'INVALID',
        fieldErrors: { fee: [expect.stringMatching(/from €1.00 to €50,000.00/)] },
      })
    await useDatabase().owner.query(`update "Organization" set currency = 'JPY' where id = $1`, [hospital.id])
    expect(await find((await add(admin, { fee: '48,000' })).id)).toMatchObject({ feeMinor: 48000n, currency: 'JPY' })
    await expect(add(admin, { fee: '320.50' })).rejects.toMatchObject({ code: 'INVALID' })
    await useDatabase().owner.query(`update "Organization" set currency = 'EUR' where id = $1`, [hospital.id])
  })
})

describe('promises', () => {
  it('are changed by version', async () => {
    const { promises } = await list(admin)
    const change = promisesChange.parse({
      ...{ turnaroundHours: '72', triageHours: '12', followUpDays: '21', deliveryPolicy: 'GENERAL_ADVICE' },
      version: String(promises.version),
    })
    await as(admin, (db, org) => changePromises(db, org, change))
    expect((await list(admin)).promises).toEqual({
      ...{ turnaroundHours: 72, triageHours: 12, followUpDays: 21, deliveryPolicy: 'GENERAL_ADVICE' },
      version: promises.version + 1,
    })
    await expect(as(admin, (db, org) => changePromises(db, org, change))).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('what is typed', () => {
  it('is refused by field with words that stand alone', () => {
    const long = 'x'.repeat(100_000)
    for (const [schema, odd] of [
      [newService, {}],
      [
        newService,
        {
          ...fields,
          name: long,
          description: long,
          specialty: 'MAGIC',
          turnaroundHours: '1.5',
          'species[]': ['UNICORN'],
        },
      ],
      [newService, { ...fields, name: '\u0000', 'species[]': [] }],
      [serviceChange, { ...fields, serviceId: 'x', version: 'x' }],
      [serviceSwitch, { serviceId: 'x', version: '1', active: 'maybe' }],
      [
        promisesChange,
        { turnaroundHours: '0', triageHours: '9999', followUpDays: '', deliveryPolicy: 'PIGEON', version: '0' },
      ],
    ] as const) {
      const parsed = schema.safeParse(odd)
      expect(parsed.success).toBe(false)
      for (const issue of parsed.error!.issues) expect(issue.message).toMatch(/^[A-Z].{8,}/)
    }
  })
})
