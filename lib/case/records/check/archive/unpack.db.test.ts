import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { labCsv } from '#lib/fixtures/csv.ts'
import { ctSeries } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { storage } from '#lib/gateways/storage.ts'
import type { Participant } from '#lib/access/actor.ts'
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
import { caseIn } from '#lib/testing/world.ts'
import { zipOf } from '#lib/testing/zip.ts'
import { beginRecords, isHere } from '../../begin.ts'
import { discardUpload } from '../../commands.ts'
import { listRecords } from '../../queries.ts'
import { checkRecord, checkRecords } from '../job.ts'
import { unpackArchive } from './job.ts'

useObjectStore()
let people: Parties

beforeAll(async () => {
  people = await parties()
})

const newCase = async () => (await caseIn({ ...people, status: 'IN_TRIAGE' })).id
const text = (words: string) => Buffer.from(words)

/** Uploads an archive, and runs the jobs that the worker would. @returns the archive's id */
async function unpacked(actor: Participant, caseId: string, bytes: Uint8Array): Promise<string> {
  const recordId = await uploadRecord(actor, caseId, { name: 'cd.zip', bytes })
  await unpackArchive({ caseId, recordId })
  await checkRecords({ caseId })
  return recordId
}

type Row = {
  kind: string
  name: string
  folder: string | null
  status: string
  holder: string
  objectKey: string
  refusal: string | null
}
async function filesOf(archiveId: string): Promise<Row[]> {
  const sql = `select name, folder, status, holder, "heldBy", kind, "objectKey", refusal, "uploaderName" from "Record"
    where "fromArchiveId" = $1 order by "fromEntry"`
  return (await useDatabase().owner.query(sql, [archiveId])).rows
}

const slices = ctSeries('unpack', SAMPLE_FACTS, 3)
const disc = () =>
  zipOf([
    { name: 'CD/', bytes: text('') },
    { name: 'CD/IMAGES/IM1', bytes: slices[0] ?? text('') },
    { name: 'CD/IMAGES/IM2', bytes: slices[1] ?? text('') },
    { name: 'CD/VIEWER.EXE', bytes: text('MZ') },
    { name: 'CD/autorun.inf', bytes: text('[autorun]') },
    { name: 'CD/bloods.csv', bytes: labCsv(1, SAMPLE_FACTS) },
    { name: '__MACOSX/CD/._bloods.csv', bytes: text('x') },
  ])

