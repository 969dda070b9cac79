import { describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { transaction } from '#lib/db/client.ts'
import { asActor, beginSession, setActor } from '#lib/db/unit.ts'
import { parseInput } from '#lib/web/form.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { person } from '#lib/testing/world.ts'
import { createOrganization, verifyHospital } from './commands.ts'
import { hospitalsToVerify } from './queries.ts'
import { newOrganization } from './schema.ts'

const { owner } = useDatabase()

const FORM = {
  kind: 'HOSPITAL',
  name: 'Clínica Águila',
  city: 'Madrid',
  country: 'ES',
  timeZone: 'Europe/Madrid',
  currency: 'EUR',
}
const found = (who: PersonActor, form: object = {}) =>
  asActor(who, (db) => createOrganization(db, who, parseInput(newOrganization, { ...FORM, ...form })))

async function operator(): Promise<PersonActor> {
  const who = await person('Olga Operator')
  await owner.query('update "Person" set "isOperator" = true where id = $1', [who.personId])
  return { ...who, operator: true }
}

const visible = (slug: string) =>
  transaction(async (db) => {
    await setActor(db, { kind: 'VISITOR' })
    return db.organization.count({ where: { slug } })
  })

describe('a new organization', () => {
  it('has its founder as admin, who acts as it at once', async () => {
    const ana = await person()
    const { id, path } = await found(ana)
    expect(path).toMatch(/^\/hospital\/clinica-aguila(-\d+)?\/queue$/)
    expect(await transaction((db) => beginSession(db, ana.sessionId))).toMatchObject({
      hat: { orgId: id, role: 'ADMIN', kind: 'HOSPITAL', timeZone: 'Europe/Madrid' },
    })
  })

  it('gets an address of its own, whatever others are called', async () => {
    const ana = await person()
    const slugs = [await found(ana, { name: 'Same Name' }), await found(ana, { name: 'Same name!' })].map(
      (one) => one.slug,
    )
    expect(slugs).toEqual(['same-name', 'same-name-2'])
  })

  it('is needed by nobody ten times a day', async () => {
    const ana = await person()
    for (let made = 0; made < 10; made++) await found(ana, { kind: 'PRACTICE', name: `Branch ${made}` })
    await expect(found(ana)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  })

  it('is made by somebody signed in only', async () => {
    const sql = `select app.create_organization(gen_random_uuid(), 'PRACTICE', 'x', 'x', '', '', 'UTC', 'EUR')`
    await expect(
      transaction(async (db) => {
        await setActor(db, { kind: 'VISITOR' })
        await db.$queryRawUnsafe(sql)
      }),
    ).rejects.toThrow(/nobody is signed in/)
    const ana = await person()
    await expect(
      asActor(ana, (db) =>
        db.organization.create({ data: { kind: 'HOSPITAL', slug: 'x', name: 'x', verifiedAt: new Date() } }),
      ),
    ).rejects.toThrow(/permission denied/)
  })

  it.each([
    ['name', ''],
    ['name', 'x'.repeat(100_000)],
    ['name', 'a\u0000b'],
    ['kind', 'BAKERY'],
    ['city', '   '],
    ['country', ''],
    ['country', 'Spain'],
    ['timeZone', 'Mars/Olympus'],
    ['currency', 'XXX'],
  ])('says what is wrong with %s %j', async (field, value) => {
    const ana = await person()
    await expect(found(ana, { [field]: value })).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { [field]: [expect.stringMatching(/^(Please|This)/)] },
    })
  })

  it.each(['動物病院', 'مستشفى الحيوان', '🐈 Vets', '<b>Vets</b>', `'; drop table "Case"; --`])(
    'keeps the name %s',
    async (name) => {
      const { id } = await found(await person(), { name })
      const { rows } = await owner.query('select name from "Organization" where id = $1', [id])
      expect(rows).toEqual([{ name }])
    },
  )
})

describe('the operator', () => {
  it('puts a hospital into the directory, where it was not before', async () => {
    const [ana, olga] = [await person(), await operator()]
    const { id, slug } = await found(ana, { name: 'Waiting Hospital' })
    expect(await visible(slug)).toBe(0)
    const waiting = await asActor(olga, (db) => hospitalsToVerify(db, olga))
    expect(waiting.find((one) => one.id === id)).toMatchObject({ name: 'Waiting Hospital', adminEmail: ana.email })
    await asActor(olga, (db) => verifyHospital(db, olga, id))
    expect(await visible(slug)).toBe(1)
    await expect(asActor(olga, (db) => verifyHospital(db, olga, id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is nobody who only says so', async () => {
    const ana = await person()
    const { id } = await found(ana, { name: 'Hopeful Hospital' })
    const posing = { ...ana, operator: true }
    await expect(asActor(ana, (db) => verifyHospital(db, ana, id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(asActor(posing, (db) => verifyHospital(db, posing, id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(asActor(ana, (db) => hospitalsToVerify(db, ana))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await asActor(posing, (db) => hospitalsToVerify(db, posing))).toEqual([])
  })
})
