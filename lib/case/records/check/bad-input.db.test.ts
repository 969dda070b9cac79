import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { labCsv } from '#lib/fixtures/csv.ts'
import { dxImage } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { photoJpeg } from '#lib/fixtures/jpeg.ts'
import { clinicHistoryPdf } from '#lib/fixtures/pdf.ts'
import { storage } from '#lib/gateways/storage.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { parties, type Parties, recordRow, uploadRecord, useObjectStore } from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { zipOf } from '#lib/testing/zip.ts'
import { flagWords } from '../flags.ts'
import { unpackArchive } from './archive/job.ts'
import { checkRecords } from './job.ts'

// Each bad input, and the state in which it ends. The table of them is written to .test/bad-input.md.

useObjectStore()
let people: Parties
let caseId: string
const outcomes: string[] = ['| input | outcome |', '| --- | --- |']
const root = path.join(import.meta.dirname, '../../../..')

beforeAll(async () => {
  people = await parties()
  caseId = (await caseIn({ ...people, status: 'IN_TRIAGE' })).id
})
afterAll(() => writeFileSync(path.join(root, '.test/bad-input.md'), `${outcomes.join('\n')}\n`))

type Outcome = {
  status: string
  refusal: string | null
  note: string | null
  contentType: string | null
  flags: string[]
}

/** The whole way of a file, and what became of it. */
async function taken(what: string, name: string, bytes: Uint8Array): Promise<Outcome & Record<string, unknown>> {
  const recordId = await uploadRecord(people.owner, caseId, { name, bytes })
  await unpackArchive({ caseId, recordId })
  await checkRecords({ caseId })
  const row = (await recordRow(recordId)) as Outcome & Record<string, unknown>
  const said = [row.status, row.refusal ?? row.note ?? row.contentType, ...flagWords(row.flags)]
  outcomes.push(`| ${what} | ${said.join(' · ')} |`)
  return row
}

const text = (words: string) => Buffer.from(words)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const image = Buffer.from(dxImage(1, SAMPLE_FACTS))
const inFrontOf = (file: Buffer, words: string): Buffer => {
  const made = Buffer.from(file)
  made.write(words, 0, 'latin1')
  return made
}
/** The head of a PNG of this many pixels; what follows is not worth its name. */
function pngOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(25)
  header.writeUInt32BE(13)
  header.write('IHDR', 4, 'latin1')
  header.writeUInt32BE(width, 8)
  header.writeUInt32BE(height, 12)
  header.set([8, 6, 0, 0, 0], 16)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    header,
    Buffer.alloc(12),
    text('IDAT'),
    randomBytes(400),
  ])
}
const lockedPdf = text(
  '%PDF-1.6\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R/Encrypt 5 0 R>>\nstartxref\n9\n%%EOF',
)

describe('what is refused', () => {
  it.each<[what: string, name: string, bytes: () => Uint8Array | Promise<Uint8Array>, words: RegExp]>([
    [
      'SVG with script',
      'heart.png',
      () => text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      /drawing/,
    ],
    ['HTML with script', 'page.pdf', () => text('<!doctype html><script>alert(1)</script>'), /web page/],
    ['a program called a PDF', 'a.pdf', () => text('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff'), /program/],
    ['a program for Linux', 'a.dcm', () => Buffer.concat([text('\x7fELF\x02\x01\x01\0'), Buffer.alloc(64)]), /program/],
    [
      '42.zip-like: one file of zeros',
      '42.zip',
      () => zipOf([{ name: '0', bytes: Buffer.alloc(80_000_000) }]),
      /far more/,
    ],
    [
      'a zip of zips',
      'nested.zip',
      () => zipOf([{ name: 'lib 0.zip', bytes: zipOf([{ name: 'book.zip', bytes: text('x') }]) }]),
      /no file/,
    ],
    [
      'a bomb whose files overlap',
      'z.zip',
      () => zipOf([1, 2].map((n) => ({ name: `${n}.bin`, bytes: randomBytes(99), lie: { offset: 0 } }))),
      /over each other/,
    ],
    [
      'zip with a password',
      'locked.zip',
      () => zipOf([{ name: 'a.txt', bytes: text('x'), lie: { encrypted: true } }]),
      /password/,
    ],
    [
      'zip slip alone',
      'slip.zip',
      () => zipOf([{ name: '../../root/.ssh/authorized_keys', bytes: text('x') }]),
      /no file/,
    ],
    ['zip cut off', 'cut.zip', () => zipOf([{ name: 'a.txt', bytes: randomBytes(5000) }]).subarray(0, 3000), /cut off/],
    ['RAR', 'a.rar', () => Buffer.concat([Buffer.from('Rar!\x1a\x07\x01\0', 'latin1'), randomBytes(64)]), /ZIP/],
  ])('%s', async (what, name, bytes, words) => {
    expect(await taken(what, name, await bytes())).toMatchObject({
      status: 'REFUSED',
      refusal: expect.stringMatching(words),
    })
  })
})

