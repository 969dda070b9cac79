import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor, OrgHat, PersonActor } from '#lib/access/actor.ts'
import { directoryFilter, listHospitals, measuredTurnaround, readHospital } from '#lib/case/directory.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, service, type TestOrg } from '#lib/testing/world.ts'
import {
  claimCredential,
  credentialsOf,
  credentialsToVerify,
  endCredential,
  judgeCredential,
  specialistsOf,
} from './credentials.ts'
import { changeGroup, changeProfile, groupOfAddress, keepGroup, listGroups, profileOf, removeGroup } from './profile.ts'

const { owner: sql } = useDatabase()
const VISITOR = { kind: 'VISITOR' } as const

let hospital: TestOrg
let admin: PersonActor
let olga: PersonActor
let stranger: PersonActor
beforeAll(async () => {
  hospital = await organization('HOSPITAL', 'Choosing')
  await service(hospital)
  admin = await member(hospital, 'ADMIN', 'Ada Admin')
  stranger = await member(await organization('HOSPITAL', 'Elsewhere'), 'ADMIN')
  olga = { ...(await person('Olga Operator')), operator: true }
  await sql.query('update "Person" set "isOperator" = true where id = $1', [olga.personId])
})

const hat = (actor: PersonActor): OrgHat => {
  if (actor.hat.kind === 'OWNER') throw new Error('not in an organization')
  return actor.hat
}
const as = <T>(actor: PersonActor, work: (db: Db, org: OrgHat) => Promise<T>): Promise<T> =>
  asActor(actor, (db) => work(db, hat(actor)))
const specialists = (who: Actor, of = hospital) => asActor(who, (db) => specialistsOf(db, of.id))
const DIPLOMA = { college: 'ECVIM-CA', field: 'Cardiology', evidence: 'https://ebvs.example/helena' }

