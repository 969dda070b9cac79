import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { asActor } from '#lib/db/unit.ts'
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
import { caseIn, member, person } from '#lib/testing/world.ts'
import { claimByOperator, claimsToDecide, decideClaim } from './claims.ts'

let here: Town
beforeAll(async () => {
  here = await town()
})

describe('an attacker', () => {
  it('shows nothing by an address where anybody gets one', async () => {
    const { admin } = await newPractice('Evil')
    await expect(ask(admin, 'mazur@gmail.com')).rejects.toMatchObject({ code: 'INVALID' })
    await expect(
      asActor(admin, (db) =>
        claimByOperator(db, admin, hatOf(admin), { address: 'a@gmail.com', scope: 'DOMAIN', statement: 'x' }),
      ),
    ).rejects.toMatchObject({ code: 'INVALID' })
  })

  it('gets nowhere without the mail, with another’s mail, with a role too small, or late', async () => {
    const domain = fresh()
    const one = await askedAt(here, `mazur@${domain}`)
    const { practice, admin } = await newPractice()
    const evil = (await newPractice('Evil')).admin
    await ask(admin, `info@${domain}`)
    const token = await mailedTo(`info@${domain}`)
    for (const who of [
      evil,
      await member(practice, 'VET'),
      await member(practice, 'RECEPTION'),
      here.owner,
      await member(here.hospital, 'ADMIN'),
    ])
      await expect(prove(who, token)).rejects.toThrow()
    await expect(prove(evil, randomUUID())).rejects.toMatchObject({ code: 'CONFLICT' })
    await sql(`update "PracticeClaim" set "expiresAt" = now() - interval '1 second' where address = $1`, [
      `info@${domain}`,
    ])
    await expect(prove(admin, token)).rejects.toMatchObject({ code: 'CONFLICT' })
    await work()
    expect(await practiceOf(one)).toBeNull()
  })

  it('with a mailbox at a domain that others use gets the mailbox, never the domain', async () => {
    const domain = fresh()
    const [victim, own] = [await askedAt(here, `victim@${domain}`), await askedAt(here, `evil@${domain}`)]
    const customer = await person('Other Customer')
    await sql('update "Person" set email = $2 where id = $1', [customer.personId, `customer@${domain}`])
    await caseIn({ owner: customer, hospital: here.hospital, status: 'IN_TRIAGE' })
    const evil = await newPractice('Evil')
    await ask(evil.admin, `evil@${domain}`)
    expect(await prove(evil.admin, await mailedTo(`evil@${domain}`))).toBe('ADDRESS_ONLY')
    await work()
    expect(await practiceOf(own)).toBe(evil.practice.id)
    expect(await practiceOf(victim)).toBeNull()
  })

  it('takes no case, address or domain of another practice', async () => {
    const domain = fresh()
    const good = await newPractice('Good')
    const theirs = await askedAt(here, `vet@${domain}`, good.practice)
    const memberOfGood = await member(good.practice, 'VET', 'Good Vet')
    await sql('update "Person" set email = $2 where id = $1', [memberOfGood.personId, `good.vet@${domain}`])
    const asked = await askedAt(here, `good.vet@${domain}`)
    const evil = await newPractice('Evil')
    await ask(evil.admin, `good.vet@${domain}`)
    await expect(prove(evil.admin, await mailedTo(`good.vet@${domain}`))).rejects.toMatchObject({ code: 'CONFLICT' })
    await ask(evil.admin, `evil@${domain}`)
    expect(await prove(evil.admin, await mailedTo(`evil@${domain}`))).toBe('ADDRESS_ONLY')
    await work()
    expect(await practiceOf(theirs)).toBe(good.practice.id)
    expect(await practiceOf(asked)).toBeNull()
    // The domain was the good practice's from the beginning: now somebody else has a mailbox there, nobody has it by mail.
    await ask(good.admin, `vet@${domain}`)
    expect(await prove(good.admin, await mailedTo(`vet@${domain}`))).toBe('ADDRESS_ONLY')
  })

  it('is second to a domain that is shown already, by mail and by the operator', async () => {
    const domain = fresh()
    const good = await newPractice('Good')
    await ask(good.admin, `info@${domain}`)
    await prove(good.admin, await mailedTo(`info@${domain}`))
    const evil = await newPractice('Evil')
    await ask(evil.admin, `evil@${domain}`)
    expect(await prove(evil.admin, await mailedTo(`evil@${domain}`))).toBe('ADDRESS_ONLY')
    await asActor(evil.admin, (db) =>
      claimByOperator(db, evil.admin, hatOf(evil.admin), {
        address: `b@${domain}`,
        scope: 'DOMAIN',
        statement: 'Mine',
      }),
    )
    const operator = await newOperator()
    const claim = (await asActor(operator, (db) => claimsToDecide(db, operator))).find(
      (c) => c.address === `b@${domain}`,
    )
    expect(claim).toMatchObject({ shared: true })
    await expect(
      asActor(operator, (db) => decideClaim(db, operator, { claimId: claim!.id, answer: 'yes', reason: '' })),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('writes nothing into the table that counts, and calls no door of the worker', async () => {
    const domain = fresh()
    const one = await askedAt(here, `vet@${domain}`)
    const evil = await newPractice('Evil')
    const row = {
      address: `vet@${domain}`,
      domain,
      scope: 'ADDRESS' as const,
      proof: 'MAIL' as const,
      tokenHash: randomUUID(),
    }
    const more = {
      organizationId: evil.practice.id,
      createdById: evil.admin.personId,
      expiresAt: new Date(Date.now() + 1e6),
    }
    const write = (data: object, who = evil.admin) =>
      asActor(who, (db) => db.practiceClaim.createMany({ data: { ...row, ...more, ...data } }))
    await expect(write({ status: 'PROVEN' })).rejects.toThrow()
    await expect(write({}, await member(evil.practice, 'VET'))).rejects.toThrow()
    const good = await newPractice('Good')
    await expect(write({ organizationId: good.practice.id })).rejects.toThrow()
    await expect(write({ domain: 'other.test' })).rejects.toThrow()
    await write({})
    await expect(
      asActor(evil.admin, (db) => db.practiceClaim.updateMany({ data: { status: 'PROVEN' } })),
    ).rejects.toThrow()
    const call = (text: string) => asActor(evil.admin, (db) => db.$queryRawUnsafe<object[]>(text))
    const ids = `'${evil.practice.id}'::uuid, gen_random_uuid()`
    expect(await call(`select app.take_claimed_case(${ids}) as taken`)).toEqual([{ taken: null }])
    expect(await call(`select * from app.claimed_cases(${ids}, gen_random_uuid(), 10)`)).toEqual([])
    expect(await call(`select * from app.claims_to_decide()`)).toEqual([])
    expect(await call(`select * from app.end_links_of('vet@${domain}')`)).toEqual([])
    expect(await practiceOf(one)).toBeNull()
    expect(await asActor(good.admin, (db) => db.practiceClaim.count({}))).toBe(0)
  })
})
