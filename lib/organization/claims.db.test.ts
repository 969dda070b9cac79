import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { loadCase } from '#lib/case/load.ts'
import { transaction } from '#lib/db/client.ts'
import { asActor, beginLink } from '#lib/db/unit.ts'
import { sha256 } from '#lib/hash.ts'
import {
  ask,
  askedAt,
  fresh,
  hatOf,
  mailedTo,
  newOperator,
  newPractice,
  practiceOf,
  prove,
  sql,
  type Town,
  town,
  work,
} from '#lib/testing/claims.ts'
import { member, type TestCase } from '#lib/testing/world.ts'
import { claimByOperator, claimsToDecide, decideClaim, readClaims } from './claims.ts'
import { endMembership } from './commands.ts'

let here: Town
beforeAll(async () => {
  here = await town()
})

describe('a practice makes earlier links its own', () => {
  it('by a link to an address at its domain: cases, records and events follow, links go on working', async () => {
    const domain = fresh()
    const cases = [await askedAt(here, `mazur@${domain}`), await askedAt(here, `info@${domain}`)]
    const elsewhere = await askedAt(here, `mazur@${fresh()}`)
    await sql(
      `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "contentType")
       values ($1, $2, 'PRACTICE', 'LAB', 'bloods.pdf', 10, $3, 'READY', 'application/pdf')`,
      [cases[0]?.id, randomUUID(), randomUUID()],
    )
    const { practice, admin } = await newPractice()
    expect(await ask(admin, `info@${domain}`)).toBe('MAILED')
    await work()
    expect(await practiceOf(cases[0]!)).toBeNull()
    expect(await prove(admin, await mailedTo(`info@${domain}`))).toBe('PROVEN')
    await work()
    await work()
    for (const one of cases) expect(await practiceOf(one)).toBe(practice.id)
    expect(await practiceOf(elsewhere)).toBeNull()
    const { rows } = await sql(
      `select "caseId", data from "CaseEvent" where type = 'practice.joined' and "caseId" = any ($1)`,
      [cases.map(({ id }) => id)],
    )
    expect(rows).toHaveLength(2)
    const nurse = await member(practice, 'NURSE')
    const seen = await asActor(nurse, async (db) => {
      await loadCase(db, nurse, cases[0]!.id)
      return db.record.findMany({ where: { caseId: cases[0]!.id }, select: { name: true, heldBy: true } })
    })
    expect(seen).toEqual([{ name: 'bloods.pdf', heldBy: practice.id }])
    expect(await transaction((db) => beginLink(db, cases[0]!.linkToken))).not.toBeNull()
    const broken = await sql('select * from app.verify_chain()')
    expect(broken.rows).toEqual([])
  })

  it('and the next case that names the domain is on its board at once', async () => {
    const domain = fresh()
    const { practice, admin } = await newPractice()
    await ask(admin, `info@${domain}`)
    await prove(admin, await mailedTo(`info@${domain}`))
    const found = (address: string) =>
      asActor(
        here.owner,
        (db) => db.$queryRaw<{ id: string | null }[]>`select app.practice_for_address(${address}) as id`,
      )
    expect(await found(`new.vet@${domain}`)).toEqual([{ id: practice.id }])
    expect(await found(`new.vet@sub.${domain}`)).toEqual([{ id: null }])
  })

  it('at once for the very address that its admin signs in with', async () => {
    const { practice, admin } = await newPractice()
    const one = await askedAt(here, admin.email)
    // example.test is everybody's in these tests: the address is shown, the domain is not.
    expect(await ask(admin, admin.email)).toBe('ADDRESS_ONLY')
    await work()
    expect(await practiceOf(one)).toBe(practice.id)
  })

  it('or by the operator’s word', async () => {
    const domain = fresh()
    const one = await askedAt(here, `dvorak@${domain}`)
    const { practice, admin } = await newPractice()
    const asked = { address: `dvorak@${domain}`, scope: 'ADDRESS' as const, statement: 'www.harbourhouse.test' }
    await asActor(admin, (db) => claimByOperator(db, admin, hatOf(admin), asked))
    const operator = await newOperator()
    const waiting = await asActor(operator, (db) => claimsToDecide(db, operator))
    const claim = waiting.find(({ address }) => address === asked.address)
    expect(claim).toMatchObject({ statement: asked.statement, organization: practice.name, byEmail: admin.email })
    const decide = (who: PersonActor, answer: 'yes' | 'no') =>
      asActor(who, (db) => decideClaim(db, who, { claimId: claim!.id, answer, reason: 'x' }))
    await expect(decide(admin, 'yes')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    // Nor by pretending: PostgreSQL asks who the operator is.
    await expect(decide({ ...admin, operator: true }, 'yes')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await decide(operator, 'yes')
    await expect(decide(operator, 'no')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await work()
    expect(await practiceOf(one)).toBe(practice.id)
    expect(await asActor(operator, (db) => db.case.count({ where: { id: one.id } }))).toBe(0)
  })

  it('and keeps the operator’s no, with the reason, taking nothing', async () => {
    const address = `x@${fresh()}`
    const one = await askedAt(here, address)
    const { admin } = await newPractice()
    await asActor(admin, (db) =>
      claimByOperator(db, admin, hatOf(admin), { address, scope: 'DOMAIN', statement: 'Believe me' }),
    )
    const operator = await newOperator()
    const claim = (await asActor(operator, (db) => claimsToDecide(db, operator))).find((c) => c.address === address)
    await asActor(operator, (db) =>
      decideClaim(db, operator, { claimId: claim!.id, answer: 'no', reason: 'No such practice' }),
    )
    await work()
    expect(await practiceOf(one)).toBeNull()
    expect(await asActor(admin, (db) => readClaims(db, hatOf(admin)))).toMatchObject([
      { status: 'REFUSED', reason: 'No such practice' },
    ])
  })
})

describe('links of people who have left', () => {
  it('end with the membership, and when earlier cases come', async () => {
    const domain = fresh()
    const { practice, admin } = await newPractice()
    const gone = await member(practice, 'VET', 'Vet Who Left')
    const theirs = await askedAt(here, gone.email, practice)
    const others = await askedAt(here, `info@${domain}`, practice)
    await asActor(admin, (db) => endMembership(db, admin, hatOf(admin), gone.personId))
    const live = async (one: TestCase) => (await transaction((db) => beginLink(db, one.linkToken))) !== null
    expect(await live(theirs)).toBe(false)
    expect(await live(others)).toBe(true)
    const ended = await sql(`select 1 from "CaseEvent" where "caseId" = $1 and type = 'practice.linkEnded'`, [
      theirs.id,
    ])
    expect(ended.rowCount).toBe(1)
    // Asked there before the account was opened: the case comes, the link does not outlive the membership.
    const earlier = await askedAt(here, gone.email)
    const token = randomUUID()
    await sql(
      `insert into "PracticeClaim" ("organizationId", id, address, domain, scope, proof, "tokenHash", "createdById", "expiresAt")
       values ($1, gen_random_uuid(), $2, 'example.test', 'ADDRESS', 'MAIL', $3, $4, now() + interval '1 hour')`,
      [practice.id, gone.email, sha256(token), admin.personId],
    )
    await prove(admin, token)
    await work()
    expect(await practiceOf(earlier)).toBe(practice.id)
    expect(await live(earlier)).toBe(false)
  })
})
