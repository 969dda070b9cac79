import { expect, test } from 'vitest'
import { transaction } from '#lib/db/client.ts'
import { beginSession, setActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { member, organization, person } from '#lib/testing/world.ts'
import { demoGroups, signInAsDemo } from './demo.ts'

const { owner } = useDatabase()
const device = { userAgent: null, replaces: null }

async function asDemo(who: { personId: string }, email: string): Promise<void> {
  await owner.query('update "Person" set email = $1 where id = $2', [email, who.personId])
}

test('demo people are listed by what they are, and nobody else is', async () => {
  const [northgate, riverside] = [
    await organization('HOSPITAL', 'Northgate'),
    await organization('PRACTICE', 'Riverside'),
  ]
  await asDemo(await person('Ana Ruiz'), 'ana@owners.demo.example')
  await asDemo(await member(northgate, 'SPECIALIST', 'Helena Lindqvist'), 'helena@northgate.demo.example')
  await asDemo(await member(riverside, 'VET', 'Tomasz Mazur'), 'tomasz@riverside.demo.example')
  await person('Real Person')
  const groups = await transaction(async (db) => {
    await setActor(db, { kind: 'VISITOR' })
    return demoGroups(db)
  })
  expect(groups.map(({ title, people }) => [title, people.map((one) => `${one.name}, ${one.part}`)])).toEqual([
    ['Owners', ['Ana Ruiz, Owner']],
    ['Riverside', ['Tomasz Mazur, Veterinarian']],
    ['Northgate', ['Helena Lindqvist, Specialist']],
  ])
  const { token, path } = await signInAsDemo('helena@northgate.demo.example', device)
  expect(path).toBe(`/hospital/${northgate.slug}/queue`)
  expect(await transaction((db) => beginSession(db, token))).toMatchObject({ name: 'Helena Lindqvist' })
})

test('nobody but a demo person is signed in as', async () => {
  const real = await person('Real Person')
  for (const email of [real.email, 'nobody@owners.demo.example', '', '%.demo.example'])
    await expect(signInAsDemo(email, device)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
