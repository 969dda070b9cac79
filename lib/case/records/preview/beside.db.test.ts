import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { parties, type Parties } from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { RecordKind } from '#lib/db/generated/enums.ts'

// What stands beside a record, found by walking the list past the reader's policies: it may differ from what they see in nothing.

const KINDS = Object.values(RecordKind)
const RECORDS = 40

let people: Parties
beforeAll(async () => {
  people = await parties()
})

/** Records of owner, practice and hospital by turns, of all kinds, several of one moment, and some that are not ready. */
async function manyRecords(caseId: string): Promise<void> {
  const { rows } = await useDatabase().owner.query<{ practiceId: string }>(
    'select "practiceId"::text from "Case" where id = $1',
    [caseId],
  )
  for (let n = 0; n < RECORDS; n += 1) {
    const holder = (['OWNER', 'PRACTICE', 'HOSPITAL'] as const)[n % 3]!
    await useDatabase().owner.query(
      `insert into "Record" ("caseId", id, holder, "heldBy", kind, name, "sizeBytes", "objectKey", status, "createdAt")
        values ($1, $2, $3, $4, $5, $6, 10, $7, $8, now() - $9 * interval '1 hour')`,
      [
        ...[
          caseId,
          randomUUID(),
          holder,
          holder === 'PRACTICE' ? rows[0]?.practiceId : null,
          KINDS[(n * 7) % KINDS.length],
        ],
        ...[`record ${n}`, randomUUID(), n % 11 === 0 ? 'CHECKING' : 'READY', Math.floor(n / 2) % 5],
      ],
    )
  }
}

type Beside = { side: 'next' | 'previous'; id: string }

const listed = (actor: Participant, caseId: string) =>
  asActor(actor, async (db) => {
    const rows = await db.$queryRaw<{ id: string }[]>`
      select id from "Record" where "caseId" = ${caseId}::uuid and status = 'READY' order by kind, "createdAt" desc, id desc`
    return rows.map(({ id }) => id)
  })

const beside = (actor: Participant, caseId: string, recordId: string) =>
  asActor(actor, async (db) => {
    const rows = await db.$queryRaw<Beside[]>`
      select side, id from app.beside_record(${caseId}::uuid, ${recordId}::uuid)`
    return Object.fromEntries(rows.map(({ side, id }) => [side, id]))
  })

describe('what stands beside a record', () => {
  it.each([
    { released: true, agreed: true },
    { released: true, agreed: false },
    { released: false, agreed: false },
  ])('is what its reader sees before and after it: %o', async (consent) => {
    const { id } = await caseIn({ ...people, status: 'IN_TRIAGE', ...consent })
    await manyRecords(id)
    const seen: Record<string, number> = {}
    for (const name of ['owner', 'vet', 'specialist', 'rival', 'stranger'] as const) {
      const all = await listed(people[name], id)
      seen[name] = all.length
      for (const [at, recordId] of all.entries())
        expect(await beside(people[name], id, recordId)).toEqual({
          ...(at > 0 && { previous: all[at - 1] }),
          ...(at < all.length - 1 && { next: all[at + 1] }),
        })
    }
    expect(seen).toMatchObject({ rival: 0, stranger: 0 })
    expect(seen.owner).toBeGreaterThan(20)
  })

  it('is nothing beside a record that is closed to its reader', async () => {
    const { id } = await caseIn({ ...people, status: 'IN_TRIAGE', released: true, agreed: false })
    await manyRecords(id)
    const open = new Set(await listed(people.specialist, id))
    const closed = (await listed(people.owner, id)).filter((one) => !open.has(one))
    expect(closed.length).toBeGreaterThan(5)
    for (const recordId of closed) expect(await beside(people.specialist, id, recordId)).toEqual({})
    // Nor for those who do not stand on the case, beside any of its records.
    for (const recordId of await listed(people.owner, id))
      for (const name of ['rival', 'stranger'] as const) expect(await beside(people[name], id, recordId)).toEqual({})
  })
})
