import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import { listSeen } from '#lib/case/records/seen.ts'
import { loadFrame } from '#lib/case/frame.ts'
import { readSummary } from '#lib/case/summary/queries.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseEvents, onCaseAs, parties, type Parties } from '#lib/testing/records.ts'
import { caseIn, type TestCase } from '#lib/testing/world.ts'
import { seeHistory } from './history/queries.ts'
import { seeLab } from './laboratory/queries.ts'

let all: Parties
let one: TestCase
beforeAll(async () => {
  all = await parties()
})
const sql = (text: string, values: unknown[]) => useDatabase().owner.query(text, values)
const wrote = { line: '', sheet: '' }
beforeEach(async () => {
  one = await caseIn({ ...all, status: 'IN_TRIAGE' })
  Object.assign(wrote, { line: randomUUID(), sheet: randomUUID() })
  await sql(
    `insert into "HistoryEntry" ("caseId", id, kind, holder, what) values ($1, $2, 'ALLERGY', 'OWNER', 'Penicillin')`,
    [one.id, wrote.line],
  )
  await sql(`insert into "LabSheet" ("caseId", id, day, holder) values ($1, $2, '2026-11-12', 'PRACTICE')`, [
    one.id,
    wrote.sheet,
  ])
})

const as = (actor: Participant) => onCaseAs(actor, one.id, 'records.read')
const history = (actor: Participant) => as(actor)(({ db, access }) => seeHistory(db, actor, access))
const lab = (actor: Participant) => as(actor)(({ db, access }) => seeLab(db, actor, access))
const seen = async (actor: Participant) => (await as(actor)(({ db, access }) => listSeen(db, access, {}))).items
const views = async () =>
  (await caseEvents(one.id)).filter(({ type }) => type === 'history.viewed' || type === 'history.labViewed')

describe('who has read what was written', () => {
  it('is told to owner and practice, and stands in the ledger', async () => {
    await history(all.specialist)
    await lab(all.specialist)
    for (const reader of [all.owner, all.vet])
      expect(await seen(reader)).toMatchObject([
        { who: 'Helena Lindqvist', side: 'HOSPITAL', action: 'viewed', record: 'Laboratory values' },
        { who: 'Helena Lindqvist', side: 'HOSPITAL', action: 'viewed', record: 'The written history' },
      ])
    expect(await views()).toEqual([
      { type: 'history.viewed', data: { ids: [wrote.line] } },
      { type: 'history.labViewed', data: { ids: [wrote.sheet] } },
    ])
    const frame = await as(all.owner)(({ db, access }) => loadFrame(db, access))
    expect(frame.seen).toMatchObject([{ record: 'laboratory values' }, { record: 'the history' }])
  })

  it('is one look an hour for each reader, by whatever page', async () => {
    await history(all.specialist)
    await history(all.specialist)
    await as(all.specialist)(({ db, access }) => readSummary(db, all.specialist, access))
    expect((await views()).map(({ type }) => type)).toEqual(['history.viewed', 'history.labViewed'])
    await sql(`alter table "RecordView" disable trigger user`, [])
    await sql(`update "RecordView" set at = at - interval '61 minutes' where "caseId" = $1`, [one.id])
    await sql(`alter table "RecordView" enable trigger user`, [])
    await history(all.specialist)
    expect(await views()).toHaveLength(3)
  })

  it('is nothing where only the own side has written, or where nothing is to be seen', async () => {
    await history(all.owner)
    await lab(all.vet)
    await sql(`update "Agreement" set "revokedAt" = now() where "caseId" = $1`, [one.id])
    await lab(all.specialist)
    expect(await views()).toEqual([])
  })

  it('is written by the reader alone', async () => {
    const made = {
      caseId: one.id,
      section: 'LAB',
      action: 'viewed',
      side: 'HOSPITAL' as const,
      actorKind: 'PERSON',
      viewerName: 'x',
    }
    const data = { ...made, actorId: all.specialist.personId } as const
    await expect(asActor(all.owner, (db) => db.recordView.create({ data }))).rejects.toThrow(/row-level security/)
    const neither = { ...data, section: null }
    await expect(asActor(all.specialist, (db) => db.recordView.create({ data: neither }))).rejects.toThrow(
      /view_of_something/,
    )
  })
})
