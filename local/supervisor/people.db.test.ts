import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { demoPeople } from './people.ts'

test('names demo owners, then a person for each role, and nobody else', async () => {
  const { owner, ownerUrl } = useDatabase()
  expect(await demoPeople(ownerUrl)).toEqual([])

  const add = async (name: string, email: string, isOperator = false) => {
    const id = randomUUID()
    await owner.query('insert into "Person" (id, name, email, "isOperator") values ($1, $2, $3, $4)', [
      id,
      name,
      email,
      isOperator,
    ])
    return id
  }
  const join = (org: string, person: string, role: string, ended = false) =>
    owner.query(
      'insert into "Membership" ("organizationId", "personId", role, "endedAt") values ($1, $2, $3, case when $4 then now() end)',
      [org, person, role, ended],
    )
  const organization = async (kind: string, name: string) => {
    const id = randomUUID()
    await owner.query('insert into "Organization" (id, kind, slug, name) values ($1, $2, $3, $4)', [
      id,
      kind,
      name,
      name,
    ])
    return id
  }
  await add('Ana', 'ana@owners.demo.example')
  await add('Real', 'real@somewhere.example')
  await add('Olga', 'olga@platform.demo.example', true)
  const hospital = await organization('HOSPITAL', 'northside')
  await join(hospital, await add('Cleo', 'cleo@northside.demo.example'), 'COORDINATOR')
  await join(hospital, await add('Gone', 'gone@northside.demo.example'), 'BILLING', true)
  await join(await organization('PRACTICE', 'riverside'), await add('Vic', 'vic@riverside.demo.example'), 'VET')

  expect((await demoPeople(ownerUrl)).map(({ name, role, at }) => [name, role, at])).toEqual([
    ['Ana', 'owner', null],
    ['Vic', 'vet', 'riverside'],
    ['Cleo', 'coordinator', 'northside'],
    ['Olga', 'operator', null],
  ])
})
