import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { proceed } from '#lib/case/consent/asking.ts'
import { loadCase } from '#lib/case/load.ts'
import { createDraft, saveDraft, submit } from '#lib/case/request/commands.ts'
import { asActor } from '#lib/db/unit.ts'
import { addPatient } from '#lib/patient/commands.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, organization, person, service } from '#lib/testing/world.ts'
import { publishRule } from './commands.ts'
import { deliveryOf, newestRules, versionsOf } from './queries.ts'

let owner: PersonActor, operator: PersonActor, serviceId: string

const query = (sql: string, values: unknown[] = []) => useDatabase().owner.query(sql, values)

beforeAll(async () => {
  owner = await person()
  operator = { ...(await person('Olga Operator')), operator: true }
  await query('update "Person" set "isOperator" = true where id = $1', [operator.personId])
  serviceId = await service(await organization('HOSPITAL', 'Northgate', { deliveryPolicy: 'GENERAL_ADVICE' }))
})

const CAT = { name: 'Miso', species: 'CAT', breed: '', sex: 'FEMALE', neuter: 'NEUTERED', bornOn: null } as const
const SAID = {
  ...{ redFlags: [], redFlagAnswer: 'NONE' as const, presentingComplaint: 'Breathes fast', history: 'Since March' },
  ...{ workingDiagnosis: 'HCM', questions: ['Is it?', 'Is it safe?', 'What if?'], attendingVetName: 'Dr Mazur' },
  ...{ attendingVetPractice: 'Riverside Vets', attendingVetEmail: 'mazur@riverside.test' },
} as const

async function draft(livesIn?: string, who = owner): Promise<string> {
  return asActor(who, async (db) => {
    const { patientId } = await addPatient(db, who, { ...CAT, weightGrams: null })
    const { caseId } = await createDraft(db, who, { patientId })
    const patch = { ...SAID, redFlags: [], questions: [...SAID.questions], serviceId }
    await saveDraft(
      db,
      await loadCase(db, who, caseId),
      { ...patch, ...(livesIn === undefined ? {} : { livesIn }) },
      null,
    )
    return caseId
  })
}
async function sent(livesIn: string): Promise<string> {
  const caseId = await draft(livesIn)
  await asActor(owner, async (db) => submit(db, owner, await loadCase(db, owner, caseId)))
  return caseId
}
const look = (caseId: string, who = owner) =>
  asActor(who, async (db) => deliveryOf(db, await loadCase(db, who, caseId)))
const factOf = async (caseId: string) =>
  (await asActor(owner, (db) => loadCase(db, owner, caseId))).facts.deliveryPolicy

const NEW = {
  ...{
    withoutVet: 'ATTENDING_VET_ONLY' as const,
    words: 'Only together.',
    withVet: 'Both.',
    reason: 'The law changed.',
  },
  sources: [{ title: 'A law', url: null, readOn: '2026-11-25' }],
} as const
const publish = (who: PersonActor, region: string, seen: number) =>
  asActor(who, (db) => publishRule(db, who, { ...NEW, sources: [...NEW.sources], region, seen }))

