import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import { changeKind, removeRecord } from '#lib/case/records/commands.ts'
import { createDraft } from '#lib/case/request/commands.ts'
import { resend } from '#lib/case/request/resend.ts'
import { asActor } from '#lib/db/unit.ts'
import { labCsv } from '#lib/fixtures/csv.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { addEntry } from '#lib/patient/history/commands.ts'
import { readHistory } from '#lib/patient/history/queries.ts'
import { addEntrySchema } from '#lib/patient/history/schema.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { onCaseAs, parties, type Parties, uploadRecord, useObjectStore } from '#lib/testing/records.ts'
import { caseIn, type TestCase } from '#lib/testing/world.ts'
import { parseInput } from '#lib/web/form.ts'
import { addSheets, mendSheet, removeSheet, restoreSheet } from './commands.ts'
import { fetchText, filesToRead, tableFile } from './files.ts'
import { takeTable } from './intake.ts'
import { readLab, readSheet } from './queries.ts'

useObjectStore()
let all: Parties
let one: TestCase
beforeAll(async () => {
  all = await parties()
})
beforeEach(async () => {
  const { owner, hospital, practice } = all
  one = await caseIn({ owner, hospital, practice, status: 'IN_TRIAGE', agreed: false })
})

const take = (table: string) =>
  takeTable({ table, day: '2026-11-01', laboratory: 'In-house', leaveOut: false }, new Date()).sheets

async function write(actor: Participant, table: string, recordId: string | null = null): Promise<string> {
  const entryId = randomUUID()
  await onCaseAs(
    actor,
    one.id,
    'history.write',
  )(({ db, access }) => addSheets(db, actor, access, { entryId, sheets: take(table), recordId }))
  return entryId
}

const read = (actor: Participant, caseId = one.id) =>
  onCaseAs(actor, caseId, 'records.read')(({ db, access }) => readLab(db, access))
const latest = async (actor: Participant, caseId = one.id) =>
  (await read(actor, caseId)).series.map(({ name, latest: { said, state } }) => `${name} ${said} ${state}`)
const heard = (actor: Participant) =>
  asActor(actor, (db) => db.caseEvent.count({ where: { caseId: one.id, type: { startsWith: 'history.' } } }))
const agree = (kinds: string) =>
  useDatabase().owner.query(
    `insert into "Agreement" ("caseId", id, "hospitalId", kinds, "textId", "actorId", "actorKind", decision, "signedName", "expiresAt")
     select $1, gen_random_uuid(), $2, $4, t.id, $3, 'PERSON', 'AGREED', 'Vet', now() + interval '90 days' from "ConsentText" t where t.key = 'AGREEMENT' limit 1`,
    [one.id, all.hospital.id, all.vet.personId, kinds],
  )

