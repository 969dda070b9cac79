import { expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { meanwhile } from '#lib/testing/meanwhile.ts'
import { caseIn, organization, person } from '#lib/testing/world.ts'
import { asPerson } from '#lib/web/unit.ts'
import { askErasure, erase, eraseDue } from './erasure.ts'

// Being forgotten: names that stand beside what somebody planned or mailed, and a request that is sent at that very moment.

const query = async (sql: string, values: unknown[] = []) => (await useDatabase().owner.query(sql, values)).rows

/** Somebody who asked to be forgotten, and whose seven days have passed. */
async function due(who: PersonActor): Promise<void> {
  await asPerson({ session: who.sessionId, link: null }, ({ db, actor }) => askErasure(db, actor))
  await query(`update "ErasureRequest" set "dueAt" = now() - interval '1 second' where "personId" = $1`, [who.personId])
}

it('is forgotten in the plan, and beside what they mailed in; whoever else mailed stays named', async () => {
  const who = await person('Ana Secretname')
  const { id: caseId } = await caseIn({
    owner: who,
    hospital: await organization('HOSPITAL', 'Northgate'),
    status: 'CLOSED',
  })
  await query(
    `insert into "PlanItem" ("caseId", id, side, "authorId", "authorName", who, what, "doneSide", "doneById", "doneByName", "doneAt")
     values ($1, gen_random_uuid(), 'OWNER', $2, 'Ana Secretname', 'OWNER', 'weigh', 'OWNER', $2, 'Ana Secretname', now())`,
    [caseId, who.personId],
  )
  for (const sender of [`Ana Secretname (${who.email})`, 'Lab (results@lab.test)'])
    await query(
      `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "byMail", "uploaderName")
       values ($1, gen_random_uuid(), 'OWNER', 'LAB', 'x', 1, gen_random_uuid()::text, 'READY', true, $2)`,
      [caseId, sender],
    )
  await due(who)
  await eraseDue()
  const plan = await query('select "authorName", "doneByName" from "PlanItem" where "caseId" = $1', [caseId])
  expect(plan).toEqual([{ authorName: 'Former owner', doneByName: 'Former owner' }])
  const mailed = await query('select "uploaderName" as by from "Record" where "caseId" = $1 order by 1', [caseId])
  expect(mailed).toEqual([{ by: 'Former owner' }, { by: 'Lab (results@lab.test)' }])
})

it('waits for a request that is sent at the same moment, which then stands in the way', async () => {
  const who = await person('Ana Secretname')
  const { id } = await caseIn({ owner: who, hospital: await organization('HOSPITAL', 'Northgate'), status: 'DRAFT' })
  await due(who)
  const send = `update "Case" set status = 'AWAITING_CONSENT', "submittedAt" = now() where id = $1`
  expect(await meanwhile(send, [id], () => erase(who.personId))).toBe(false)
  expect(await query('select name, "erasedAt" from "Person" where id = $1', [who.personId])).toEqual([
    { name: 'Ana Secretname', erasedAt: null },
  ])
})
