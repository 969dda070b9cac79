import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { loadCase } from '#lib/case/load.ts'
import { readPracticeDraft } from '#lib/case/request/practice-draft.ts'
import { resend } from '#lib/case/request/resend.ts'
import { asActor } from '#lib/db/unit.ts'
import { save, send, sent, stated, tokenTo } from '#lib/testing/begun.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { member, organization, person, service } from '#lib/testing/world.ts'
import { acceptAs } from './accepting.ts'
import { inviteAgain } from './inviting.ts'

const query = async <T extends object>(sql: string, values: unknown[]): Promise<T[]> =>
  (await useDatabase().owner.query<T>(sql, values)).rows
const rowOf = async (caseId: string) =>
  (await query<Record<string, unknown>>('select * from "Case" where id = $1', [caseId]))[0]
const again = (by: PersonActor, caseId: string) =>
  asActor(by, async (db) => (await resend(db, by, await loadCase(db, by, caseId))).caseId)

const addRecord = (caseId: string, holder: string, heldBy: string | null, name: string) =>
  query(
    `insert into "Record" ("caseId", id, holder, "heldBy", kind, name, "sizeBytes", "objectKey", status, "contentType", sha256)
     values ($1, gen_random_uuid(), $2::"Side", $3, 'LAB', $5, 10, $4, 'READY', 'application/pdf', repeat('a', 64))`,
    [caseId, holder, heldBy, `cases/${randomUUID()}`, name],
  )
const recordsOf = async (caseId: string) =>
  (await query<{ name: string }>('select name from "Record" where "caseId" = $1', [caseId])).map(({ name }) => name)

/** Declined by the hospital, with a record of the practice and one of the owner. */
async function declined(kind: 'REFERRAL' | 'CONSULTATION') {
  const at = await sent(kind)
  await addRecord(at.caseId, 'PRACTICE', at.practice.id, 'bloods.pdf')
  await addRecord(at.caseId, 'OWNER', null, 'photo.pdf')
  await query(`update "Case" set status = 'DECLINED', turn = 'NOBODY', "submittedAt" = now() where id = $1`, [
    at.caseId,
  ])
  return at
}

describe('a practice asks again', () => {
  it('in a new draft with its words and its own records, which the hospital before knows nothing of', async () => {
    const at = await declined('CONSULTATION')
    const caseId = await again(at.vet, at.caseId)
    expect(await again(at.vet, at.caseId)).toBe(caseId)
    expect(await rowOf(caseId)).toMatchObject({
      ...{ status: 'DRAFT', kind: 'CONSULTATION', turn: 'PRACTICE', practiceId: at.practice.id, hospitalId: null },
      ...{ resentFromId: at.caseId, title: 'Bella', payer: 'PRACTICE', recordCount: 1 },
    })
    expect(await recordsOf(caseId)).toEqual(['bloods.pdf'])
    const draft = await asActor(at.vet, async (db) => readPracticeDraft(db, at.vet, await loadCase(db, at.vet, caseId)))
    expect(draft).toMatchObject({
      ownerName: 'Ana Ruiz',
      ownerEmail: at.email,
      animal: { name: 'Bella', species: 'DOG' },
    })
    expect(draft.request).toMatchObject({ history: 'lame for three weeks', questions: ['Surgery?'] })
    // What the owner agreed to was for the hospital before.
    expect(draft.missing.map(({ field }) => field)).toEqual(['consentHow', 'consentOn', 'service'])
    const before = await member(at.hospital, 'COORDINATOR')
    await expect(asActor(before, (db) => loadCase(db, before, caseId))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const hospital = await organization('HOSPITAL', 'Southgate')
    await save(at.vet, caseId, { ...stated, service: await service(hospital) })
    await send(at.vet, caseId)
    expect(await rowOf(caseId)).toMatchObject({ status: 'IN_TRIAGE', hospitalId: hospital.id })
    const chain = await query<{ caseId: string }>('select * from app.verify_chain()', [])
    expect(chain.filter((row) => [caseId, at.caseId].includes(row.caseId))).toEqual([])
  })

  it('without making anybody an owner: whoever had joined is invited anew', async () => {
    const at = await sent('REFERRAL')
    const ana = await person('Ana Ruiz')
    await asActor(at.vet, async (db) =>
      inviteAgain(db, at.vet, await loadCase(db, at.vet, at.caseId), { email: ana.email, name: 'Ana Ruiz' }),
    )
    const token = await tokenTo(ana.email)
    await asActor(ana, (db) => acceptAs(db, ana, token))
    await query(`update "Case" set status = 'DECLINED', turn = 'NOBODY', "submittedAt" = now() where id = $1`, [
      at.caseId,
    ])
    const caseId = await again(at.vet, at.caseId)
    const row = await rowOf(caseId)
    expect(row?.ownerId).not.toBe(ana.personId)
    await expect(asActor(ana, (db) => loadCase(db, ana, caseId))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    // In a referral the practice asks again, not its owner.
    await expect(again(ana, at.caseId)).rejects.toMatchObject({
      code: expect.stringMatching(/FORBIDDEN|CONFLICT|NOT_FOUND/),
    })
  })

  it('while it has not ended, or from another practice, it does not', async () => {
    const open = await sent('CONSULTATION')
    await expect(again(open.vet, open.caseId)).rejects.toMatchObject({
      code: expect.stringMatching(/FORBIDDEN|CONFLICT/),
    })
    const at = await declined('REFERRAL')
    const rival = await member(await organization('PRACTICE', 'Lakeside'), 'VET')
    await expect(again(rival, at.caseId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const caseId = await again(at.vet, at.caseId)
    const carry = (by: PersonActor, from: string, to: string) =>
      asActor(by, (db) => db.$queryRaw`select app.carry_begun_records(${from}::uuid, ${to}::uuid)`)
    for (const [by, from, to] of [
      [rival, at.caseId, caseId],
      [at.vet, open.caseId, caseId],
      [at.vet, caseId, at.caseId],
    ] as const)
      await expect(carry(by, from, to)).rejects.toThrow(/no such case/)
  })
})
