import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { dicomFacts, type ReadyRecord, readyRecords } from '#lib/testing/imaging.ts'
import { parties, type Parties } from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { groupImaging, groupRecords } from './group.ts'

let people: Parties
beforeAll(async () => {
  people = await parties()
})

const newCase = async () => (await caseIn({ ...people, status: 'IN_TRIAGE' })).id
const group = (caseId: string, ids: readonly string[]) =>
  asActor({ kind: 'SYSTEM', caseId }, (db) => groupImaging(db, caseId, ids))
const slice = (n: number, more: Partial<ReadyRecord> = {}): ReadyRecord => ({
  facts: dicomFacts({ instanceUid: `1.2.3.${n}`, instanceNumber: n }),
  ...more,
})

type Row = { study: string; description: string | null; patientName: string | null; images: number; frames: number }

/** Series as the tables' owner sees them, without ids. */
async function seriesOf(caseId: string): Promise<Row[]> {
  const { rows } = await useDatabase().owner.query<Row>(
    `select st.holder || ' ' || st.kind || ' ' || st.key || ' ' || st.images as study, st."patientName", s.key, s.description, s.images, s.frames
     from "Series" s join "Study" st on st."caseId" = s."caseId" and st.id = s."studyId"
     where s."caseId" = $1 and s.images > 0 order by 1, s.key collate "C"`,
    [caseId],
  )
  return rows
}

const counts = async (caseId: string) => (await seriesOf(caseId)).map(({ images, frames }) => [images, frames])
const set = (ids: string[], sql: string) =>
  useDatabase().owner.query(`update "Record" set ${sql} where id = any ($1)`, [ids])

describe('grouping', () => {
  it('gives the same studies, series and counts in any order, at once or one by one', async () => {
    const names = ['Rex', 'REX', 'Bella', null]
    const pile = [1, 2, 3, 4, 5, 6, 7, 8].map((n) =>
      slice(n, {
        facts: dicomFacts({
          instanceUid: `1.2.${n % 6}`,
          patientName: names[n % 4] ?? null,
          patientId: null,
          description: ['b', 'A', 'Ü', null][n % 4] ?? null,
          seriesUid: n % 3 ? '1.9' : null,
          frames: n % 3 ? 1 : 20,
        }),
        sha256: String(n % 6).repeat(64),
      }),
    )
    const expected = await newCase()
    await group(expected, await readyRecords(expected, pile))
    const want = await seriesOf(expected)
    expect(want.length).toBeGreaterThan(3)
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(pile, { minLength: pile.length }),
        fc.integer({ min: 1, max: 8 }),
        async (other, size) => {
          const caseId = await newCase()
          const ids = await readyRecords(caseId, other)
          for (let at = 0; at < ids.length; at += size) await group(caseId, ids.slice(at, at + size))
          expect(await seriesOf(caseId)).toEqual(want)
        },
      ),
      { numRuns: 8 },
    )
  })

  it('holds under jobs that run at the same time, and when one runs twice', async () => {
    const caseId = await newCase()
    const ids = await readyRecords(
      caseId,
      Array.from({ length: 24 }, (_, n) => slice(n)),
    )
    await Promise.all([...ids.map((id) => group(caseId, [id])), group(caseId, ids), group(caseId, ids.toReversed())])
    expect(await counts(caseId)).toEqual([[24, 24]])
  })

  it('keeps apart what different people may see: other holders, other kinds', async () => {
    const caseId = await newCase()
    await group(
      caseId,
      await readyRecords(caseId, [slice(1), slice(2, { holder: 'PRACTICE' }), slice(3, { kind: 'OTHER' })]),
    )
    expect((await seriesOf(caseId)).map(({ study }) => study.split(' ').slice(0, 2).join(' '))).toEqual([
      'OWNER IMAGING',
      'OWNER OTHER',
      'PRACTICE IMAGING',
    ])
  })

  it('counts what is there twice once, and the second one when the first is removed', async () => {
    const caseId = await newCase()
    const twice = { sha256: 'a'.repeat(64) }
    const ids = await readyRecords(caseId, [slice(1, twice), slice(1, twice), slice(1, { sha256: 'b'.repeat(64) })])
    await group(caseId, ids)
    const marked = async () =>
      (
        await useDatabase().owner.query('select duplicate from "Record" where id = any ($1) order by "createdAt"', [
          ids,
        ])
      ).rows.map(({ duplicate }) => duplicate)
    expect([await counts(caseId), await marked()]).toEqual([[[2, 2]], [false, true, false]])
    await set(ids.slice(0, 1), `status = 'REMOVED'`)
    expect([await counts(caseId), (await marked())[1]]).toEqual([[[2, 2]], false])
    await set(ids.slice(1, 2), `status = 'REMOVED'`)
    expect(await counts(caseId)).toEqual([[1, 1]])
  })

  it('follows what is removed, and a kind that has changed', async () => {
    const caseId = await newCase()
    const ids = await readyRecords(
      caseId,
      [1, 2, 3, 4].map((n) => slice(n)),
    )
    await group(caseId, ids)
    await set(ids.slice(0, 1), `status = 'REMOVED'`)
    expect(await counts(caseId)).toEqual([[3, 3]])
    await set(ids.slice(1, 3), `kind = 'LAB'`)
    await groupRecords({ caseId, recordIds: ids.slice(1, 3) })
    expect(await counts(caseId)).toEqual([
      [1, 1],
      [2, 2],
    ])
    await set(ids.slice(1), `status = 'REMOVED'`)
    expect(await seriesOf(caseId)).toEqual([])
  })

  it('finds by itself what is in no series yet, and leaves the index of a disc alone', async () => {
    const caseId = await newCase()
    await readyRecords(caseId, [
      slice(1),
      slice(2),
      { facts: dicomFacts({ sopClass: '1.2.840.10008.1.3.10', frames: 0 }) },
    ])
    await groupRecords({ caseId, recordIds: null })
    expect(await counts(caseId)).toEqual([[2, 2]])
  })

  it('groups hundreds of records a second', async () => {
    const caseId = await newCase()
    const ids = await readyRecords(
      caseId,
      Array.from({ length: 2000 }, (_, n) => slice(n)),
    )
    const began = performance.now()
    for (let at = 0; at < ids.length; at += 64) await group(caseId, ids.slice(at, at + 64))
    const perSecond = Math.round(ids.length / ((performance.now() - began) / 1000))
    process.stdout.write(`grouped ${perSecond} records a second, 64 at a time\n`)
    // More than 1,000 on an idle machine; a busy one must not fail this.
    expect(perSecond).toBeGreaterThan(150)
    expect(await counts(caseId)).toEqual([[2000, 2000]])
  })
})
