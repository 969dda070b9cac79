import { beforeAll, describe, expect, it } from 'vitest'
import { dxImage } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { labReportPdf } from '#lib/fixtures/pdf.ts'
import {
  beginUpload,
  caseEvents,
  finishUpload,
  onCaseAs,
  parties,
  type Parties,
  putParts,
  recordCount,
  uploadRecord,
  useObjectStore,
} from '#lib/testing/records.ts'
import { asked, ended, endedWithOne, on, type RecordRow, recordsOf, resent, rows } from '#lib/testing/resending.ts'
import { lookAtRecord, removeRecord } from './records/commands.ts'
import { groupRecords } from './records/imaging/group.ts'
import { listRecords } from './records/queries.ts'
import { discard } from './request/commands.ts'

// What comes along when a request is sent again.

useObjectStore()

let people: Parties
let pdf: { name: string; bytes: Buffer; type: string }
let film: { name: string; bytes: Buffer; type: string }

beforeAll(async () => {
  people = await parties()
  pdf = { name: 'bloods.pdf', bytes: await labReportPdf(1, SAMPLE_FACTS), type: 'application/pdf' }
  film = { name: 'thorax.dcm', bytes: dxImage(1, SAMPLE_FACTS), type: 'application/dicom' }
})

const begun = () => asked({ ...people, vetEmail: people.vet.email })

/** What a job makes of the row in each case by itself: its place among studies and series. */
const GROUPED = ['seriesId', 'studyId', 'day', 'sopUid', 'frames']
const shape = ({ caseId: _c, id: _i, version: _v, partSize: _p, fromCaseId: _f, fromId: _r, ...row }: RecordRow) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !GROUPED.includes(name)))
const remove = (caseId: string, recordId: string) =>
  onCaseAs(people.owner, caseId, 'records.remove')(({ db, access }) => removeRecord(db, access, recordId))

describe('a request that is sent again', () => {
  it('takes along what owner and practice had ready, as it was, and nothing else', async () => {
    const { owner, vet, specialist } = people
    const { id: old } = await begun()
    await uploadRecord(owner, old, pdf)
    await uploadRecord(vet, old, film)
    await uploadRecord(specialist, old, { ...pdf, name: 'marked by the hospital.pdf' })
    await beginUpload(owner, old, { ...pdf, name: 'on its way.pdf' })
    const checking = await beginUpload(vet, old, { ...pdf, name: 'being checked.pdf' })
    await putParts(checking, pdf.bytes)
    await finishUpload(vet, old, checking.recordId)
    await uploadRecord(owner, old, { name: 'refused.pdf', bytes: Buffer.from('MZ\x90\0\x03\0', 'latin1') })
    await remove(old, await uploadRecord(owner, old, { ...pdf, name: 'removed.pdf' }))
    await ended(old)
    const before = await recordsOf(old)
    const made = await resent(owner, old)

    const ready = before.filter(({ status, holder }) => status === 'READY' && holder !== 'HOSPITAL')
    const carried = await recordsOf(made)
    expect(carried.map(shape)).toEqual(ready.map(shape))
    expect(carried.map(({ name, kind, holder }) => [name, kind, holder])).toEqual([
      ['bloods.pdf', 'LAB', 'OWNER'],
      ['thorax.dcm', 'IMAGING', 'PRACTICE'],
    ])
    expect(carried.map(({ fromCaseId, fromId }) => [fromCaseId, fromId])).toEqual(ready.map(({ id }) => [old, id]))
    expect(await recordCount(made)).toBe(2)
    expect(carried[1]).toMatchObject({ dicom: { modality: 'DX' }, heldBy: people.practice.id })
    await groupRecords({ caseId: made, recordIds: null })
    expect((await recordsOf(made))[1]).toMatchObject({ seriesId: expect.any(String), frames: 1 })
  })

  it('tells of each in the chain by ids and hash alone, and leaves the ended case as it was', async () => {
    const { owner, vet, specialist } = people
    const { id: old } = await begun()
    await uploadRecord(owner, old, pdf)
    const filmId = await uploadRecord(vet, old, film)
    await onCaseAs(
      specialist,
      old,
      'records.read',
    )(({ db, access }) => lookAtRecord(db, specialist, access, filmId, 'inline'))
    await ended(old)
    const state = () =>
      Promise.all([
        recordsOf(old),
        rows('select * from "RecordView" where "caseId" = $1', old),
        recordCount(old),
        caseEvents(old),
      ])
    const [records, views, counted, told] = await state()
    const made = await resent(owner, old)
    expect(await state()).toEqual([
      records,
      views,
      counted,
      [...told, { type: 'case.resent', data: { to: made, records: 2 } }],
    ])
    expect(views).toHaveLength(1)
    expect(await rows('select 1 from "RecordView" where "caseId" = $1', made)).toEqual([])
    expect(await caseEvents(made)).toEqual([
      { type: 'case.created', data: { resentFrom: old } },
      ...(await recordsOf(made)).map(({ id, holder, sha256, fromId }) => ({
        type: 'record.carried',
        data: { recordId: id, holder, sha256, from: old, fromRecord: fromId },
      })),
    ])
    expect(await rows('select * from app.verify_chain()')).toEqual([])
  })

  it('shows them in the new draft, with the request that they came from', async () => {
    const { owner } = people
    const { old } = await endedWithOne(people, pdf)
    const made = await resent(owner, old)
    const [from] = await rows<{ number: string }>('select number from "Case" where id = $1', old)
    const view = await on(owner, made, (db, access) => listRecords(db, access, undefined))
    expect(view).toMatchObject({ total: 1, pending: [], checking: 0 })
    expect(view.groups[0]?.items[0]).toMatchObject({
      name: 'bloods.pdf',
      own: true,
      looks: 0,
      carried: { from: { caseId: old, number: from?.number }, apart: false },
    })
  })

  it('is one new request however often and fast it is pressed', async () => {
    const { owner } = people
    const { old } = await endedWithOne(people, pdf)
    const made = await Promise.all([resent(owner, old), resent(owner, old), resent(owner, old)])
    expect(new Set([...made, await resent(owner, old)]).size).toBe(1)
    expect(await rows('select 1 from "Case" where "resentFromId" = $1', old)).toHaveLength(1)
    expect(await recordsOf(made[0]!)).toHaveLength(1)
    expect(await recordCount(made[0]!)).toBe(1)
  })

  it('can be sent again itself', async () => {
    const { owner } = people
    const { old, key } = await endedWithOne(people, pdf)
    const second = await resent(owner, old)
    await on(owner, second, discard)
    const third = await resent(owner, second)
    const [one] = await recordsOf(second)
    expect(await recordsOf(third)).toMatchObject([{ fromCaseId: second, fromId: one!.id, objectKey: key }])
    expect(await recordCount(third)).toBe(1)
    // The first one can still be sent again as well: the draft made from it was thrown away.
    expect(await recordsOf(await resent(owner, old))).toMatchObject([{ fromCaseId: old, objectKey: key }])
  })
})