describe('a diploma', () => {
  const claim = (personId: string, by = admin) =>
    as(by, (db, org) => claimCredential(db, org, { ...DIPLOMA, personId }))
  const waiting = async (name: string) =>
    (await asActor(olga, (db) => credentialsToVerify(db, olga))).find((one) => one.name === name)
  const judge = (who: PersonActor, id: string, found: boolean, of = hospital) =>
    asActor(who, (db) => judgeCredential(db, who, { organizationId: of.id, credentialId: id, found }))

  it('is a title for others only after the operator found it, with the operator’s name and the day', async () => {
    const helena = await member(hospital, 'SPECIALIST', 'Helena Lind')
    await claim(helena.personId)
    await expect(claim(helena.personId)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await specialists(VISITOR)).toEqual([])
    const open = await waiting('Helena Lind')
    expect(open).toMatchObject({
      title: 'DECVIM-CA (Cardiology)',
      organization: 'Choosing',
      evidence: DIPLOMA.evidence,
    })
    await judge(olga, open!.id, true)
    expect(await specialists(VISITOR)).toMatchObject([
      { name: 'Helena Lind', titles: [{ title: 'DECVIM-CA (Cardiology)', verifiedAt: expect.any(Date) }] },
    ])
    const mine = (await as(admin, (db, org) => credentialsOf(db, org.orgId))).find(({ id }) => id === open!.id)
    expect(mine).toMatchObject({ state: 'VERIFIED', verifiedBy: 'Olga Operator', verifiedAt: expect.any(Date) })
    await expect(judge(olga, open!.id, false)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await as(admin, (db, org) => endCredential(db, org, { credentialId: open!.id }))
    expect(await specialists(VISITOR)).toEqual([])
  })

  it('that is not found is no title, nor one of somebody who has left', async () => {
    const [sam, lea] = [
      await member(hospital, 'SPECIALIST', 'Sam Short'),
      await member(hospital, 'SPECIALIST', 'Lea Left'),
    ]
    for (const { personId } of [sam, lea]) await claim(personId)
    await judge(olga, (await waiting('Sam Short'))!.id, false)
    await judge(olga, (await waiting('Lea Left'))!.id, true)
    expect((await specialists(VISITOR)).map(({ name }) => name)).toEqual(['Lea Left'])
    await sql.query('update "Membership" set "endedAt" = now() where "personId" = $1', [lea.personId])
    expect(await specialists(VISITOR)).toEqual([])
  })

  it('is nobody else’s to name, to judge or to end, in the application and in PostgreSQL', async () => {
    const kim = await member(hospital, 'SPECIALIST', 'Kim Keen')
    await expect(claim(kim.personId, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await claim(kim.personId)
    const { id } = (await waiting('Kim Keen'))!
    await expect(judge(admin, id, true)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(judge({ ...admin, operator: true }, id, true)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(asActor(admin, (db) => credentialsToVerify(db, admin))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(as(stranger, (db, org) => endCredential(db, org, { credentialId: id }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await as(stranger, (db) => credentialsOf(db, hospital.id))).toEqual([])
    // Whoever writes SQL as the application still cannot make a title of it.
    const forge = `update "Credential" set "verifiedAt" = now() where id = '${id}'`
    await expect(asActor(admin, (db) => db.$executeRawUnsafe(forge))).rejects.toThrow(/permission denied/)
    const insert = `insert into "Credential" ("organizationId", "personId", id, college)
      values ('${hospital.id}', '${kim.personId}', gen_random_uuid(), 'ECVN')`
    await expect(asActor(stranger, (db) => db.$executeRawUnsafe(insert))).rejects.toThrow(/row-level security/)
    await expect(asActor(kim, (db) => db.$executeRawUnsafe(insert))).rejects.toThrow(/row-level security/)
  })

  it('of a hospital that is not verified is shown to nobody', async () => {
    const hidden = await organization('HOSPITAL', 'Hidden')
    const boss = await member(hidden, 'ADMIN', 'Bo Boss')
    await claim(boss.personId, boss)
    await judge(olga, (await waiting('Bo Boss'))!.id, true, hidden)
    await sql.query('update "Organization" set "verifiedAt" = null where id = $1', [hidden.id])
    expect(await specialists(VISITOR, hidden)).toEqual([])
  })
})

describe('what owners choose by', () => {
  const FORM = {
    'languages[]': ['en', 'pl'],
    weeklyCases: 2,
    returnPledge: 'A letter in three days',
    groupName: 'Anvil',
  }
  const list = async (filter: object) => {
    const { hospitals } = await asActor(VISITOR, (db) => listHospitals(db, directoryFilter.parse(filter)))
    return hospitals.map(({ name }) => name)
  }
  const save = (who: PersonActor, version: number, form = FORM) =>
    as(who, (db, org) => changeProfile(db, org, { ...form, version }))

  it('is saved by its hospital, kept for the first of two, and told to everybody', async () => {
    const { version } = await as(admin, profileOf)
    await save(admin, version)
    await expect(save(admin, version)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await asActor(VISITOR, (db) => readHospital(db, hospital.slug))).toMatchObject({
      ...{ languages: ['en', 'pl'], returnPledge: 'A letter in three days', groupName: 'Anvil' },
      ...{ weeks: 0, capacity: 'Takes new cases now' },
    })
    expect(await list({ language: 'pl' })).toContain('Choosing')
    expect(await list({ language: 'da' })).toEqual([])
    const vet = await member(await organization('PRACTICE', 'No hospital'), 'ADMIN')
    await expect(save(vet, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('says when it is free next from the cases on its hands, and the filter finds what the page says', async () => {
    const busy = await organization('HOSPITAL', 'Busy')
    await service(busy)
    const boss = await member(busy, 'ADMIN')
    const who = await person('Ola Owner')
    await save(boss, 1, { ...FORM, groupName: '' })
    for (const status of ['IN_TRIAGE', 'IN_REVIEW', 'AWAITING_PAYMENT', 'NEEDS_INFORMATION'] as const)
      await caseIn({ owner: who, hospital: busy, status })
    for (const status of ['AWAITING_CONSENT', 'ANSWERED', 'CLOSED', 'DECLINED'] as const)
      await caseIn({ owner: who, hospital: busy, status })
    const { weeks, capacity } = await asActor(VISITOR, (db) => readHospital(db, busy.slug))
    expect([weeks, capacity]).toEqual([2, expect.stringMatching(/^Next free from \d+ \w+$/)])
    for (const [asked, found] of [
      ['0', false],
      ['1', false],
      ['2', true],
      ['4', true],
    ] as const)
      expect((await list({ weeks: asked })).includes('Busy'), asked).toBe(found)
    expect(await list({ weeks: '0' })).toContain('Choosing')
  })

  it('measures how fast a hospital was: the median of the last 90 days, from payment to answer', async () => {
    const fast = await organization('HOSPITAL', 'Fast')
    const who = await person('Una Owner')
    for (const hours of [10, 20, 30]) {
      const { id } = await caseIn({ owner: who, hospital: fast, status: 'ANSWERED' })
      await sql.query(
        `update "Case" set "answeredAt" = now() - interval '1 day', "paidAt" = now() - interval '1 day' - $2 * interval '1 hour' where id = $1`,
        [id, hours],
      )
    }
    const old = await caseIn({ owner: who, hospital: fast, status: 'CLOSED' })
    await sql.query(
      `update "Case" set "answeredAt" = now() - interval '91 days', "paidAt" = now() - interval '99 days' where id = $1`,
      [old.id],
    )
    const { answered, hours } = await asActor(VISITOR, (db) => measuredTurnaround(db, fast.id))
    expect([answered, Math.round(hours!)]).toEqual([3, 20])
  })
})

describe('a corporate group', () => {
  const keep = (who: PersonActor, input: Partial<Parameters<typeof keepGroup>[2]> = {}) =>
    asActor(who, (db) =>
      keepGroup(db, who, { groupId: '', version: 0, name: 'Anvil', domains: ['anvil.example'], source: '', ...input }),
    )
  const groupOf = (address: string) => asActor(admin, (db) => groupOfAddress(db, address))

  it('is kept by the operator alone, and found by a vet’s domain or by what the practice says', async () => {
    await expect(keep(admin)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(keep({ ...admin, operator: true })).rejects.toThrow(/row-level security/)
    await keep(olga)
    await expect(keep(olga)).rejects.toMatchObject({ code: 'INVALID' })
    expect(await groupOf('dr.who@Anvil.example')).toBe('Anvil')
    expect(await groupOf('dr.who@notanvil.example')).toBe('')
    expect(await groupOf('nobody')).toBe('')
    const practice = await organization('PRACTICE', 'Claimed')
    const vet = await member(practice, 'ADMIN', 'Vic Vet')
    expect(await groupOf(vet.email)).toBe('')
    await as(vet, (db, org) => changeGroup(db, org, { groupName: 'Hammer' }))
    expect(await groupOf(vet.email.toUpperCase())).toBe('Hammer')
    const group = (await asActor(VISITOR, listGroups)).find(({ name }) => name === 'Anvil')
    await keep(olga, { groupId: group!.id, version: 1, domains: [] })
    await expect(keep(olga, { groupId: group!.id, version: 1 })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await groupOf('dr.who@anvil.example')).toBe('')
    await expect(asActor(admin, (db) => removeGroup(db, admin, group!.id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await asActor(olga, (db) => removeGroup(db, olga, group!.id))
    expect((await asActor(VISITOR, listGroups)).map(({ name }) => name)).not.toContain('Anvil')
  })

  it('tells a visitor nothing about an address', async () => {
    const [row] = await asActor(
      VISITOR,
      (db) => db.$queryRaw<[{ name: string | null }]>`
      select app.group_of_address('x@anvil.example') as name`,
    )
    expect(row.name).toBeNull()
  })
})
