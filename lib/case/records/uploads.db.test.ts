import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import { storage } from '#lib/gateways/storage.ts'
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
  recordRow,
  uploadRecord,
  useObjectStore,
} from '#lib/testing/records.ts'
import { caseIn, member, type TestCase } from '#lib/testing/world.ts'
import { beginRecord } from './begin.ts'
import { checkRecord } from './check/job.ts'
import { discardUpload, lookAtRecord } from './commands.ts'
import { listRecords } from './queries.ts'
import { findUpload } from './upload-commands.ts'
import { openUpload, signParts, uploadState } from './uploads.ts'

const store = useObjectStore()

let people: Parties
let pdf: Buffer

beforeAll(async () => {
  people = await parties()
  pdf = await labReportPdf(1, SAMPLE_FACTS)
})

const newCase = (): Promise<TestCase> => caseIn({ ...people, status: 'IN_TRIAGE' })
const pdfFile = (name = 'bloods.pdf') => ({ name, bytes: pdf, type: 'application/pdf' })
const list = (actor: Participant, caseId: string) =>
  onCaseAs(actor, caseId, 'records.read')(({ db, access }) => listRecords(db, access, undefined))

describe('an upload', () => {
  it('becomes a record: row, bytes, count and event', async () => {
    const { owner } = people
    const { id } = await newCase()
    const recordId = await uploadRecord(owner, id, pdfFile())
    expect(await recordRow(recordId)).toMatchObject({
      status: 'READY',
      holder: 'OWNER',
      kind: 'LAB',
      contentType: 'application/pdf',
      scan: 'NOT_SCANNED',
    })
    expect(await recordCount(id)).toBe(1)
    const [added] = await caseEvents(id)
    expect(added).toMatchObject({
      type: 'record.added',
      data: { recordId, holder: 'OWNER', sha256: (await recordRow(recordId)).sha256 },
    })
    const [group] = (await list(owner, id)).groups
    expect(group?.items[0]).toMatchObject({
      name: 'bloods.pdf',
      type: 'PDF',
      own: true,
      scanned: false,
      looks: 0,
    })
  })

  it('belongs to whoever adds it: owner, practice, mailed link, hospital', async () => {
    const { owner, vet, specialist } = people
    const { id, link } = await newCase()
    for (const [actor, holder] of [
      [owner, 'OWNER'],
      [vet, 'PRACTICE'],
      [link, 'PRACTICE'],
      [specialist, 'HOSPITAL'],
    ] as const)
      expect((await recordRow((await beginUpload(actor, id, pdfFile())).recordId)).holder).toBe(holder)
  })

  it('begun twice with one id is one record; with another size it is refused', async () => {
    const { owner, vet } = people
    const { id } = await newCase()
    const recordId = randomUUID()
    const begin = (size: number, actor: Participant = owner) =>
      onCaseAs(
        actor,
        id,
      )(({ db, access }) => beginRecord(db, actor, access, { recordId, name: 'a.pdf', size, type: '' }))
    const [first, second] = [await begin(10), await begin(10)]
    expect(second.objectKey).toBe(first.objectKey)
    await expect(begin(11)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(begin(10, vet)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('cut off midway is not complete: the missing part is named, and then it goes on', async () => {
    const { owner } = people
    const { id } = await newCase()
    const bytes = new Uint8Array(9 * 1024 * 1024).fill(7)
    const ticket = await beginUpload(owner, id, { name: 'scan.bin', bytes })
    await putParts({ ...ticket, links: { 1: ticket.links[1]! } }, bytes)
    await expect(finishUpload(owner, id, ticket.recordId)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(/has not arrived whole/),
      fieldErrors: { parts: ['2'] },
    })
    const again = onCaseAs(owner, id)
    const upload = await again(({ db, access }) => findUpload(db, access, ticket.recordId))
    expect(await uploadState(upload, again)).toMatchObject({ status: 'UPLOADING', done: [1], parts: 2 })
    await putParts({ ...ticket, links: await signParts(upload, [2]) }, bytes)
    expect(await finishUpload(owner, id, ticket.recordId)).toEqual({ status: 'CHECKING' })
  })

  it('completed twice, and at once, is one record', async () => {
    const { owner } = people
    const { id } = await newCase()
    const ticket = await beginUpload(owner, id, pdfFile())
    await putParts(ticket, pdf)
    const finish = () => finishUpload(owner, id, ticket.recordId)
    expect(await Promise.all([finish(), finish()])).toEqual([{ status: 'CHECKING' }, { status: 'CHECKING' }])
    await Promise.all([
      checkRecord({ caseId: id, recordId: ticket.recordId }),
      checkRecord({ caseId: id, recordId: ticket.recordId }),
    ])
    await checkRecord({ caseId: id, recordId: ticket.recordId })
    expect(await finish()).toEqual({ status: 'READY' })
    expect(await recordCount(id)).toBe(1)
    expect((await caseEvents(id)).filter(({ type }) => type === 'record.added')).toHaveLength(1)
  })

  it('takes no parts that it does not have, and none of another upload', async () => {
    const { owner } = people
    const { id } = await newCase()
    const [mine, other] = [await beginUpload(owner, id, pdfFile()), await beginUpload(owner, id, pdfFile())]
    const upload = await onCaseAs(owner, id)(({ db, access }) => findUpload(db, access, mine.recordId))
    await expect(signParts(upload, [2])).rejects.toMatchObject({ code: 'INVALID' })
    await putParts({ ...other, links: { 1: other.links[1]! } }, pdf)
    await expect(finishUpload(owner, id, mine.recordId)).rejects.toMatchObject({ code: 'INVALID' })
  })

  it('that is given up is gone, with its bytes, and stays gone', async () => {
    const { owner } = people
    const { id } = await newCase()
    const ticket = await beginUpload(owner, id, pdfFile())
    await putParts(ticket, pdf)
    const discard = () => onCaseAs(owner, id)(({ db, access }) => discardUpload(db, access, ticket.recordId))
    await discard()
    await checkRecord({ caseId: id, recordId: ticket.recordId })
    await expect(finishUpload(owner, id, ticket.recordId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(discard()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const late = await fetch(ticket.links[1]!, { method: 'PUT', body: Buffer.from(pdf) })
    expect(late.status).toBe(404)
    expect((await list(owner, id)).pending).toEqual([])
  })

  it.each(['not-an-id', "' or 1=1 --", randomUUID()])('of id %s is not there', async (recordId) => {
    const { owner } = people
    const { id } = await newCase()
    await expect(finishUpload(owner, id, recordId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const look = onCaseAs(owner, id)(({ db, access }) => lookAtRecord(db, owner, access, recordId, 'inline'))
    await expect(look).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is nobody else’s: not of another side, another case, another tenant', async () => {
    const { owner, stranger, vet, specialist, rival } = people
    const [one, other] = [await newCase(), await newCase()]
    const { recordId } = await beginUpload(owner, one.id, pdfFile())
    for (const [actor, caseId] of [
      [vet, one.id],
      [specialist, one.id],
      [owner, other.id],
      [stranger, one.id],
      [rival, one.id],
    ] as const)
      await expect(finishUpload(actor, caseId, recordId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(finishUpload(other.link, one.id, recordId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is for people who may add, while the case is open', async () => {
    const { owner, hospital } = people
    const billing = await member(hospital, 'BILLING')
    const { id } = await newCase()
    await expect(beginUpload(billing, id, pdfFile())).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const declined = await caseIn({ ...people, status: 'DECLINED' })
    await expect(beginUpload(owner, declined.id, pdfFile())).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it.each([
    ['x'.repeat(1000) + '.pdf', /^x{100,200}….*\.pdf$/],
    ['../../etc/passwd', /^passwd$/],
    ['C:\\Users\\ana\\scan.pdf', /^scan\.pdf$/],
    ['\u202egpj.exe.pdf', /^gpj\.exe\.pdf$/],
    ['תוצאות בדיקה 🐈.pdf', /^תוצאות בדיקה 🐈\.pdf$/],
    ['\'; drop table "Record"; --<script>.pdf', /^'; drop table _Record_; --_script_\.pdf$/],
    ['a\u0000b\ud800.pdf', /^a b\ufffd\.pdf$/],
  ])('called %j is kept under a harmless name, and a key of our own', async (name, kept) => {
    const { owner } = people
    const { id } = await newCase()
    const { recordId } = await beginUpload(owner, id, { name, bytes: pdf })
    const row = await recordRow(recordId)
    expect(row.name).toMatch(kept)
    expect(row.objectKey).toMatch(new RegExp(`^cases/${id}/[0-9a-f-]{36}$`))
  })

  it('that is empty or too large is refused in words', async () => {
    const { owner } = people
    const { id } = await newCase()
    const begin = (size: number) =>
      onCaseAs(owner, id)(({ db, access }) => beginRecord(db, owner, access, { name: 'a.pdf', size, type: '' }))
    await expect(begin(0)).rejects.toMatchObject({ code: 'INVALID', message: expect.stringMatching(/0 bytes/) })
    await expect(begin(6 * 2 ** 30)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(/5\.4 GB/),
    })
  })

  it('outlives an outage of the store, and a store that has forgotten it', async () => {
    const { owner } = people
    const { id } = await newCase()
    const recordId = randomUUID()
    const again = onCaseAs(owner, id)
    const begin = async () => {
      const input = { recordId, name: 'a.pdf', size: pdf.length, type: '' }
      return openUpload(await again(({ db, access }) => beginRecord(db, owner, access, input)), again)
    }
    await store.outage(true)
    await expect(begin()).rejects.toMatchObject({ gateway: 'storage', temporary: true })
    await store.outage(false)
    expect(await begin()).toMatchObject({ recordId, status: 'UPLOADING' })
    const upload = await again(({ db, access }) => findUpload(db, access, recordId))
    await storage().abortUpload(upload.objectKey, upload.uploadId ?? '')
    const renewed = await uploadState(upload, again)
    await putParts(renewed, pdf)
    expect(await finishUpload(owner, id, recordId)).toEqual({ status: 'CHECKING' })
  })

  it('put together by a request whose answer was lost is found whole', async () => {
    const { owner } = people
    const { id } = await newCase()
    const ticket = await beginUpload(owner, id, pdfFile())
    await putParts(ticket, pdf)
    const again = onCaseAs(owner, id)
    const upload = await again(({ db, access }) => findUpload(db, access, ticket.recordId))
    const parts = await storage().listParts(upload.objectKey, upload.uploadId ?? '')
    await storage().completeUpload(upload.objectKey, upload.uploadId ?? '', parts)
    expect(await finishUpload(owner, id, ticket.recordId)).toEqual({ status: 'CHECKING' })
  })
})
