import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant, PersonActor } from '#lib/access/actor.ts'
import { loadCase } from '#lib/case/load.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { contentHash } from './hash.ts'
import { readSigned } from './queries.ts'
import {
  addRecord,
  eventsOf,
  FULL,
  press,
  read,
  rowOf,
  save,
  type Team,
  team,
} from '#lib/testing/recommendation-team.ts'

let owner: PersonActor, helena: PersonActor, ivo: PersonActor, coordinator: PersonActor
let billing: PersonActor, vet: PersonActor, rival: PersonActor, fresh: Team['fresh']

beforeAll(async () => {
  ;({ owner, helena, ivo, coordinator, billing, vet, rival, fresh } = await team())
})

describe('signing', () => {
  it('answers the case: status, clock, hash, records, event, and all readers', async () => {
    const one = await fresh()
    const seen = await addRecord(one, 'bloods.pdf', 'PRACTICE')
    await useDatabase().owner.query(`update "Case" set "dueAt" = now() + interval '1 hour' where id = $1`, [one.id])
    await save(helena, one, FULL)
    const { id } = await press(helena, one, { signedName: 'Dr. Helena Lindqvist' })
    const after = await rowOf(one)
    expect(after).toMatchObject({ status: 'ANSWERED', turn: 'EVERYONE', dueAt: null, clockLeftMs: null })
    const days = (after.followUpEndsAt.getTime() - after.answeredAt.getTime()) / 86_400_000
    expect(Math.round(days)).toBe(14)
    expect(after.expiresAt).toEqual(after.followUpEndsAt)
    const view = await read(owner, one)
    expect(view).toMatchObject({
      mode: 'read',
      signed: {
        number: 1,
        signedName: 'Dr. Helena Lindqvist, DECVIM-CA',
        reliedOn: [{ recordId: seen, name: 'bloods.pdf', sha256: 'ab'.repeat(32), viewable: true }],
      },
    })
    if (view.mode !== 'read') throw new Error('not read')
    const { content, signedName, signedAt, reliedOn, contentHash: hash } = view.signed
    expect(contentHash({ caseNumber: after.number, number: 1, content, signedName, signedAt, reliedOn })).toBe(hash)
    expect(await eventsOf(one)).toMatchObject([
      { type: 'recommendation.signed', data: { recommendationId: id, number: 1, contentHash: hash } },
    ])
    for (const actor of [vet, one.link, coordinator]) expect(await read(actor, one)).toMatchObject({ mode: 'read' })
    const jobs = await useDatabase().owner.query(
      `select payload from graphile_worker._private_jobs j where payload::text like $1`,
      [`%${one.id}%`],
    )
    expect(jobs.rows).toMatchObject([{ payload: { about: 'recommendation.signed', subjectId: id } }])
  })

  it('closes what was relied on when consent ends, and keeps its name', async () => {
    const one = await fresh()
    await addRecord(one, 'bloods.pdf', 'PRACTICE')
    await save(helena, one, FULL)
    await press(helena, one)
    await useDatabase().owner.query('update "Agreement" set "revokedAt" = now() where "caseId" = $1', [one.id])
    const relied = async (actor: Participant) => {
      const view = await read(actor, one)
      return view.mode === 'read' && view.signed.reliedOn.map(({ name, viewable }) => [name, viewable])
    }
    expect(await relied(helena)).toEqual([['bloods.pdf', false]])
    expect(await relied(owner)).toEqual([['bloods.pdf', true]])
  })

  it('lists only records that the hospital could see', async () => {
    const one = await fresh()
    await addRecord(one, 'hidden.pdf', 'PRACTICE')
    await addRecord(one, 'seen.pdf')
    await useDatabase().owner.query(`update "Agreement" set kinds = '{IMAGING}' where "caseId" = $1`, [one.id])
    await save(helena, one, FULL)
    await press(helena, one)
    expect(await read(owner, one)).toMatchObject({ signed: { reliedOn: [{ name: 'seen.pdf' }] } })
  })

  it('names what is missing, and refuses another name or no statement', async () => {
    const one = await fresh()
    await save(helena, one, { ...FULL, answer2: '', plainLanguage: ' ' })
    await expect(press(helena, one)).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { answer2: [expect.any(String)], plainLanguage: [expect.any(String)] },
    })
    await save(helena, one, FULL, 1)
    const signing = (form: object) => press(helena, one, { version: '2', ...form })
    await expect(signing({ signedName: 'Eve Other' })).rejects.toMatchObject({
      fieldErrors: { signedName: ['Sign with your own name: Helena Lindqvist'] },
    })
    await expect(signing({ signedName: '' })).rejects.toMatchObject({
      fieldErrors: { signedName: [expect.any(String)] },
    })
    await expect(signing({ statement: undefined })).rejects.toMatchObject({ code: 'INVALID' })
    expect((await rowOf(one)).status).toBe('IN_REVIEW')
  })

  it('signs what was read: a draft saved again since then is a conflict', async () => {
    const one = await fresh()
    await save(helena, one, FULL)
    await save(ivo, one, { prognosis: 'Guarded' }, 1)
    await expect(press(helena, one)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(press(helena, await fresh())).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is not for coordinators, owner, practice; a foreign case does not exist', async () => {
    const one = await fresh()
    await save(helena, one, FULL)
    for (const actor of [coordinator, billing, owner, vet, one.link])
      await expect(press(actor, one)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(press(rival, one)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('waits for the fee and for consent, and says so', async () => {
    const db = useDatabase().owner
    const unpaid = await fresh()
    await save(helena, unpaid, FULL)
    await db.query('update "Case" set "paidAt" = null where id = $1', [unpaid.id])
    await expect(press(helena, unpaid)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(/fee has not been paid/),
    })
    const ended = await fresh()
    await save(helena, ended, FULL)
    await db.query('update "Release" set "revokedAt" = now() where "caseId" = $1', [ended.id])
    expect(await read(helena, ended, { step: 'review' })).toMatchObject({ blocked: expect.stringMatching(/Consent/) })
    await expect(press(helena, ended)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(/Consent does not stand/),
    })
    expect((await rowOf(ended)).status).toBe('IN_REVIEW')
  })

  it('signs once when pressed twice, one after the other and at the same moment', async () => {
    const one = await fresh()
    await save(helena, one, FULL)
    const ids = [...(await Promise.all([press(helena, one), press(helena, one)])), await press(helena, one)]
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1)
    expect(await eventsOf(one)).toHaveLength(1)
  })

  it('lets one of two signers win', async () => {
    const one = await fresh()
    await save(helena, one, FULL)
    const results = await Promise.allSettled([press(helena, one), press(ivo, one)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } })
    expect(await eventsOf(one)).toHaveLength(1)
  })
})

