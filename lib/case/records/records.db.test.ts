import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { labReportPdf } from '#lib/fixtures/pdf.ts'
import { useDatabase } from '#lib/testing/database.ts'
import {
  caseEvents,
  onCaseAs,
  parties,
  type Parties,
  recordCount,
  recordRow,
  storedSize,
  uploadRecord,
  useObjectStore,
} from '#lib/testing/records.ts'
import { caseIn, type TestCase } from '#lib/testing/world.ts'
import { checkRecord } from './check/job.ts'
import { changeKind, lookAtRecord, removeRecord } from './commands.ts'
import { listRecords } from './queries.ts'
import { exportSeen, listSeen } from './seen.ts'

useObjectStore()

let people: Parties
let pdf: Buffer

beforeAll(async () => {
  people = await parties()
  pdf = await labReportPdf(1, SAMPLE_FACTS)
})

const newCase = (extra: { released?: boolean; agreed?: boolean } = {}): Promise<TestCase> =>
  caseIn({ ...people, status: 'IN_TRIAGE', ...extra })
const pdfFile = (name = 'bloods.pdf') => ({ name, bytes: pdf, type: 'application/pdf' })
const list = (actor: Participant, caseId: string) =>
  onCaseAs(actor, caseId, 'records.read')(({ db, access }) => listRecords(db, access, undefined))
const names = async (actor: Participant, caseId: string) =>
  (await list(actor, caseId)).groups.flatMap(({ items }) => items.map(({ name }) => name))
const look = (
  actor: Participant,
  caseId: string,
  recordId: string,
  wanted: 'inline' | 'attachment' | null = 'inline',
) => onCaseAs(actor, caseId, 'records.read')(({ db, access }) => lookAtRecord(db, actor, access, recordId, wanted))

describe('consent', () => {
  it('opens a practice’s record to the hospital only while release and agreement stand', async () => {
    const { owner, vet, specialist } = people
    const world = async (released: boolean, agreed: boolean) => {
      const { id } = await newCase({ released, agreed })
      const [mine, theirs] = [
        await uploadRecord(owner, id, pdfFile('mine.pdf')),
        await uploadRecord(vet, id, pdfFile('theirs.pdf')),
      ]
      return { id, mine, theirs, seen: await names(specialist, id), total: (await list(specialist, id)).total }
    }
    expect(await world(false, false)).toMatchObject({ seen: [], total: 0 })
    expect(await world(false, true)).toMatchObject({ seen: [], total: 0 })
    const half = await world(true, false)
    expect(half).toMatchObject({ seen: ['mine.pdf'], total: 1 })
    await expect(look(specialist, half.id, half.theirs)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const both = await world(true, true)
    expect(both.seen.toSorted()).toEqual(['mine.pdf', 'theirs.pdf'])
    await look(specialist, both.id, both.theirs)
    await useDatabase().owner.query('update "Agreement" set "revokedAt" = now() where "caseId" = $1', [both.id])
    expect(await names(specialist, both.id)).toEqual(['mine.pdf'])
    await expect(look(specialist, both.id, both.theirs)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    // What the hospital has seen stays in its list, without the name.
    const seen = await onCaseAs(specialist, both.id, 'records.read')(({ db, access }) => listSeen(db, access, {}))
    expect(seen.items).toMatchObject([{ who: 'Helena Lindqvist', action: 'viewed', record: null }])
    expect(await names(owner, both.id)).toHaveLength(2)
  })
})

describe('who has seen this', () => {
  it('names every look, once, and leaves out browsers that only look ahead', async () => {
    const { owner, vet, specialist } = people
    const { id, link } = await newCase()
    const recordId = await uploadRecord(vet, id, pdfFile())
    await look(specialist, id, recordId, 'inline')
    await look(link, id, recordId, 'attachment')
    await look(owner, id, recordId, null)
    const seen = (actor: Participant) =>
      onCaseAs(actor, id, 'records.read')(({ db, access }) => listSeen(db, access, {}))
    expect((await seen(owner)).items.map(({ who, side, action, record }) => [who, side, action, record])).toEqual([
      ['Dr Tomasz Mazur', 'PRACTICE', 'downloaded', 'bloods.pdf'],
      ['Helena Lindqvist', 'HOSPITAL', 'viewed', 'bloods.pdf'],
    ])
    expect((await seen(specialist)).items.map(({ who }) => who)).toEqual(['Helena Lindqvist'])
    expect((await caseEvents(id)).map(({ type }) => type)).toEqual([
      'record.added',
      'record.viewed',
      'record.downloaded',
    ])
    expect((await list(vet, id)).groups[0]?.items[0]?.looks).toBe(2)
    const csv = await onCaseAs(owner, id, 'records.read')(({ db, access }) => exportSeen(db, access))
    expect(csv.split('\r\n')).toHaveLength(4)
  })

  it('is written with the look or not at all', async () => {
    const { owner } = people
    const { id } = await newCase()
    const recordId = await uploadRecord(owner, id, pdfFile())
    const failing = onCaseAs(
      owner,
      id,
      'records.read',
    )(async ({ db, access }) => {
      await lookAtRecord(db, owner, access, recordId, 'inline')
      throw new Error('lost')
    })
    await expect(failing).rejects.toThrow('lost')
    expect((await caseEvents(id)).map(({ type }) => type)).toEqual(['record.added'])
  })

  it('cannot be forged for somebody else', async () => {
    const { owner, specialist } = people
    const { id } = await newCase()
    const recordId = await uploadRecord(owner, id, pdfFile())
    const forged = asActor(specialist, (db) =>
      db.recordView.create({
        data: {
          caseId: id,
          recordId,
          action: 'viewed',
          side: 'OWNER',
          actorKind: 'PERSON',
          actorId: owner.personId,
          viewerName: 'Ana Ruiz',
        },
      }),
    )
    await expect(forged).rejects.toThrow(/row-level security/)
  })
})

describe('a holder', () => {
  it('changes the kind, and nobody else does', async () => {
    const { owner, vet, specialist } = people
    const { id } = await newCase()
    const recordId = await uploadRecord(owner, id, pdfFile())
    const change = (actor: Participant) =>
      onCaseAs(actor, id)(({ db, access }) => changeKind(db, access, recordId, 'LETTER'))
    for (const actor of [vet, specialist]) await expect(change(actor)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await change(owner)
    await change(owner)
    expect((await recordRow(recordId)).kind).toBe('LETTER')
    expect((await caseEvents(id)).map(({ type }) => type)).toEqual(['record.added', 'record.kindChanged'])
  })

  it('removes a record: it is gone for all, its bytes too, and the history stays', async () => {
    const { owner, specialist } = people
    const { id } = await newCase()
    const recordId = await uploadRecord(owner, id, pdfFile())
    const { objectKey } = await recordRow(recordId)
    await look(specialist, id, recordId)
    const removal = (actor: Participant) =>
      onCaseAs(actor, id, 'records.remove')(({ db, access }) => removeRecord(db, access, recordId))
    await expect(removal(specialist)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const results = await Promise.allSettled([removal(owner), removal(owner)])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await checkRecord({ caseId: id, recordId })
    expect(await storedSize(String(objectKey))).toBeNull()
    expect(await recordCount(id)).toBe(0)
    expect(await names(owner, id)).toEqual([])
    await expect(look(owner, id, recordId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const seen = await onCaseAs(owner, id, 'records.read')(({ db, access }) => listSeen(db, access, {}))
    expect(seen.items[0]).toMatchObject({ who: 'Helena Lindqvist', record: 'bloods.pdf' })
  })
})
