import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { loadCase } from '#lib/case/load.ts'
import { asActor } from '#lib/db/unit.ts'
import { aboutPerson } from '#lib/person/contents.ts'
import { askErasure, erase } from '#lib/person/erasure.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, coOwn, organization, person, type TestOrg } from '#lib/testing/world.ts'
import { asPerson } from '#lib/web/unit.ts'

let hospital: TestOrg
beforeAll(async () => {
  hospital = await organization('HOSPITAL', 'Northgate')
})

const query = async <T extends object = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await useDatabase().owner.query<T>(sql, values)).rows
const ask = (who: PersonActor) =>
  asPerson({ session: who.sessionId, link: null }, ({ db, actor }) => askErasure(db, actor))
const pass = (who: PersonActor) =>
  query(`update "ErasureRequest" set "dueAt" = now() - interval '1 second' where "personId" = $1`, [who.personId])
const says = (caseId: string, who: PersonActor) =>
  query(
    `insert into "Message" ("caseId", id, audience, side, "authorKind", "authorId", "authorName", body, "clientKey")
     values ($1, gen_random_uuid(), 'EVERYONE', 'OWNER', 'PERSON', $2, $3, 'Some words', gen_random_uuid())`,
    [caseId, who.personId, who.name],
  )

/** A closed case of an animal that two own, in which both wrote. */
async function household() {
  const [first, ben] = [await person('Ana Firstname'), await person('Ben Secretname')]
  const { id: caseId } = await caseIn({ owner: first, hospital, status: 'CLOSED' })
  await query(`update "Case" set "closedAt" = now() where id = $1`, [caseId])
  await coOwn(caseId, ben)
  for (const who of [first, ben]) await says(caseId, who)
  return { first, ben, caseId }
}

describe('an owner who came later and is forgotten', () => {
  it('leaves the animal and its cases to the first owner, and no name but under what they signed', async () => {
    const { first, ben, caseId } = await household()
    await ask(ben)
    await pass(ben)
    expect(await erase(ben.personId)).toBe(true)
    const dump = JSON.stringify([
      await query('select * from "Message" where "caseId" = $1', [caseId]),
      await query('select * from "CoOwner" where "ownerId" = $1', [first.personId]),
    ])
    for (const gone of ['Secretname', 'secretname', ben.email]) expect(dump).not.toContain(gone)
    expect(dump).toContain('Ana Firstname')
    const [left] = await query('select "endedBy" from "CoOwner" where "ownerId" = $1', [first.personId])
    expect(left).toEqual({ endedBy: 'SELF' })
    expect(
      await query(`select side from "CaseEvent" where "caseId" = $1 and type = 'coOwner.left'`, [caseId]),
    ).toHaveLength(1)
    expect(await asActor(first, async (db) => (await loadCase(db, first, caseId)).role)).toBe('OWNER')
  })

  it('loses the animal with the first owner, when that one is forgotten', async () => {
    const { first, ben, caseId } = await household()
    await ask(first)
    await pass(first)
    expect(await erase(first.personId)).toBe(true)
    await expect(asActor(ben, (db) => loadCase(db, ben, caseId))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const names = await query('select "authorName" from "Message" where "caseId" = $1 order by 1', [caseId])
    expect(names).toEqual([{ authorName: 'Ben Secretname' }, { authorName: 'Former owner' }])
  })

  it('takes along that they are an owner, and nothing of the first owner’s cases', async () => {
    const { first, ben } = await household()
    const { sharedAnimals, animals } = await asActor(ben, (db) => aboutPerson(db, ben))
    expect(animals).toEqual([])
    expect(sharedAnimals).toMatchObject([{ name: 'Ben Secretname', email: ben.email, endedAt: null }])
    expect((await asActor(first, (db) => aboutPerson(db, first))).sharedAnimals).toEqual([])
  })
})