describe('after signing', () => {
  it('changes nothing any more, by the command or straight in SQL', async () => {
    const one = await fresh()
    await save(helena, one, FULL)
    await press(helena, one)
    await expect(save(helena, one, { assessment: 'other' }, 1)).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    const change = (db: { query(sql: string, values: unknown[]): Promise<unknown> }) =>
      db.query(`update "Recommendation" set assessment = 'x' where "caseId" = $1`, [one.id])
    await expect(change(useDatabase().owner)).rejects.toThrow(/never changes/)
    await expect(
      asActor(helena, (db) => db.recommendation.updateMany({ where: { caseId: one.id }, data: { status: 'DRAFT' } })),
    ).rejects.toThrow(/never changes/)
    await expect(
      asActor(helena, (db) => db.$executeRaw`delete from "Recommendation" where "caseId" = ${one.id}::uuid`),
    ).rejects.toThrow(/permission denied/)
  })

  it('takes no signed row, foreign name or role that does not write, straight in SQL', async () => {
    const one = await fresh()
    const insert = (actor: PersonActor, data: object) =>
      asActor(actor, (db) =>
        db.recommendation.createMany({ data: { caseId: one.id, authorId: actor.personId, ...data } }),
      )
    await expect(insert(coordinator, {})).rejects.toThrow(/row-level security/)
    await expect(insert(helena, { authorId: ivo.personId })).rejects.toThrow(/row-level security/)
    await expect(insert(helena, { status: 'SIGNED' })).rejects.toThrow(/row-level security/)
    await expect(insert(rival, {})).rejects.toThrow(/row-level security/)
    await save(helena, one, FULL)
    await expect(
      asActor(helena, (db) => db.recommendation.updateMany({ where: { caseId: one.id }, data: { status: 'SIGNED' } })),
    ).rejects.toThrow(/signed_is_complete/)
  })

  it('grows by addenda with a reason, and keeps every version readable', async () => {
    const one = await fresh()
    await save(helena, one, FULL)
    await press(helena, one)
    const begun = await read(ivo, one, { step: 'write' })
    expect(begun).toMatchObject({
      mode: 'write',
      draft: { number: 2, version: 0, content: { assessment: FULL.assessment, addendumReason: '' } },
    })
    await save(ivo, one, { treatment: 'Recheck in six months' }, 0, 2)
    await expect(press(ivo, one, { number: '2' })).rejects.toMatchObject({
      fieldErrors: { addendumReason: ['Say what changed and why'] },
    })
    await save(ivo, one, { addendumReason: 'New ultrasound arrived.' }, 1, 2)
    expect(await read(owner, one)).toMatchObject({ mode: 'read', signed: { number: 1 }, draft: 'none' })
    await press(ivo, one, { number: '2', version: '2' })
    expect(await read(owner, one)).toMatchObject({
      signed: { number: 2, content: { treatment: 'Recheck in six months', addendumReason: 'New ultrasound arrived.' } },
      versions: [{ number: 1 }, { number: 2 }],
    })
    expect(await read(owner, one, { number: 1 })).toMatchObject({ signed: { number: 1, content: { treatment: '' } } })
    await expect(
      asActor(owner, async (db) => readSigned(db, await loadCase(db, owner, one.id), 3)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await eventsOf(one)).map(({ type }) => type)).toEqual(['recommendation.signed', 'recommendation.amended'])
  })
})
