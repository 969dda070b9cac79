import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import { loadCase } from '#lib/case/load.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { FULL, save, press, type Team, team } from '#lib/testing/recommendation-team.ts'
import type { TestCase } from '#lib/testing/world.ts'
import { parseInput } from '#lib/web/form.ts'
import { vetViewSchema } from './schema.ts'
import { readVetViews, sayWhatVetThinks } from './vet-view.ts'

let all: Team
beforeAll(async () => {
  all = await team()
})

async function answered(): Promise<TestCase> {
  const one = await all.fresh()
  await save(all.helena, one, FULL)
  await press(all.helena, one)
  return one
}
const say = (actor: Participant, one: TestCase, stance: string, words = '', number = 1) =>
  asActor(actor, async (db) => {
    const input = parseInput(vetViewSchema, { number: String(number), stance, words })
    await sayWhatVetThinks(db, actor, await loadCase(db, actor, one.id), input)
  })
const read = (actor: Participant, one: TestCase) =>
  asActor(actor, async (db) => readVetViews(db, await loadCase(db, actor, one.id), 1))
const told = async (one: TestCase) =>
  (
    await useDatabase().owner.query(
      `select count(*)::int as n from graphile_worker._private_jobs where payload->>'about' = 'recommendation.vetView' and payload->>'caseId' = $1`,
      [one.id],
    )
  ).rows[0].n as number

describe('the attending vet’s view', () => {
  it('stands beside the recommendation for all three sides, the newest first, and is told once', async () => {
    const one = await answered()
    await say(all.vet, one, 'READ')
    await say(one.link, one, 'AGREE_WITH_CHANGES', 'Half the dose, as her kidneys are weak')
    await say(one.link, one, 'AGREE_WITH_CHANGES', 'Half the dose, as her kidneys are weak')
    for (const reader of [all.owner, all.helena, all.vet, one.link])
      expect(await read(reader, one)).toMatchObject([
        { stance: 'AGREE_WITH_CHANGES', words: 'Half the dose, as her kidneys are weak', author: 'Dr Tomasz Mazur' },
        { stance: 'READ', author: 'Tomasz Mazur' },
      ])
    expect(await told(one)).toBe(2)
  })

  it.each(['AGREE_WITH_CHANGES', 'DIFFER'])('needs its reason for %s', async (stance) => {
    await expect(say(all.vet, await answered(), stance)).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { words: [expect.stringContaining('why')] },
    })
  })

  it('is not for others to give, nor for what is not signed', async () => {
    const one = await answered()
    for (const who of [all.owner, all.helena])
      await expect(say(who, one, 'AGREE')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(say(all.rival, one, 'AGREE')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(say(all.vet, one, 'AGREE', '', 2)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(say(all.vet, await all.fresh(), 'AGREE')).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('is guarded by PostgreSQL itself: nobody writes in the vet’s name, and nobody changes what was said', async () => {
    const one = await answered()
    await say(all.vet, one, 'AGREE')
    const forge = (who: Participant, authorId: string) =>
      asActor(who, (db) =>
        db.vetView.createMany({
          data: { caseId: one.id, number: 1, stance: 'AGREE', authorKind: 'PERSON', authorId, authorName: 'x' },
        }),
      )
    await expect(forge(all.owner, all.owner.personId)).rejects.toThrow()
    await expect(forge(all.helena, all.helena.personId)).rejects.toThrow()
    await expect(forge(all.vet, all.owner.personId)).rejects.toThrow()
    await expect(asActor(all.vet, (db) => db.vetView.updateMany({ data: { words: 'x' } }))).rejects.toThrow()
    const seen = await asActor(all.rival, (db) => db.$queryRaw<object[]>`select * from "VetView"`)
    expect(seen).toEqual([])
  })
})
