import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { loadCase } from '#lib/case/load.ts'
import { resend } from '#lib/case/request/resend.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { addRecord } from '#lib/testing/recommendation-team.ts'
import { caseIn, member, organization, person, type TestCase } from '#lib/testing/world.ts'

// A request that is sent on to another hospital: neither hospital learns from the ledger that there is another case.

let owner: PersonActor, before: PersonActor, after: PersonActor
let first: TestCase
let second: string

beforeAll(async () => {
  owner = await person()
  const [declined, asked] = [await organization('HOSPITAL', 'Northgate'), await organization('HOSPITAL', 'Southgate')]
  ;[before, after] = [await member(declined, 'COORDINATOR'), await member(asked, 'COORDINATOR')]
  first = await caseIn({ owner, hospital: declined, status: 'DECLINED', agreed: false })
  for (const holder of ['OWNER', 'PRACTICE']) await addRecord(first, `of ${holder}.pdf`, holder)
  second = await asActor(owner, async (db) => (await resend(db, owner, await loadCase(db, owner, first.id))).caseId)
  const { owner: admin } = useDatabase()
  await admin.query(
    `update "Case" set status = 'IN_TRIAGE', turn = 'HOSPITAL', "submittedAt" = now(), "hospitalId" = $2 where id = $1`,
    [second, asked.id],
  )
  await admin.query(
    `insert into "Release" ("caseId", id, "hospitalId", kinds, "textId", "grantedById", "signedName", "expiresAt")
     select $1, gen_random_uuid(), $2, enum_range(null::"RecordKind"), t.id, $3, 'Owner', now() + interval '9 days'
     from "ConsentText" t where t.key = 'RELEASE' limit 1`,
    [second, asked.id, owner.personId],
  )
})

const ledger = async (actor: PersonActor, caseId: string) =>
  JSON.stringify(
    await asActor(actor, (db) => db.caseEvent.findMany({ where: { caseId }, select: { type: true, data: true } })),
  )

describe('the ledger of a request that was sent on', () => {
  it('tells the hospital that declined nothing of the other case, nor how many records went there', async () => {
    expect(await ledger(owner, first.id)).toContain(second)
    const read = await ledger(before, first.id)
    expect(read).not.toContain(second)
    expect(read).not.toContain('case.resent')
  })

  it('tells the hospital that is asked now nothing of the case before', async () => {
    expect(await ledger(owner, second)).toContain(first.id)
    expect(await ledger(after, second)).not.toContain(first.id)
  })
})
