import { describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { limitInvited } from '#lib/auth/limits.ts'
import { ownCases } from '#lib/case/home.ts'
import { CASE_LINES, type CaseLine } from '#lib/case/lines.ts'
import { asActor } from '#lib/db/unit.ts'
import { lifeOf } from '#lib/patient/life.ts'
import { rowsOfCase } from '#lib/person/contents.ts'
import { begin, full, save, send, sent, tokenTo } from '#lib/testing/begun.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { person } from '#lib/testing/world.ts'
import { acceptNew } from './accepting.ts'

// The owner of an animal that vets consult about, and strangers who are written to.

const { owner } = useDatabase()

describe('the owner of a consultation', () => {
  it('reads nothing of what one vet wrote to another, in lists and in what they take along', async () => {
    const at = await sent('CONSULTATION', 'OWNER')
    await acceptNew(await tokenTo(at.email), 'UTC', { userAgent: 'curl/8', replaces: null })
    const { rows } = await owner.query<{ id: string }>('select id from "Person" where email = $1', [at.email])
    const ana: PersonActor = { ...(await person()), personId: rows[0]?.id ?? '', email: at.email }
    await owner.query(`update "Case" set status = 'ANSWERED', "answeredAt" = now() where id = $1`, [at.caseId])
    const { rows: cases } = await owner.query('select "patientId", headline from "Case" where id = $1', [at.caseId])
    expect(cases[0].headline).toBe('Lame')
    await asActor(ana, async (db) => {
      const { past } = await ownCases(db, ana, null)
      const life = await lifeOf(db, { ownerId: ana.personId, id: cases[0].patientId })
      expect([past[0]?.headline, life.cases[0]?.headline]).toEqual(['', ''])
      expect(JSON.stringify(await rowsOfCase(db, ana, at.caseId))).not.toMatch(/"Lame"/)
    })
    const onBoard = await asActor(
      at.vet,
      (db) => db.$queryRaw<CaseLine[]>`${CASE_LINES} where c.id = ${at.caseId}::uuid`,
    )
    expect(onBoard[0]?.headline).toBe('Lame')
  })
})

describe('a stranger', () => {
  it('writes to one stranger no more often by way of many cases', async () => {
    const at = await sent('REFERRAL')
    for (let n = 1; n < 20; n += 1) await limitInvited(at.email)
    const caseId = await begin(at, 'REFERRAL')
    await save(at.vet, caseId, full(at, at.email))
    await expect(send(at.vet, caseId)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    expect((await owner.query('select status from "Case" where id = $1', [caseId])).rows).toEqual([{ status: 'DRAFT' }])
  })
})
