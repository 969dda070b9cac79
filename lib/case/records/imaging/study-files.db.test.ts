import { beforeAll, expect, it } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { dicomFacts, readyRecords } from '#lib/testing/imaging.ts'
import { onCaseAs, parties, type Parties, useObjectStore } from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { listOverview } from '../overview.ts'
import { groupImaging } from './group.ts'

// The door that finds a page of a study's files: it opens for whoever the policy on "Record" lets read them, and turns every page.

useObjectStore()
let people: Parties
beforeAll(async () => {
  people = await parties()
})

const holders = ['OWNER', 'PRACTICE'] as const

async function studied(count: number, consent: { released?: boolean; agreed?: boolean } = {}) {
  const { id: caseId } = await caseIn({ ...people, status: 'IN_TRIAGE', ...consent })
  const slice = (holder: (typeof holders)[number], n: number) => ({
    holder,
    facts: dicomFacts({ instanceUid: `1.${n}`, seriesUid: `2.${n % 3}`, instanceNumber: n + 1 }),
  })
  const ids = await readyRecords(
    caseId,
    holders.flatMap((holder) => Array.from({ length: count }, (_, n) => slice(holder, n))),
  )
  await asActor({ kind: 'SYSTEM', caseId }, (db) => groupImaging(db, caseId, ids))
  const { rows } = await useDatabase().owner.query('select id, holder from "Study" where "caseId" = $1', [caseId])
  const studyOf = Object.fromEntries(rows.map(({ id, holder }) => [holder, id as string]))
  return { caseId, ids, studyOf }
}

it.each([
  ['both signed', {}],
  ['the owner alone signed', { agreed: false }],
  ['nobody signed', { released: false, agreed: false }],
])('gives each reader what the policy gives, and others nothing: %s', async (_, consent) => {
  const { caseId, studyOf } = await studied(3, consent)
  const readers: Actor[] = [people.owner, people.vet, people.specialist, people.rival, people.stranger]
  for (const reader of [...readers, { kind: 'SYSTEM', caseId } as const])
    for (const holder of holders) {
      const [byDoor, byPolicy] = await asActor(reader, async (db) => [
        await db.$queryRaw<{ id: string }[]>`
          select app.study_files(${caseId}::uuid, ${studyOf[holder]}::uuid, null, null, 100) as id`,
        await db.$queryRaw<{ id: string }[]>`
          select r.id from "Record" r join "Series" s on s."caseId" = r."caseId" and s.id = r."seriesId"
          where r."caseId" = ${caseId}::uuid and s."studyId" = ${studyOf[holder]}::uuid order by r."createdAt" desc, r.id desc`,
      ])
      expect(byDoor, `${reader.kind} of ${holder}`).toEqual(byPolicy)
    }
})

it('an owner reads by the short way what they read by the long one, and no other owner', async () => {
  const { caseId, ids } = await studied(2)
  const count = (reader: Actor) => asActor(reader, (db) => db.record.count({ where: { caseId } }))
  expect(await count(people.owner)).toBe(ids.length)
  expect(await count(people.stranger)).toBe(0)
  // The same person, acting for an organization, is no owner of their cases.
  const [hat] = people.vet.hats
  expect(await count({ ...people.owner, hat: hat! })).toBe(await count(people.vet))
  expect(await count({ ...people.owner, hat: people.rival.hats[0]! })).toBe(0)
  await useDatabase().owner.query(`update "Case" set kind = 'CONSULTATION' where id = $1`, [caseId])
  expect(await count(people.owner), 'of a consultation').toBe(0)
})

it('turns every page of a study once, across its series, newest first', async () => {
  const { caseId, ids, studyOf } = await studied(120)
  const shown: string[] = []
  let after: string | null | undefined
  do {
    const view = await onCaseAs(
      people.specialist,
      caseId,
      'records.read',
    )(({ db, access }) => listOverview(db, access, { study: studyOf.OWNER, after }))
    shown.push(...view.groups.flatMap(({ items }) => items.map(({ id }) => id)))
    after = view.next
  } while (after)
  expect(shown).toEqual(ids.slice(0, 120).toReversed())
})
