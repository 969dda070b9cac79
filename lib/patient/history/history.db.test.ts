import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { onCaseAs, parties, type Parties } from '#lib/testing/records.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, type TestCase } from '#lib/testing/world.ts'
import { parseInput } from '#lib/web/form.ts'
import { addEntry, changeEntry, removeEntry, restoreEntry } from './commands.ts'
import { readHistory, readRemoved } from './queries.ts'
import { addEntrySchema, changeEntrySchema } from './schema.ts'

let all: Parties
let one: TestCase
beforeAll(async () => {
  all = await parties()
})
beforeEach(async () => {
  const { owner, hospital, practice } = all
  one = await caseIn({ owner, hospital, practice, status: 'IN_TRIAGE', agreed: false })
})

const FUROSEMIDE = {
  kind: 'MEDICATION',
  what: 'Furosemide',
  dose: '10',
  unit: 'mg',
  frequency: 'twice a day',
  since: '2026-03',
}

async function write(actor: Participant, fields: Record<string, string> = FUROSEMIDE): Promise<string> {
  const entryId = randomUUID()
  const input = parseInput(addEntrySchema, { entryId, ...fields })
  await onCaseAs(actor, one.id, 'history.write')(({ db, access }) => addEntry(db, actor, access, input))
  return entryId
}

const change = (actor: Participant, entryId: string, version: number, fields: Record<string, string> = FUROSEMIDE) =>
  onCaseAs(
    actor,
    one.id,
    'history.write',
  )(({ db, access }) =>
    changeEntry(db, actor, access, parseInput(changeEntrySchema, { entryId, version: String(version), ...fields })),
  )

const read = (actor: Participant, caseId = one.id) =>
  onCaseAs(actor, caseId, 'records.read')(({ db, access }) => readHistory(db, access))
const medicines = async (actor: Participant, caseId = one.id) =>
  (await read(actor, caseId)).medications.map(({ what }) => what)
const eventsOf = (actor: Participant) =>
  asActor(actor, (db) =>
    db.caseEvent.findMany({ where: { caseId: one.id, type: { startsWith: 'history.' } }, select: { data: true } }),
  )

const agree = () =>
  useDatabase().owner.query(
    `insert into "Agreement" ("caseId", id, "hospitalId", kinds, "textId", "actorId", "actorKind", decision, "signedName", "expiresAt")
     select $1, gen_random_uuid(), $2, '{HISTORY,LAB}', t.id, $3, 'PERSON', 'AGREED', 'Vet', now() + interval '90 days' from "ConsentText" t where t.key = 'AGREEMENT' limit 1`,
    [one.id, all.hospital.id, all.vet.personId],
  )

