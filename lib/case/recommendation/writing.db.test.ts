import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { groupRecords } from '#lib/case/records/imaging/group.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { dicomFacts, readyRecords } from '#lib/testing/imaging.ts'
import { person } from '#lib/testing/world.ts'
import { FULL, read, save, type Team, team } from '#lib/testing/recommendation-team.ts'

let owner: PersonActor, helena: PersonActor, ivo: PersonActor, coordinator: PersonActor
let billing: PersonActor, vet: PersonActor, rival: PersonActor, fresh: Team['fresh']

beforeAll(async () => {
  ;({ owner, helena, ivo, coordinator, billing, vet, rival, fresh } = await team())
})

describe('writing', () => {
  it('saves what is typed, field by field, and goes on from there', async () => {
    const one = await fresh()
    expect(await save(helena, one, { assessment: 'First' })).toEqual({ version: 1 })
    expect(await save(helena, one, { answer2: 'Yes' }, 1)).toEqual({ version: 2 })
    const view = await read(ivo, one)
    expect(view).toMatchObject({ mode: 'write', draft: { version: 2, content: { assessment: 'First' } } })
    if (view.mode === 'write') {
      expect(view.draft.content.answers.map(({ answer }) => answer)).toEqual(['', 'Yes', ''])
      expect(view.desk.facts.map(({ label }) => label)).toContain('Working diagnosis')
    }
  })

  it('lays the images of a series on the desk as one thing, beside what is in none', async () => {
    const one = await fresh()
    const slices = [1, 2, 3].map((n) => ({ facts: dicomFacts({ instanceUid: `1.2.3.${n}`, instanceNumber: n }) }))
    await groupRecords({ caseId: one.id, recordIds: await readyRecords(one.id, slices) })
    const [alone] = await readyRecords(one.id, [{ holder: 'PRACTICE', facts: dicomFacts() }])
    const view = await read(helena, one)
    expect(view.mode === 'write' && view.desk).toMatchObject({
      series: [{ words: 'CT chest', images: '3 images' }],
      records: [{ id: alone }],
    })
  })

  it('shows two writers each other’s text and overwrites neither', async () => {
    const one = await fresh()
    await save(helena, one, { assessment: 'Hers' })
    await expect(save(ivo, one, { assessment: 'His' })).rejects.toMatchObject({
      code: 'CONFLICT',
      fieldErrors: { assessment: [expect.any(String), 'Hers'], version: [expect.any(String), '1'] },
    })
    expect(await read(helena, one)).toMatchObject({ draft: { content: { assessment: 'Hers' } } })
    expect(await save(helena, one, { assessment: 'Hers' })).toEqual({ version: 1 })
    expect(await save(ivo, one, { assessment: 'His', over: '1' })).toEqual({ version: 2 })
    await expect(save(helena, one, { assessment: 'Hers', over: '1' })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('lets one of two first saves at the same moment win', async () => {
    const one = await fresh()
    const results = await Promise.allSettled([
      save(helena, one, { assessment: 'Hers' }),
      save(ivo, one, { assessment: 'His' }),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } })
  })

  it('goes on while information for the review is awaited, but not in triage', async () => {
    const waiting = await fresh('NEEDS_INFORMATION')
    await expect(save(helena, waiting, { assessment: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await useDatabase().owner.query(`update "Case" set "informationReturnsTo" = 'IN_REVIEW' where id = $1`, [
      waiting.id,
    ])
    expect(await save(helena, waiting, { assessment: 'x' })).toEqual({ version: 1 })
    await expect(save(helena, await fresh('IN_TRIAGE'), {})).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('is for specialists of this hospital alone', async () => {
    const one = await fresh()
    for (const actor of [coordinator, billing, owner, vet, one.link])
      await expect(save(actor, one, { assessment: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    for (const actor of [rival, await person('Eve')])
      await expect(save(actor, one, { assessment: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('never shows a draft to owner, practice or a mailed link, in the page or in SQL', async () => {
    const one = await fresh()
    await save(helena, one, { ...FULL })
    for (const actor of [owner, vet, one.link]) {
      expect(await read(actor, one, { step: 'review' })).toEqual({ mode: 'wait', draftSavedAt: null })
      const seen = await asActor(actor, (db) => db.recommendation.findMany({ where: { caseId: one.id } }))
      expect(seen).toEqual([])
    }
    expect(await read(coordinator, one)).toMatchObject({ mode: 'wait', draftSavedAt: expect.any(Date) })
  })

  it.each([
    ['too much', 'x'.repeat(100_000), 'too long'],
    ['a NUL', 'a\u0000b', 'cannot be stored'],
    ['half a surrogate', 'a\ud800b', 'cannot be stored'],
  ])('refuses %s with plain words', async (_name, assessment, message) => {
    await expect(save(helena, await fresh(), { assessment })).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { assessment: [expect.stringContaining(message)] },
    })
  })

  it.each([
    '🐈‍⬛ Müsli',
    'قلب القط',
    '猫の心臓',
    '<script>alert(1)</script>',
    `'); drop table "Case"; --`,
    '\u202Egnp.exe',
  ])('keeps %s as it was typed', async (assessment) => {
    const one = await fresh()
    await save(helena, one, { assessment })
    expect(await read(helena, one)).toMatchObject({ draft: { content: { assessment } } })
  })

  it.each([{ agreement: 'MAYBE' }, { urgency: 'NOW' }, { version: 'x' }, { number: '-1' }])('refuses %j', (form) =>
    expect(fresh().then((one) => save(helena, one, form))).rejects.toMatchObject({ code: 'INVALID' }),
  )
})
