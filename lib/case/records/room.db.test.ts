import { createHash, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { storage } from '#lib/gateways/storage.ts'
import { sweepUploads } from '#lib/jobs/sweep-uploads.ts'
import { useDatabase } from '#lib/testing/database.ts'
import {
  onCaseAs,
  parties,
  type Parties,
  putParts,
  recordRow,
  storedSize,
  uploadRecord,
  useObjectStore,
} from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { beginRecords, isHere } from './begin.ts'
import { checkRecord } from './check/job.ts'
import { discardUpload, removeRecord } from './commands.ts'
import { roomFor } from './room-left.ts'
import type { Holder } from './rules.ts'
import { openUploads } from './uploads.ts'

useObjectStore()
let people: Parties
beforeAll(async () => {
  people = await parties()
})

const newCase = () => caseIn({ ...people, status: 'IN_TRIAGE' })
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const fileOf = (text: string, name = 'a.txt') => ({
  recordId: randomUUID(),
  name,
  size: text.length,
  type: 'text/plain',
  sha256: hashOf(text),
})
const begin = (actor: Participant, caseId: string, files: Parameters<typeof beginRecords>[3]) =>
  onCaseAs(actor, caseId)(({ db, access }) => beginRecords(db, actor, access, files))
const sql = (text: string, values: unknown[] = []) => useDatabase().owner.query(text, values)

describe('a file that is here already', () => {
  it('is not begun again, under whatever name; nor twice in one pile', async () => {
    const { owner } = people
    const { id } = await newCase()
    const text = `seen ${id}`
    const recordId = await uploadRecord(owner, id, { name: 'old.txt', bytes: Buffer.from(text) })
    const [again, twin, other] = [fileOf(text, 'new name.txt'), fileOf('new'), fileOf('new', 'copy.txt')]
    const begun = await begin(owner, id, [again, twin, other])
    expect(begun).toMatchObject([
      { recordId, here: true, upload: { status: 'READY' } },
      { recordId: twin.recordId, here: false, upload: { status: 'UPLOADING' } },
      { recordId: twin.recordId, here: true },
    ])
  })

  it('goes on in another window under the same record, also when both begin at once', async () => {
    const { owner } = people
    const { id } = await newCase()
    const [one, other] = [fileOf('both'), fileOf('both')]
    const [first, second] = await Promise.all([begin(owner, id, [one]), begin(owner, id, [other])])
    expect(first[0]?.recordId).toBe(second[0]?.recordId)
    const { rows } = await sql('select count(*)::int as n from "Record" where "caseId" = $1', [id])
    expect(rows).toEqual([{ n: 1 }])
  })

  it('is told of to the side that holds it, and to nobody else', async () => {
    const { owner, vet, specialist, stranger } = people
    const [at, elsewhere] = [await newCase(), await newCase()]
    const text = `mine ${at.id}`
    await uploadRecord(owner, at.id, { name: 'a.txt', bytes: Buffer.from(text) })
    const ask = (actor: Participant, caseId: string) =>
      onCaseAs(actor, caseId)(({ db, access }) => isHere(db, access, { size: text.length, sha256: hashOf(text) }))
    expect(await ask(owner, at.id)).toBe(true)
    expect(await ask(owner, elsewhere.id)).toBe(false)
    const bySize = (size: number) => onCaseAs(owner, at.id)(({ db, access }) => isHere(db, access, { size }))
    expect([await bySize(text.length), await bySize(text.length + 1)]).toEqual([true, false])
    for (const actor of [vet, specialist]) {
      expect(await ask(actor, at.id)).toBe(false)
      expect(await begin(actor, at.id, [fileOf(text)])).toMatchObject([{ here: false }])
    }
    await expect(ask(stranger, at.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('may be added anew once it was removed', async () => {
    const { owner } = people
    const { id } = await newCase()
    const text = `gone ${id}`
    const recordId = await uploadRecord(owner, id, { name: 'a.txt', bytes: Buffer.from(text) })
    await onCaseAs(owner, id)(({ db, access }) => removeRecord(db, access, recordId))
    expect(await begin(owner, id, [fileOf(text)])).toMatchObject([{ here: false, upload: { status: 'UPLOADING' } }])
  })
})

describe('room', () => {
  const used = async (actor: Participant, caseId: string, holder: Holder) => {
    const { ofCase, ofHolder } = await asActor(actor, (db) => roomFor(db, caseId, holder))
    return [ofCase.records, ofCase.bytes, ofHolder.records, ofHolder.bytes]
  }

  it('is counted as records come and go, by case and by whoever holds them', async () => {
    const { owner, vet, practice } = people
    const { id } = await newCase()
    const had = (await used(owner, id, 'OWNER')).slice(2)
    const mine = await begin(owner, id, [fileOf('12345'), fileOf('1234567')])
    await begin(vet, id, [fileOf('123')])
    expect(await used(owner, id, 'OWNER')).toEqual([3, 15, had[0]! + 2, had[1]! + 12])
    await onCaseAs(owner, id)(({ db, access }) => discardUpload(db, access, mine[0]!.recordId))
    expect(await used(owner, id, 'OWNER')).toEqual([2, 10, had[0]! + 1, had[1]! + 7])
    const { rows } = await sql('select records from "StorageUse" where "key" = $1', [`org:${practice.id}`])
    expect(rows[0].records).toBeGreaterThan(0)
  })

  it('is told to the side that would fill it alone', async () => {
    const { owner, vet, stranger, rival } = people
    const { id } = await newCase()
    await begin(owner, id, [fileOf('12345')])
    for (const [actor, holder] of [
      [stranger, 'OWNER'],
      [rival, 'HOSPITAL'],
      [vet, 'OWNER'],
      [owner, 'PRACTICE'],
    ] as const)
      expect((await asActor(actor, (db) => roomFor(db, id, holder))).ofCase.mostRecords).toBe(0)
    await expect(asActor(owner, (db) => db.$queryRaw`select * from "StorageUse"`)).rejects.toThrow(/permission denied/)
    await expect(asActor(owner, (db) => db.$queryRaw`select * from "StorageLimit"`)).rejects.toThrow(
      /permission denied/,
    )
  })

  it('that is not there refuses the file in words before a byte is sent, and the rest goes on', async () => {
    const { owner } = people
    const { id } = await newCase()
    await sql('insert into "StorageLimit" values ($1, 2, 10)', [`case:${id}`])
    const [big, fits, more, last] = [fileOf('x'.repeat(11)), fileOf('12345'), fileOf('123'), fileOf('1')]
    const begun = await begin(owner, id, [big, fits, more, last])
    expect(begun[0]).toMatchObject({ refused: { message: expect.stringMatching(/at most 10 bytes/) } })
    expect(begun.slice(1, 3)).toMatchObject([{ here: false }, { here: false }])
    expect(begun[3]).toMatchObject({ refused: { message: expect.stringMatching(/at most 2 records/) } })
  })

  it('is not given twice to two who ask at once', async () => {
    const { owner } = people
    const { id } = await newCase()
    await sql('insert into "StorageLimit" values ($1, 1, 10)', [`case:${id}`])
    const both = await Promise.allSettled([begin(owner, id, [fileOf('1')]), begin(owner, id, [fileOf('2')])])
    const given = both.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])).filter((one) => 'upload' in one)
    expect(given).toHaveLength(1)
  })
})

it('an upload that nobody finished within a week is given back, with what the store has of it', async () => {
  const { owner } = people
  const { id } = await newCase()
  const again = onCaseAs(owner, id)
  const files = [fileOf('old upload'), fileOf('new upload')]
  const begun = await begin(owner, id, files)
  const [old, fresh] = await openUploads(
    begun.flatMap((one) => ('upload' in one ? [one.upload] : [])),
    again,
  )
  await putParts(old!, Buffer.from('old upload'))
  await sql(`update "Record" set "createdAt" = now() - interval '8 days' where id = $1`, [old!.recordId])
  await sweepUploads()
  const row = await recordRow(old!.recordId)
  expect(row.status).toBe('REMOVED')
  expect((await recordRow(fresh!.recordId)).status).toBe('UPLOADING')
  await checkRecord({ caseId: id, recordId: old!.recordId })
  await expect(storage().listParts(String(row.objectKey), String(row.uploadId))).rejects.toMatchObject({
    code: 'NoSuchUpload',
  })
  expect(await storedSize(String(row.objectKey))).toBeNull()
})
