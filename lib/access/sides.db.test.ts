import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import { CaseKind, CaseStatus } from '#lib/db/generated/enums.ts'
import { asActor } from '#lib/db/unit.ts'
import { caseIn, coOwn, member, organization, person, standBy } from '#lib/testing/world.ts'

// The owner role looks up whose side a reader is on, past the policies of "Case". It may find one only where those policies show
// the reader the case.

type Reader = { name: string; actor: Participant }
type Asked = { caseId: string; kind: CaseKind; status: CaseStatus; readers: Reader[] }
let asked: Asked[]

beforeAll(async () => {
  const [owner, stranger, coOwner, formerOwner, friend] = await Promise.all(
    ['Ana Ruiz', 'Eve Other', 'Luis Ruiz', 'Marta Kowalska', 'Bea Friend'].map((name) => person(name)),
  )
  const [hospital, rival] = [await organization('HOSPITAL', 'Northgate'), await organization('HOSPITAL', 'Southgate')]
  const [practice, other] = [await organization('PRACTICE', 'Riverside'), await organization('PRACTICE', 'Parkside')]
  const people = {
    ...{ owner, stranger, coOwner, formerOwner, friend },
    specialist: await member(hospital, 'SPECIALIST'),
    biller: await member(hospital, 'BILLING'),
    'of another hospital': await member(rival, 'ADMIN'),
    vet: await member(practice, 'VET'),
    reception: await member(practice, 'RECEPTION'),
    'vet elsewhere': await member(other, 'VET'),
  }
  asked = []
  for (const kind of Object.values(CaseKind))
    for (const status of Object.values(CaseStatus)) {
      const at = await caseIn({ owner: owner!, hospital, practice, status, kind })
      await coOwn(at.id, coOwner!)
      await coOwn(at.id, formerOwner!, true)
      await standBy(at.id, friend!, false)
      const readers = Object.entries(people).map(([name, actor]) => ({ name, actor: actor! }))
      asked.push({ caseId: at.id, kind, status, readers: [...readers, { name: 'link', actor: at.link }] })
    }
})

describe('the side of a reader', () => {
  it('is one that may see the case; who may not has none', async () => {
    const wrong: string[] = []
    let sides = 0
    for (const { caseId, kind, status, readers } of asked)
      for (const { name, actor } of readers) {
        const [row] = await asActor(
          actor,
          (db) => db.$queryRaw<{ side: string | null; seen: boolean }[]>`
            select app.side(${caseId}::uuid) as side, exists (select from "Case" where id = ${caseId}::uuid) as seen`,
        )
        if (row?.side) sides += 1
        if (row?.side && !row.seen) wrong.push(`${name} is ${row.side} on a ${kind} in ${status} that they do not see`)
      }
    expect(wrong).toEqual([])
    expect(sides).toBeGreaterThan(asked.length * 4)
  })
})