describe('what is taken, and says what there is to know', () => {
  it.each<[what: string, name: string, bytes: () => Uint8Array | Promise<Uint8Array>, expected: Partial<Outcome>]>([
    [
      'truncated DICOM',
      'cut.dcm',
      () => image.subarray(0, 60_000),
      { contentType: 'application/dicom', flags: ['CUT_OFF'] },
    ],
    [
      'truncated PDF',
      'cut.pdf',
      async () => (await clinicHistoryPdf(1, SAMPLE_FACTS)).subarray(0, 2000),
      { contentType: 'application/pdf', flags: ['CUT_OFF'] },
    ],
    ['encrypted PDF', 'locked.pdf', () => lockedPdf, { contentType: 'application/pdf', flags: ['PROTECTED'] }],
    [
      'a photo called a PDF',
      'scan.pdf',
      () => photoJpeg(1, { subject: 'coat' }),
      { contentType: 'image/jpeg', flags: [] },
    ],
    ['DICOM without an ending', 'IM000001', () => image, { contentType: 'application/dicom', flags: [] }],
    ['a table called a picture', 'values.png', () => labCsv(1, SAMPLE_FACTS), { contentType: 'text/csv', flags: [] }],
    ['30,000 × 30,000 pixels', 'huge.png', () => pngOf(30_000, 30_000), { contentType: 'image/png', flags: [] }],
    ['one byte', 'one.txt', () => text('x'), { contentType: 'text/plain', flags: [] }],
    ['a name of 1,000 characters', `${'n'.repeat(1000)}.txt`, () => text('1'), { contentType: 'text/plain' }],
    ['a name with RTL override, emoji and ../', '../\u202egpj.🐈.txt', () => text('2'), { contentType: 'text/plain' }],
  ])('%s', async (what, name, bytes, expected) => {
    expect(await taken(what, name, await bytes())).toMatchObject({ status: 'READY', ...expected })
  })

  it.each([
    ['PE', 'MZ\x90\0\x03\0\0\0'],
    ['ELF', '\x7fELF\x02\x01\x01'],
    ['HTML', '<html><script>alert(1)</script><!--'],
    ['PDF', '%PDF-1.7\n'],
    ['zip', 'PK\x03\x04'],
  ])('%s in front of a DICOM file: taken out of what is stored', async (what, words) => {
    const file = inFrontOf(image, words)
    const row = await taken(`DICOM and ${what} in one`, 'IM1.dcm', file)
    expect(row).toMatchObject({
      status: 'READY',
      contentType: 'application/dicom',
      flags: ['PREAMBLE_CLEARED'],
      arrivedSha256: sha256(file),
      sha256: sha256(image),
    })
    expect((await storage().readBytes(String(row.objectKey))).equals(image)).toBe(true)
  })

  it('the same of a file that is too large to be held in memory', async () => {
    const large = Buffer.concat([image, Buffer.alloc(9 * 1024 * 1024)])
    const file = inFrontOf(large, 'MZ\x90\0\x03')
    const recordId = await uploadRecord(people.owner, caseId, { name: 'IM1.dcm', bytes: file })
    const row = await recordRow(recordId)
    expect(row).toMatchObject({ status: 'READY', arrivedSha256: sha256(file), sha256: sha256(large) })
    expect((await storage().readBytes(String(row.objectKey))).equals(large)).toBe(true)
  })

  it('zip slip beside good files: they are added, and it is left out', async () => {
    const files = [
      { name: 'notes.txt', bytes: text('fine') },
      { name: '../../etc/cron.d/job', bytes: text('x') },
      { name: '/etc/passwd', bytes: text('x') },
    ]
    expect(await taken('zip slip beside good files', 'slip.zip', zipOf(files))).toMatchObject({
      status: 'UNPACKED',
      note: 'Unpacked into 1 file. Left out: 2 links out of the archive.',
    })
  })
})

const SAMPLES = path.join(root, '../shared/samples/dicom')

describe.runIf(existsSync(SAMPLES))('real malformed files', () => {
  it.each(['malformed', 'fuzz'])('in %s all end in a clear state within 30 seconds', async (folder) => {
    for (const name of readdirSync(path.join(SAMPLES, folder))) {
      const bytes = readFileSync(path.join(SAMPLES, folder, name))
      const { status } = bytes.length > 0 ? await taken(`${folder}/${name}`, name, bytes) : { status: 'REFUSED' }
      expect(['READY', 'REFUSED'], name).toContain(status)
    }
    const sql = `select count(*)::int as n from "Record" where "caseId" = $1 and status in ('CHECKING', 'UPLOADING')`
    expect((await useDatabase().owner.query(sql, [caseId])).rows).toEqual([{ n: 0 }])
  })
})