describe('a line of the history', () => {
  it('says by whom, and is one however often it is sent', async () => {
    const id = await write(all.owner)
    const input = parseInput(addEntrySchema, { entryId: id, ...FUROSEMIDE })
    await onCaseAs(all.owner, one.id, 'history.write')(({ db, access }) => addEntry(db, all.owner, access, input))
    const { medications } = await read(all.vet)
    expect(medications).toMatchObject([
      { id, holder: 'OWNER', by: 'Ana Ruiz', own: false, since: '2026-03', active: true },
    ])
    expect(await eventsOf(all.owner)).toMatchObject([{ data: { ids: [id], kind: 'MEDICATION', added: 1 } }])
  })

  it('is changed by its own side only, and never over a change that was not seen', async () => {
    const id = await write(all.owner)
    await change(all.owner, id, 1, { ...FUROSEMIDE, dose: '20' })
    await expect(change(all.owner, id, 1, { ...FUROSEMIDE, dose: '15' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('Furosemide 20 mg, twice a day, since Mar 2026'),
    })
    await expect(change(all.vet, id, 2)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(change(all.owner, id, 2, { kind: 'PROBLEM', what: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(change(all.specialist, id, 2)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await read(all.owner)).medications).toMatchObject([{ dose: '20', version: 2 }])
  })

  it('is put back by whoever removed it, and gone for all others meanwhile', async () => {
    const id = await write(all.vet)
    const as = onCaseAs(all.vet, one.id, 'history.write')
    await as(({ db, access }) => removeEntry(db, access, id))
    const removedFor = (actor: Participant) =>
      onCaseAs(actor, one.id, 'records.read')(({ db, access }) => readRemoved(db, access, id))
    expect(await medicines(all.vet)).toEqual([])
    expect(await removedFor(all.vet)).toMatchObject({ what: 'Furosemide' })
    expect(await removedFor(all.owner)).toBeNull()
    await as(({ db, access }) => restoreEntry(db, access, id))
    await as(({ db, access }) => restoreEntry(db, access, id))
    expect(await medicines(all.owner)).toEqual(['Furosemide'])
    expect(await eventsOf(all.owner)).toHaveLength(3)
    await expect(
      onCaseAs(all.owner, one.id, 'history.write')(({ db, access }) => removeEntry(db, access, id)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('may be written from a mailed link, and is then the practice’s', async () => {
    const { owner, hospital } = all
    one = await caseIn({ owner, hospital, status: 'IN_TRIAGE', agreed: false })
    const id = await write(one.link)
    await change(one.link, id, 1, { ...FUROSEMIDE, dose: '20' })
    expect((await read(owner)).medications).toMatchObject([{ holder: 'PRACTICE', by: 'Dr Tomasz Mazur', dose: '20' }])
    expect(await medicines(all.specialist)).toEqual([])
    // Another vet is asked instead: the line is no longer theirs to see.
    await useDatabase().owner.query(`update "Case" set "attendingVetEmail" = 'other@vets.test' where id = $1`, [one.id])
    expect(await medicines(one.link)).toEqual([])
    expect(await medicines(owner)).toEqual(['Furosemide'])
  })

  it('needs of each kind what the kind is made of', async () => {
    await expect(write(all.owner, { kind: 'WEIGHT', weightKg: 'heavy' })).rejects.toMatchObject({
      fieldErrors: { weightKg: [expect.stringMatching(/kilograms/)] },
    })
    await expect(write(all.owner, { ...FUROSEMIDE, since: '2026-05', until: '2026-04-30' })).rejects.toMatchObject({
      fieldErrors: { until: ['The end lies before the beginning'] },
    })
    await write(all.owner, { kind: 'WEIGHT', weightKg: '4,2', since: '2026-11-01', what: 'ignored', dose: '9' })
    await write(all.owner, { kind: 'WEIGHT', weightKg: '4.4', since: '2026-09-01' })
    expect((await read(all.owner)).weight).toMatchObject({ percent: -4.5, latest: { grams: 4200, what: '', dose: '' } })
  })
})

describe('what the hospital reads', () => {
  it('is the owner’s with the release alone, the practice’s once it has agreed, and nothing of an event before', async () => {
    await write(all.owner)
    await write(all.vet, { ...FUROSEMIDE, what: 'Pimobendan' })
    expect(await medicines(all.specialist)).toEqual(['Furosemide'])
    expect(await eventsOf(all.specialist)).toHaveLength(1)
    await agree()
    expect((await medicines(all.specialist)).toSorted()).toEqual(['Furosemide', 'Pimobendan'])
    expect(await eventsOf(all.specialist)).toHaveLength(2)
    await useDatabase().owner.query('update "Release" set "revokedAt" = now() where "caseId" = $1', [one.id])
    expect(await medicines(all.specialist)).toEqual([])
    expect(await eventsOf(all.specialist)).toEqual([])
    await expect(read(all.rival)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(read(all.stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is the same when PostgreSQL is asked directly, and nobody writes in another’s name', async () => {
    await write(all.vet)
    const tries = [
      { actor: all.owner, holder: 'PRACTICE' },
      { actor: all.vet, holder: 'OWNER' },
      { actor: all.specialist, holder: 'HOSPITAL' },
      { actor: all.specialist, holder: 'OWNER' },
    ]
    for (const { actor, holder } of tries)
      await expect(
        asActor(
          actor,
          (db) => db.$executeRaw`insert into "HistoryEntry" ("caseId", id, kind, holder, what)
            values (${one.id}::uuid, gen_random_uuid(), 'PROBLEM', ${holder}::"Side", 'x')`,
        ),
      ).rejects.toThrow(/row-level security|history_holder/)
    const seen = (actor: Participant) =>
      asActor(
        actor,
        (db) =>
          db.$queryRaw<[{ n: number }]>`select count(*)::int as n from "HistoryEntry" where "caseId" = ${one.id}::uuid`,
      )
    expect(await seen(all.specialist)).toEqual([{ n: 0 }])
    expect(await seen(all.vet)).toEqual([{ n: 1 }])
    const changed = (actor: Participant) =>
      asActor(actor, (db) => db.$executeRaw`update "HistoryEntry" set what = 'y' where "caseId" = ${one.id}::uuid`)
    expect([await changed(all.owner), await changed(all.specialist), await changed(all.vet)]).toEqual([0, 0, 1])
  })
})
