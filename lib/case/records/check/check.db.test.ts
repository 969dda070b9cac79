import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { labCsv } from '#lib/fixtures/csv.ts'
import { ctSeries, dxImage } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { photoJpeg } from '#lib/fixtures/jpeg.ts'
import { clinicHistoryPdf } from '#lib/fixtures/pdf.ts'
import { storage } from '#lib/gateways/storage.ts'
import { useDatabase } from '#lib/testing/database.ts'
import {
  beginUpload,
  caseEvents,
  finishUpload,
  onCaseAs,
  parties,
  type Parties,
  putParts,
  recordCount,
  recordRow,
  storedSize,
  uploadRecord,
  useObjectStore,
} from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { checkRecord } from './job.ts'
import { changeKind } from '../commands.ts'
import { listRecords } from '../queries.ts'
import { addFile } from '../store.ts'

const store = useObjectStore()
let people: Parties
let caseId: string

beforeAll(async () => {
  people = await parties()
  caseId = (await caseIn({ ...people, status: 'IN_TRIAGE' })).id
})

/** The payload of the job that waits under this key. */
async function waitingJob(key: string): Promise<unknown> {
  const sql = 'select payload from graphile_worker._private_jobs where key = $1'
  return (await useDatabase().owner.query(sql, [key])).rows[0]?.payload
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Uploads, checks and gives the row. */
async function checked(name: string, bytes: Uint8Array, type = '') {
  const recordId = await uploadRecord(people.owner, caseId, { name, bytes, type })
  return recordRow(recordId)
}

describe('a record that has arrived', () => {
  it('is known by its content, whatever its name and declared type say', async () => {
    const files: [name: string, bytes: Uint8Array, type: string, expected: Record<string, unknown>][] = [
      ['notes', await clinicHistoryPdf(1, SAMPLE_FACTS), 'text/html', { contentType: 'application/pdf' }],
      [
        'IMG_1.pdf',
        await photoJpeg(1, { subject: 'coat' }),
        'application/pdf',
        { contentType: 'image/jpeg', kind: 'PHOTO' },
      ],
      ['values.bin', labCsv(1, SAMPLE_FACTS), '', { contentType: 'text/csv', kind: 'LAB' }],
      ['export', dxImage(1, SAMPLE_FACTS), '', { contentType: 'application/dicom', kind: 'IMAGING' }],
    ]
    for (const [name, bytes, type, expected] of files)
      expect(await checked(name, bytes, type)).toMatchObject({
        ...expected,
        status: 'READY',
        sha256: sha256(bytes),
        scan: 'NOT_SCANNED',
      })
  })

  it('tells its DICOM facts', async () => {
    const [slice] = ctSeries('check', SAMPLE_FACTS, 2)
    const row = await checked('slice', slice!)
    expect(row.dicom).toMatchObject({ modality: 'CT', bodyPart: 'CHEST', studyDate: SAMPLE_FACTS.date, frames: 1 })
    const view = await onCaseAs(people.owner, caseId)(({ db, access }) => listRecords(db, access, undefined))
    const item = view.groups.flatMap(({ items }) => items).find(({ id }) => id === row.id)
    expect(item?.dicom).toMatchObject({ modality: 'CT', details: 'chest · 14 Oct 2026', explain: expect.any(String) })
  })

  it('keeps the kind that a person has chosen meanwhile', async () => {
    const bytes = await photoJpeg(2, { subject: 'skin' })
    const ticket = await beginUpload(people.owner, caseId, { name: 'a.jpg', bytes })
    await putParts(ticket, bytes)
    await onCaseAs(people.owner, caseId)(({ db, access }) => changeKind(db, access, ticket.recordId, 'PATHOLOGY'))
    await finishUpload(people.owner, caseId, ticket.recordId)
    await checkRecord({ caseId, recordId: ticket.recordId })
    expect(await recordRow(ticket.recordId)).toMatchObject({ status: 'READY', kind: 'PATHOLOGY' })
  })
})

describe('a file that cannot be a record', () => {
  it.each([
    ['setup.pdf', Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff', 'latin1'), /program/],
    ['page.pdf', Buffer.from('<!doctype html><script>alert(document.cookie)</script>'), /web page/],
    ['heart.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), /drawing/],
    ['invoice.pdf.js', Buffer.from('plain words'), /run as a program/],
  ])('(%s) is refused in words, not counted, and its bytes are gone', async (name, bytes, words) => {
    const before = await recordCount(caseId)
    const row = await checked(name, bytes, 'application/pdf')
    expect(row).toMatchObject({ status: 'REFUSED', refusal: expect.stringMatching(words) })
    expect(await recordCount(caseId)).toBe(before)
    expect(await storedSize(String(row.objectKey))).toBeNull()
    expect((await caseEvents(caseId)).at(-1)).toMatchObject({
      type: 'record.refused',
      data: { recordId: row.id, reason: expect.stringMatching(words) },
    })
  })

  it.each([
    ['cut off', 40, /cut off/],
    ['empty', 0, /empty/],
    ['absent', null, /did not arrive/],
  ])('because its bytes are %s in the store', async (_, size, words) => {
    const recordId = await addFile(people.owner, caseId, {
      name: 'a.txt',
      type: '',
      bytes: Buffer.from('x'.repeat(50)),
    })
    const { objectKey } = await recordRow(recordId)
    if (size === null) await storage().remove(String(objectKey))
    else await storage().put(String(objectKey), Buffer.from('x'.repeat(size)), 'text/plain')
    await checkRecord({ caseId, recordId })
    expect(await recordRow(recordId)).toMatchObject({ status: 'REFUSED', refusal: expect.stringMatching(words) })
  })
})

describe('the job', () => {
  it('comes again while the store is away, and does its work afterwards', async () => {
    const bytes = await photoJpeg(3, { subject: 'eye' })
    const recordId = await addFile(people.vet, caseId, { name: 'eye.jpg', type: 'image/jpeg', bytes, kind: 'IMAGING' })
    await store.outage(true)
    await checkRecord({ caseId, recordId })
    expect((await recordRow(recordId)).status).toBe('CHECKING')
    expect(await waitingJob(`record:${recordId}`)).toMatchObject({ tries: 1 })
    await store.outage(false)
    await checkRecord({ caseId, recordId, tries: 1 })
    expect(await recordRow(recordId)).toMatchObject({ status: 'READY', holder: 'PRACTICE', kind: 'IMAGING' })
  })

  it('does nothing for a record of another case, an unfinished one, or none', async () => {
    const other = await caseIn({ ...people, status: 'IN_TRIAGE' })
    const ticket = await beginUpload(people.owner, caseId, { name: 'a.txt', bytes: Buffer.from('abc') })
    await checkRecord({ caseId: other.id, recordId: ticket.recordId })
    await checkRecord({ caseId, recordId: ticket.recordId })
    await checkRecord({ caseId, recordId: caseId })
    expect((await recordRow(ticket.recordId)).status).toBe('UPLOADING')
  })
})

const SAMPLES = path.join(import.meta.dirname, '../../../../../shared/samples')
const real = (file: string) => readFileSync(path.join(SAMPLES, file))

describe.runIf(existsSync(SAMPLES))('real files', () => {
  it.each([
    ['dicom/ct-series-ge28/01.dcm', { contentType: 'application/dicom', kind: 'IMAGING', dicom: { modality: 'CT' } }],
    ['records/pdf/Binary-example.pdf', { contentType: 'application/pdf' }],
    ['records/photo/IMG_2682.heic', { contentType: 'image/heic', kind: 'PHOTO' }],
    ['records/video/cockatoo.mp4', { contentType: 'video/mp4', kind: 'VIDEO' }],
    ['records/tables/horse-colic.csv', { contentType: 'text/csv', kind: 'LAB' }],
  ])('%s', async (file, expected) => {
    const bytes = real(file)
    expect(await checked(path.basename(file), bytes)).toMatchObject({
      ...expected,
      status: 'READY',
      sha256: sha256(bytes),
    })
  })
})