describe('the rule of a case', () => {
  it.each([
    ['NZ', 'NZ', 'GENERAL_ADVICE'],
    ['US-CA', 'US-CA', 'AFTER_LIVE_EXAM'],
    ['US-TX', 'US', 'ATTENDING_VET_ONLY'],
    ['DE', '*', 'ATTENDING_VET_ONLY'],
    ['', '*', 'ATTENDING_VET_ONLY'],
  ])('for an animal in "%s" is that of %s: %s', async (livesIn, region, policy) => {
    const caseId = await sent(livesIn)
    expect(await look(caseId)).toMatchObject({ stated: livesIn, rule: { region, version: 1 }, applies: { policy } })
    expect(await factOf(caseId)).toBe(policy)
  })

  it('begins where the owner’s animals lived last, and for another owner nowhere', async () => {
    await draft('AU-NSW')
    expect(await look(await draft())).toMatchObject({ stated: 'AU-NSW', draft: true })
    const another = await person()
    expect(await look(await draft(undefined, another), another)).toMatchObject({ stated: '' })
  })

  it('stays as it was when the request was sent, whatever is published later', async () => {
    const old = await sent('US-VT')
    const draftOf = await draft('US-VT')
    await publish(operator, 'US-VT', 1)
    expect(await look(old)).toMatchObject({ rule: { version: 1 }, applies: { policy: 'AFTER_LIVE_EXAM' } })
    expect(await look(draftOf)).toMatchObject({ rule: { version: 2 }, applies: { policy: 'ATTENDING_VET_ONLY' } })
    expect(await look(await sent('US-VT'))).toMatchObject({ rule: { version: 2 }, draft: false })
    await expect(
      asActor(owner, (db) => db.$executeRaw`update "Case" set "deliveryVersion" = 2 where id = ${old}::uuid`),
    ).rejects.toThrow(/keeps the delivery rule/)
    expect(await factOf(old)).toBe('AFTER_LIVE_EXAM')
  })

  it('decides whether the owner may go on without the vet', async () => {
    const goOn = (caseId: string) => asActor(owner, async (db) => proceed(db, owner, await loadCase(db, owner, caseId)))
    const silent = async (livesIn: string) => {
      const caseId = await sent(livesIn)
      await query(`update "Case" set "submittedAt" = now() - interval '9 days' where id = $1`, [caseId])
      await query(
        `insert into "Release" ("caseId", id, "hospitalId", kinds, "textId", "grantedById", "signedName", "expiresAt")
         select c.id, gen_random_uuid(), c."hospitalId", '{LAB}', (select id from "ConsentText" where key = 'RELEASE' limit 1),
           c."ownerId", 'Ana', now() + interval '9 days' from "Case" c where c.id = $1`,
        [caseId],
      )
      return caseId
    }
    await expect(goOn(await silent('DE'))).rejects.toMatchObject({ code: 'INVALID', message: /only together/ })
    const allowed = await silent('NZ')
    await goOn(allowed)
    const { rows } = await query(
      `select data from "CaseEvent" where "caseId" = $1 and type = 'consent.proceededWithoutPractice'`,
      [allowed],
    )
    expect(rows[0]).toMatchObject({ data: { policy: 'GENERAL_ADVICE', region: 'NZ', version: 1 } })
  })

  it('is the hospital’s own for a case from before there were regions', async () => {
    const hospital = await organization('HOSPITAL', 'Old Hospital', { deliveryPolicy: 'AFTER_LIVE_EXAM' })
    const { id } = await caseIn({ owner, hospital, status: 'IN_TRIAGE' })
    expect(await look(id)).toMatchObject({ rule: null, applies: { policy: 'AFTER_LIVE_EXAM', because: 'HOSPITAL' } })
  })
})

describe('publishing', () => {
  it('adds a version and never edits one, and of two at once one wins', async () => {
    const both = await Promise.allSettled([publish(operator, 'FR', 0), publish(operator, 'FR', 0)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(publish(operator, 'FR', 0)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await publish(operator, 'FR', 1)).toEqual({ version: 2 })
    const versions = await asActor(operator, (db) => versionsOf(db, operator, 'FR'))
    expect(versions).toMatchObject([
      { version: 2, publishedByName: 'Olga Operator', reason: NEW.reason },
      { version: 1 },
    ])
    const newest = await asActor(operator, (db) => newestRules(db, operator))
    expect(newest.filter(({ region }) => region === 'FR')).toMatchObject([{ version: 2 }])
    expect(newest.map(({ region }) => region)).toContain('*')
  })

  it('is the operator’s alone, in the application and in PostgreSQL', async () => {
    await expect(publish(owner, 'IT', 0)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(publish({ ...owner, operator: true }, 'IT', 0)).rejects.toThrow(/row-level security/)
    await expect(asActor(owner, (db) => newestRules(db, owner))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(asActor(owner, (db) => versionsOf(db, owner, '*'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const asAnother = (db: Parameters<Parameters<typeof asActor>[1]>[0]) =>
      db.deliveryRule.create({
        data: { ...NEW, sources: [], region: 'IT', version: 1, publishedById: owner.personId },
      })
    await expect(asActor(operator, asAnother)).rejects.toThrow(/row-level security/)
    await expect(
      asActor(operator, (db) => db.$executeRaw`update "DeliveryRule" set words = 'x' where region = '*'`),
    ).rejects.toThrow(/permission denied/)
    await expect(query(`update "DeliveryRule" set words = 'x' where region = '*'`)).rejects.toThrow(/append-only/)
  })
})