describe('a sheet', () => {
  it('is written once, and leaves out what is there already', async () => {
    const entryId = await write(all.vet, 'ALT 240 U/L 10-100\nUrea 8.1 mmol/L')
    const add = (id: string, table: string) =>
      onCaseAs(
        all.vet,
        one.id,
        'history.write',
      )(({ db, access }) => addSheets(db, all.vet, access, { entryId: id, sheets: take(table) }))
    expect(await add(entryId, 'Sodium 150 mmol/L')).toEqual({ added: 0, already: 0 })
    expect(await add(randomUUID(), 'ALT 240 u/l 10-100\nSodium 150 mmol/L')).toEqual({ added: 1, already: 1 })
    expect(await latest(all.owner)).toEqual(['ALT 240 HIGH', 'Urea 8.1 UNKNOWN', 'Sodium 150 UNKNOWN'])
    expect(await heard(all.owner)).toBe(2)
  })

  it('is mended by another in its place, never over one that was not seen', async () => {
    const sheetId = await write(
      all.owner,
      'Test|Result|Unit|Reference\nCreatinine|24|mg/dL|0.8 - 1.8\nFeLV|negative||no; never',
    )
    const as = onCaseAs(all.owner, one.id, 'history.write')
    const shown = await as(({ db, access }) => readSheet(db, access, sheetId))
    expect(take(shown?.table ?? '').flatMap(({ values }) => values)).toMatchObject([
      { name: 'Creatinine', said: '24', unit: 'mg/dL', range: '0.8 - 1.8' },
      { name: 'FeLV', said: 'negative', unit: '', range: 'no; never' },
    ])
    const mend = (version: number) =>
      as(({ db, access }) =>
        mendSheet(db, all.owner, access, { sheetId, version, sheets: take('Creatinine 2.4 mg/dL 0.8 - 1.8') }),
      )
    await mend(1)
    expect(await latest(all.vet)).toEqual(['Creatinine 2.4 HIGH'])
    await expect(mend(1)).rejects.toMatchObject({ code: 'CONFLICT' })
    const other = onCaseAs(all.vet, one.id, 'history.write')
    await expect(other(({ db, access }) => removeSheet(db, access, sheetId))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await as(({ db, access }) => restoreSheet(db, access, sheetId))
    expect((await read(all.vet)).sheets).toHaveLength(2)
  })
})

describe('what the hospital sees', () => {
  it('of a practice’s values is nothing before the vet has agreed to share laboratory', async () => {
    await write(all.owner, 'ALT 90 U/L 10-100')
    await write(all.vet, 'Creatinine 3.4 mg/dL 0.8 - 1.8 H')
    expect([await latest(all.specialist), await heard(all.specialist)]).toEqual([['ALT 90 NORMAL'], 1])
    await agree('{HISTORY,IMAGING}')
    expect([await latest(all.specialist), await heard(all.specialist)]).toEqual([['ALT 90 NORMAL'], 1])
    await agree('{LAB}')
    expect(await latest(all.specialist)).toEqual(['Creatinine 3.4 HIGH', 'ALT 90 NORMAL'])
    expect(await heard(all.specialist)).toBe(2)
    await useDatabase().owner.query('update "Agreement" set "revokedAt" = now() where "caseId" = $1', [one.id])
    expect(await latest(all.specialist)).toEqual(['ALT 90 NORMAL'])
    await expect(latest(all.rival)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is the same when PostgreSQL is asked directly, and nobody writes into another’s sheet', async () => {
    const sheetId = await write(all.vet, 'Creatinine 3.4 mg/dL')
    const seen = (actor: Participant) =>
      asActor(
        actor,
        (db) =>
          db.$queryRaw<[{ n: number }]>`select count(*)::int as n from "LabValue" where "caseId" = ${one.id}::uuid`,
      )
    expect([await seen(all.specialist), await seen(all.vet), await seen(all.owner)]).toEqual([
      [{ n: 0 }],
      [{ n: 1 }],
      [{ n: 1 }],
    ])
    for (const actor of [all.owner, all.specialist])
      await expect(
        asActor(
          actor,
          (db) => db.$executeRaw`insert into "LabValue" ("caseId", "sheetId", place, name, said)
            values (${one.id}::uuid, ${sheetId}::uuid, 9, 'ALT', '1')`,
        ),
      ).rejects.toThrow(/row-level security/)
    await expect(
      asActor(all.vet, (db) => db.$executeRaw`update "LabValue" set said = '1' where "caseId" = ${one.id}::uuid`),
    ).rejects.toThrow(/permission denied/)
  })
})

describe('values read from a record', () => {
  it('are found, belong to it, and go with it', async () => {
    const recordId = await uploadRecord(all.vet, one.id, {
      name: 'bloods.csv',
      bytes: labCsv(7, SAMPLE_FACTS),
      type: 'text/csv',
    })
    const as = onCaseAs(all.vet, one.id, 'history.write')
    expect(await as(({ db, access }) => filesToRead(db, access))).toEqual([{ recordId, name: 'bloods.csv' }])
    await expect(
      onCaseAs(all.owner, one.id, 'history.write')(({ db, access }) => tableFile(db, access, recordId)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { objectKey } = await as(({ db, access }) => tableFile(db, access, recordId))
    await write(all.vet, await fetchText(objectKey), recordId)
    expect(await as(({ db, access }) => filesToRead(db, access))).toEqual([])
    expect((await read(all.owner)).sheets).toMatchObject(
      Array.from({ length: 3 }, () => ({ record: { id: recordId, name: 'bloods.csv' } })),
    )
    // The agreement covers laboratory, but the record is of a kind that it does not cover.
    await agree('{LAB}')
    expect((await read(all.specialist)).sheets).toHaveLength(3)
    await as(({ db, access }) => changeKind(db, access, recordId, 'OTHER'))
    expect((await read(all.specialist)).sheets).toHaveLength(0)
    await as(({ db, access }) => removeRecord(db, access, recordId))
    expect((await read(all.owner)).sheets).toHaveLength(0)
  })

  it('hang on a record of one’s own only', async () => {
    const recordId = await uploadRecord(all.owner, one.id, {
      name: 'b.csv',
      bytes: labCsv(7, SAMPLE_FACTS),
      type: 'text/csv',
    })
    await expect(write(all.vet, 'ALT 1 U/L', recordId)).rejects.toThrow(/row-level security/)
  })
})

describe('a next case of the animal', () => {
  const medicine = (actor: Participant, what: string) =>
    onCaseAs(
      actor,
      one.id,
      'history.write',
    )(({ db, access }) =>
      addEntry(db, actor, access, parseInput(addEntrySchema, { entryId: randomUUID(), kind: 'MEDICATION', what })),
    )

  it('begins with what both had written, each line with whoever wrote it', async () => {
    await medicine(all.owner, 'Fish oil')
    await medicine(all.vet, 'Pimobendan')
    await write(all.vet, 'ALT 240 U/L 10-100')
    const { rows } = await useDatabase().owner.query('select "patientId" from "Case" where id = $1', [one.id])
    const { caseId } = await asActor(all.owner, (db) => createDraft(db, all.owner, { patientId: rows[0].patientId }))
    const { medications } = await onCaseAs(
      all.owner,
      caseId,
      'records.read',
    )(({ db, access }) => readHistory(db, access))
    expect(medications.map(({ what, holder, own, carried }) => ({ what, holder, own, carried }))).toEqual([
      { what: 'Fish oil', holder: 'OWNER', own: true, carried: true },
      { what: 'Pimobendan', holder: 'PRACTICE', own: false, carried: true },
    ])
    expect(await latest(all.owner, caseId)).toEqual(['ALT 240 HIGH'])
    await expect(
      asActor(all.stranger, (db) => db.$queryRaw`select app.carry_history(${one.id}::uuid, ${caseId}::uuid)`),
    ).rejects.toThrow(/no such case/)
  })

  it('keeps values with the copy of their record when it is sent again', async () => {
    const recordId = await uploadRecord(all.owner, one.id, {
      name: 'b.csv',
      bytes: labCsv(7, SAMPLE_FACTS),
      type: 'text/csv',
    })
    await write(all.owner, 'ALT 240 U/L 10-100', recordId)
    await useDatabase().owner.query(`update "Case" set status = 'DECLINED' where id = $1`, [one.id])
    const { caseId } = await onCaseAs(
      all.owner,
      one.id,
      'case.resend',
    )(({ db, access }) => resend(db, all.owner, access))
    const [sheet] = (await read(all.owner, caseId)).sheets
    expect(sheet).toMatchObject({ carried: true, record: { name: 'b.csv' } })
    expect(sheet?.record?.id).not.toBe(recordId)
  })
})
