import { expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { searchCases } from '#lib/case/search.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, supporter } from '#lib/testing/world.ts'

it('somebody who stands by finds the case by what is asked, in their own name and while they stand by; its records and other cases never', async () => {
  const [owner, hospital] = [await person(), await organization('HOSPITAL', 'Northgate')]
  const fresh = () => caseIn({ owner, hospital, status: 'IN_REVIEW' })
  const [one, other] = [await fresh(), await fresh()]
  const word = `zyx${one.id.slice(0, 8)}`
  const sql = (text: string, values: unknown[]) => useDatabase().owner.query(text, values)
  await sql(`update "CaseRequest" set history = $1 where "caseId" = any ($2)`, [word, [one.id, other.id]])
  await sql(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status)
     values ($1, $1, 'OWNER', 'LAB', 'bloods.pdf', 3, gen_random_uuid()::text, 'READY')`,
    [one.id],
  )
  await sql(`insert into "RecordReading" ("caseId", "recordId", text) values ($1, $1, $2)`, [
    one.id,
    `${word} potassium`,
  ])
  const found = async (who: PersonActor) => {
    const { lines, records } = await asActor(who, (db) => searchCases(db, word))
    return { lines: lines.map(({ id }) => id), records: records.length }
  }
  const bea = await supporter(one.id)
  expect(await found(bea)).toEqual({ lines: [one.id], records: 0 })
  expect((await found(owner)).lines.toSorted()).toEqual([one.id, other.id].toSorted())
  expect((await found(owner)).records).toBe(1)
  expect(await found(await person('Nobody'))).toEqual({ lines: [], records: 0 })
  const rival = await member(await organization('PRACTICE', 'Rival'), 'VET')
  await sql(`update "CaseSupport" set "personId" = $2 where "caseId" = $1`, [one.id, rival.personId])
  expect(await found(rival), 'as their practice they do not stand by').toEqual({ lines: [], records: 0 })
  await sql(`update "CaseSupport" set "personId" = $2, "endedAt" = now(), "endedBy" = 'OWNER' where "caseId" = $1`, [
    one.id,
    bea.personId,
  ])
  expect(await found(bea)).toEqual({ lines: [], records: 0 })
})