describe('a CD as a zip', () => {
  it('becomes a record for each of its files, of whoever added it; the archive says so and gives its bytes back', async () => {
    const caseId = await newCase()
    const archiveId = await unpacked(people.vet, caseId, disc())
    const row = await recordRow(archiveId)
    expect(row).toMatchObject({
      status: 'UNPACKED',
      note: 'Unpacked into 3 files. Left out: 2 programs and their parts, 1 file of the computer’s own.',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(await storedSize(String(row.objectKey))).toBeNull()
    const of = { status: 'READY', holder: 'PRACTICE', heldBy: people.practice.id, uploaderName: 'Dr Mazur' }
    expect(await filesOf(archiveId)).toMatchObject([
      { ...of, name: 'IM1', folder: 'CD/IMAGES', kind: 'IMAGING' },
      { ...of, name: 'IM2', folder: 'CD/IMAGES', kind: 'IMAGING' },
      { ...of, name: 'bloods.csv', folder: 'CD', kind: 'LAB' },
    ])
    expect(await recordCount(caseId)).toBe(3)
    const events = await caseEvents(caseId)
    expect(events).toContainEqual({
      type: 'record.unpacked',
      data: { recordId: archiveId, holder: 'PRACTICE', files: 3 },
    })
    expect(events.filter(({ type }) => type === 'record.added')).toHaveLength(3)
  })

  it('is not unpacked a second time while a file of it is here, and is when none is any more', async () => {
    const [caseId, bytes] = [await newCase(), disc()]
    const archiveId = await unpacked(people.owner, caseId, bytes)
    const sha256 = String((await recordRow(archiveId)).sha256)
    const begin = async () => {
      const file = { name: 'again.zip', size: bytes.byteLength, sha256 }
      const [one] = await onCaseAs(
        people.owner,
        caseId,
      )(({ db, actor, access }) => beginRecords(db, actor, access, [file]))
      return one
    }
    const is = (size: number) =>
      onCaseAs(people.owner, caseId)(({ db, access }) => isHere(db, access, { size, sha256 }))
    expect(await begin()).toMatchObject({ recordId: archiveId, here: true })
    expect(await is(bytes.byteLength)).toBe(true)
    await useDatabase().owner.query(`update "Record" set status = 'REMOVED' where "fromArchiveId" = $1`, [archiveId])
    expect(await is(bytes.byteLength)).toBe(false)
    expect(await begin()).toMatchObject({ here: false })
  })

  it('is shown to its own side until it is dismissed', async () => {
    const caseId = await newCase()
    const archiveId = await unpacked(people.owner, caseId, disc())
    const pending = async (actor: Participant) =>
      (await onCaseAs(actor, caseId)(({ db, access }) => listRecords(db, access, undefined))).pending
    expect(await pending(people.owner)).toMatchObject([
      { name: 'cd.zip', note: expect.stringMatching(/^Unpacked into 3/) },
    ])
    expect(await pending(people.vet)).toEqual([])
    await onCaseAs(people.owner, caseId)(({ db, access }) => discardUpload(db, access, archiveId))
    expect(await pending(people.owner)).toEqual([])
  })

  it('unpacked twice, at once, and again by a worker that was killed, is one record a file', async () => {
    const caseId = await newCase()
    const recordId = await uploadRecord(people.owner, caseId, { name: 'cd.zip', bytes: disc() })
    const put = vi.spyOn(storage(), 'put')
    put.mockImplementationOnce(() => Promise.reject(new Error('killed')))
    await unpackArchive({ caseId, recordId })
    expect((await recordRow(recordId)).status).toBe('CHECKING')
    await Promise.all([unpackArchive({ caseId, recordId, tries: 1 }), unpackArchive({ caseId, recordId, tries: 1 })])
    await Promise.all([checkRecords({ caseId }), unpackArchive({ caseId, recordId })])
    expect((await filesOf(recordId)).map(({ status }) => status)).toEqual(['READY', 'READY', 'READY'])
    expect(await recordCount(caseId)).toBe(3)
  })

  it('removed while it is unpacked leaves nothing behind', async () => {
    const caseId = await newCase()
    const recordId = await uploadRecord(people.owner, caseId, { name: 'cd.zip', bytes: disc() })
    const { put } = storage()
    const keys: string[] = []
    vi.spyOn(storage(), 'put').mockImplementation(async (key, ...rest) => {
      keys.push(key)
      await useDatabase().owner.query(`update "Record" set status = 'REMOVED' where id = $1`, [recordId])
      return put(key, ...rest)
    })
    await unpackArchive({ caseId, recordId })
    await checkRecord({ caseId, recordId })
    expect(await filesOf(recordId)).toEqual([])
    expect(await Promise.all(keys.map(storedSize))).toEqual([null, null, null])
  })
})

describe('what a file of an archive is', () => {
  it('is judged by its own check: what is refused says why, and the rest goes on', async () => {
    const caseId = await newCase()
    const bytes = zipOf([
      { name: 'a/notes.txt', bytes: text('Bright and alert') },
      { name: 'a/invoice.pdf', bytes: text('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff') },
      { name: 'a/page.txt', bytes: text('<html><script>alert(1)</script>') },
      { name: 'a/inner.bin', bytes: zipOf([{ name: 'deeper.txt', bytes: text('x') }]) },
      { name: 'a/lies.txt', bytes: randomBytes(9000), lie: { size: 100 } },
      { name: 'a/damaged.txt', bytes: text('abc'), lie: { crc: 1 } },
      { name: '../../b.txt', bytes: text('b') },
      { name: 'link', bytes: text('/etc/passwd'), lie: { mode: 0o120777 } },
      { name: 'large.bin', bytes: randomBytes(9 * 1024 * 1024), stored: true },
    ])
    const archiveId = await uploadRecord(people.owner, caseId, { name: 'a.zip', bytes })
    await unpackArchive({ caseId, recordId: archiveId })
    await checkRecords({ caseId })
    for (const row of await filesOf(archiveId)) {
      const sql = 'select id from "Record" where "objectKey" = $1'
      const { rows } = await useDatabase().owner.query<{ id: string }>(sql, [row.objectKey])
      await checkRecord({ caseId, recordId: rows[0]?.id ?? '' })
    }
    expect(
      (await filesOf(archiveId)).map(({ name, status, refusal }) => [name, status, refusal?.slice(0, 22)]),
    ).toEqual([
      ['notes.txt', 'READY', undefined],
      ['invoice.pdf', 'REFUSED', 'This file is a program'],
      ['page.txt', 'REFUSED', 'This file is a web pag'],
      ['inner.bin', 'REFUSED', 'An archive inside an a'],
      ['large.bin', 'READY', undefined],
    ])
    expect((await recordRow(archiveId)).note).toBe(
      'Unpacked into 5 files. Left out: 2 links out of the archive, 2 files that could not be read.',
    )
  })
})

describe('an archive that is not opened is refused in words, and its bytes are gone', () => {
  const zeros = Buffer.alloc(60 * 1024 * 1024)
  it.each<[what: string, bytes: () => Buffer, words: RegExp]>([
    ['a bomb', () => zipOf([{ name: '0', bytes: zeros }]), /far more/],
    [
      'a bomb whose parts overlap',
      () => zipOf([0, 1, 2].map((n) => ({ name: `${n}.txt`, bytes: text('x'.repeat(99)), lie: { offset: 0 } }))),
      /over each other/,
    ],
    ['one with a password', () => zipOf([{ name: 'a.txt', bytes: text('x'), lie: { encrypted: true } }]), /password/],
    ['one of archives alone', () => zipOf([{ name: 'a.zip', bytes: zipOf([]) }]), /no file/],
    ['one that is cut off', () => disc().subarray(0, 700), /damaged or cut off/],
    [
      'one of lies alone',
      () => zipOf([{ name: 'a.txt', bytes: randomBytes(500), lie: { size: 10 } }]),
      /could be read/,
    ],
    ['one of another kind', () => Buffer.concat([Buffer.from('Rar!\x1a\x07\x01\0', 'latin1'), randomBytes(64)]), /ZIP/],
  ])('%s', async (_, bytes, words) => {
    const caseId = await newCase()
    const recordId = await unpacked(people.owner, caseId, bytes())
    const row = await recordRow(recordId)
    expect(row).toMatchObject({ status: 'REFUSED', refusal: expect.stringMatching(words) })
    expect(await storedSize(String(row.objectKey))).toBeNull()
    expect(await filesOf(recordId)).toEqual([])
  })
})

const CD = path.join(import.meta.dirname, '../../../../../../shared/samples/dicom/cd/pydicom_dicomdir_cd.zip')

it.runIf(existsSync(CD))('a real CD becomes its images and their index', async () => {
  const caseId = await newCase()
  const archiveId = await unpacked(people.owner, caseId, readFileSync(CD))
  expect(await recordRow(archiveId)).toMatchObject({ status: 'UNPACKED', note: 'Unpacked into 32 files.' })
  const files = await filesOf(archiveId)
  expect(files.filter(({ status, kind }) => status === 'READY' && kind === 'IMAGING')).toHaveLength(32)
  expect(files[0]?.name).toBe('DICOMDIR')
})

describe('the door', () => {
  it('opens to the worker of that very case alone', async () => {
    const caseId = await newCase()
    const recordId = await uploadRecord(people.owner, caseId, { name: 'cd.zip', bytes: disc() })
    const entries = JSON.stringify([{ entry: 0, name: 'x', folder: null, size: 1, kind: 'OTHER', key: 'k' }])
    const knock = onCaseAs(
      people.owner,
      caseId,
    )(({ db }) => db.$queryRaw`select * from app.unpack_entries(${caseId}::uuid, ${recordId}::uuid, ${entries}::jsonb)`)
    await expect(knock).rejects.toThrow(/no such case/)
    const add = onCaseAs(
      people.owner,
      caseId,
    )(
      ({ db }) => db.$executeRaw`
        insert into "Record" ("caseId", id, holder, name, "sizeBytes", "objectKey", "fromArchiveId", "fromEntry")
        values (${caseId}::uuid, gen_random_uuid(), 'OWNER', 'x', 1, 'k', ${recordId}::uuid, 0)`,
    )
    await expect(add).rejects.toThrow(/row-level security/)
  })
})
