import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor, PersonActor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestCase } from '#lib/testing/world.ts'

// What has ended stays ended, and what was agreed about money stays agreed, whatever the application's code would do.

let owner: PersonActor, vet: PersonActor, billing: PersonActor
let one: TestCase

beforeAll(async () => {
  owner = await person()
  const [hospital, practice] = [
    await organization('HOSPITAL', 'Northgate'),
    await organization('PRACTICE', 'Riverside'),
  ]
  ;[vet, billing] = [await member(practice, 'VET'), await member(hospital, 'BILLING')]
  one = await caseIn({ owner, hospital, practice, status: 'IN_REVIEW' })
})

const admin = (sql: string, values: unknown[] = [one.id]) => useDatabase().owner.query(sql, values)

/** How many rows the statement changed; null where PostgreSQL refused it. */
async function changed(actor: Actor, sql: string): Promise<number | null> {
  try {
    return await asActor(actor, (db) => db.$executeRawUnsafe(sql))
  } catch (error) {
    if (/row-level security|permission denied|of a payment/.test(String(error))) return null
    throw error
  }
}

describe('a consent that was taken back', () => {
  it.each(['Release', 'Agreement'])('cannot be put back, nor its end rewritten: %s', async (table) => {
    const signer = table === 'Release' ? owner : vet
    expect(await changed(signer, `update "${table}" set "revokedAt" = now()`)).toBe(1)
    expect(await changed(signer, `update "${table}" set "revokedAt" = null`)).toBeOneOf([0, null])
    expect(await changed(signer, `update "${table}" set "revokedAt" = now(), "revokeReason" = 'x'`)).toBeOneOf([
      0,
      null,
    ])
    const { rows } = await admin(`select "revokedAt" is not null as ended from "${table}" where "caseId" = $1`)
    expect(rows).toEqual([{ ended: true }])
  })
})

describe('a mailed link', () => {
  it('cannot be put back once it has ended, nor be turned into a link for somebody else', async () => {
    for (const actor of [owner, one.link])
      expect(await changed(actor, `update "CaseLink" set email = 'eve@example.test'`)).toBeNull()
    expect(await changed(owner, `update "CaseLink" set "tokenHash" = 'x'`)).toBeNull()
    expect(await changed(owner, `update "CaseLink" set "revokedAt" = now()`)).toBe(1)
    for (const actor of [owner, one.link]) {
      expect(await changed(actor, `update "CaseLink" set "revokedAt" = null`)).toBeOneOf([0, null])
      expect(await changed(actor, `update "CaseLink" set "expiresAt" = now() + interval '9 years'`)).toBeOneOf([
        0,
        null,
      ])
    }
  })
})

describe('a payment', () => {
  async function payment(status: string): Promise<string> {
    const id = randomUUID()
    await admin('delete from "Payment" where "caseId" = $1')
    await admin(
      `insert into "Payment" ("caseId", id, "estimateId", "amountMinor", "applicationFeeMinor", currency, status, "createdById")
       values ($1, $2, $3, 32000, 3200, 'EUR', $4, $5)`,
      [one.id, id, one.estimateId, status, owner.personId],
    )
    return id
  }
  const system = () => ({ kind: 'SYSTEM', caseId: one.id }) as const

  it.each(['"amountMinor" = 1', '"applicationFeeMinor" = 0', `currency = 'USD'`, `"paymentIntentId" = 'pi_other'`])(
    'keeps %s from owner and hospital',
    async (change) => {
      await payment('OPEN')
      for (const actor of [owner, billing]) expect(await changed(actor, `update "Payment" set ${change}`)).toBeNull()
      expect(await changed(system(), `update "Payment" set ${change}`)).toBe(1)
    },
  )

  it.each([
    ['OPEN', ['EXPIRED']],
    ['EXPIRED', []],
    ['PAID', ['REFUND_DUE']],
    ['REFUND_DUE', []],
    ['REFUNDED', []],
  ])('that is %s goes on by a person to %j alone', async (from, open) => {
    for (const to of ['OPEN', 'PAID', 'EXPIRED', 'REFUND_DUE', 'REFUNDED'].filter((status) => status !== from)) {
      await payment(from)
      for (const actor of [billing, owner]) {
        await admin('update "Payment" set status = $2 where "caseId" = $1', [one.id, from])
        const expected = open.includes(to as never) ? 1 : null
        expect(await changed(actor, `update "Payment" set status = '${to}'`), `${from} -> ${to}`).toBe(expected)
      }
    }
  })

  it('that was paid back is paid back for good', async () => {
    await payment('REFUNDED')
    for (const to of ['OPEN', 'PAID', 'REFUND_DUE'])
      expect(await changed(system(), `update "Payment" set status = '${to}'`)).toBeNull()
  })
})
