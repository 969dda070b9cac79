import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { asActor } from '#lib/db/unit.ts'
import { labCsv } from '#lib/fixtures/csv.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { hugePng } from '#lib/fixtures/huge-png.ts'
import { photoJpeg } from '#lib/fixtures/jpeg.ts'
import { lockedPdf } from '#lib/fixtures/locked-pdf.ts'
import { clinicHistoryPdf, labReportPdf, referralLetterPdf } from '#lib/fixtures/pdf.ts'
import { storage } from '#lib/gateways/storage.ts'
import { useDatabase } from '#lib/testing/database.ts'
import {
  onCaseAs,
  parties,
  type Parties,
  recordRow,
  storedSize,
  uploadRecord,
  useObjectStore,
} from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { checkRecord } from '../check/job.ts'
import { removeRecord } from '../commands.ts'
import { looksLikeOf } from './queries.ts'
import { readRecord } from './read.ts'

const store = useObjectStore()
let people: Parties
let caseId: string

beforeAll(async () => {
  people = await parties()
  caseId = (await caseIn({ ...people, status: 'IN_TRIAGE' })).id
})

type Preview = { size: string; objectKey: string; width: number; height: number }

async function readOf(recordId: string) {
  const { owner } = useDatabase()
  const [reading] = (await owner.query('select * from "RecordReading" where "recordId" = $1', [recordId])).rows
  const sql = 'select size, "objectKey", width, height from "RecordPreview" where "recordId" = $1 order by size'
  return { recordId, reading, previews: (await owner.query<Preview>(sql, [recordId])).rows }
}

/** Uploads, checks, reads. */
async function read(name: string, bytes: Uint8Array) {
  const recordId = await uploadRecord(people.owner, caseId, { name, bytes })
  await readRecord({ caseId, recordId })
  return readOf(recordId)
}

const stored = (key: string) => storage().readBytes(key)

/** A phone's photo: lying on its side, with the place where it was taken. */
const withPlace = async () =>
  sharp(await photoJpeg(7, { subject: 'coat' }))
    .withExif({
      IFD0: { Make: 'Phone', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()

describe('a photo', () => {
  it('gets two previews, upright, without place, camera or any other word of the original', async () => {
    const original = await withPlace()
    const before = await sharp(original).metadata()
    expect(before.exif?.length).toBeGreaterThan(0)
    const { previews, reading } = await read('IMG_1.jpg', original)
    expect(previews.map(({ size }) => size)).toEqual(['THUMB', 'VIEW'])
    for (const { objectKey, width, height } of previews) {
      const made = await sharp(await stored(objectKey)).metadata()
      expect(made).toMatchObject({ format: 'webp', width, height })
      expect([made.exif, made.xmp, made.iptc, made.orientation]).toEqual([undefined, undefined, undefined, undefined])
      // Turned: what was wide is tall.
      expect(width < height).toBe(before.width > before.height)
    }
    expect(reading).toMatchObject({ text: '', looksLike: null, note: null })
  })

  it('of 30,000 × 30,000 pixels is not opened, and says so', async () => {
    const { previews, reading } = await read('huge.png', hugePng(30_000))
    expect(previews).toEqual([])
    expect(reading.note).toMatch(/too large for a preview \(30,000 × 30,000 pixels\)/)
  })

  it('that is cut off shows what has arrived, and says so', async () => {
    const whole = await photoJpeg(8, { subject: 'skin' })
    const { previews, reading } = await read('half.jpg', whole.subarray(0, Math.floor(whole.length / 2)))
    expect(previews.length).toBe(2)
    expect(reading.note).toMatch(/cut off/)
  })

  it('of which only the head is there has none', async () => {
    const { previews, reading } = await read(
      'head.png',
      Buffer.from('89504e470d0a1a0a0000000d49484452000000100000', 'hex'),
    )
    expect(previews).toEqual([])
    expect(reading.note).toMatch(/damaged or cut off/)
  })
})

describe('a document', () => {
  it('gives its words, its number of pages, and a picture of its first page', async () => {
    const { previews, reading } = await read('history.pdf', await clinicHistoryPdf(1, SAMPLE_FACTS))
    expect(previews).toMatchObject([{ size: 'THUMB', height: 256 }])
    expect(reading).toMatchObject({ looksLike: 'HISTORY', note: null, pages: expect.any(Number) })
    expect(reading.text).toMatch(/Owner reports weight loss with a good appetite/)
    // The cells of a table are words of their own.
    const lab = await read('lab.pdf', await labReportPdf(1, SAMPLE_FACTS))
    expect(lab.reading).toMatchObject({ looksLike: 'LAB', pages: 2 })
    expect(lab.reading.text).toMatch(/Analyte Result Unit Reference interval/)
    expect((await read('letter.pdf', await referralLetterPdf(1, SAMPLE_FACTS))).reading.looksLike).toBe('LETTER')
    expect((await read('values.csv', labCsv(1, SAMPLE_FACTS))).reading.looksLike).toBe('LAB')
  })

  it('that is cut off, locked or nonsense says so', async () => {
    const whole = await clinicHistoryPdf(2, SAMPLE_FACTS)
    const cut = await read('cut.pdf', whole.subarray(0, 700))
    expect(cut).toMatchObject({
      previews: [],
      reading: { text: '', note: expect.stringMatching(/damaged or cut off/) },
    })
    const locked = await read('locked.pdf', lockedPdf())
    expect(locked).toMatchObject({ previews: [], reading: { note: expect.stringMatching(/password/) } })
  })

  it('that looks like a bill is told as one, to whoever sees the record', async () => {
    const bill =
      'Tax invoice 118\nConsultation 48.00\nRadiographs thorax 132.50\nSubtotal 180.50\nVAT 20% 36.10\nTotal 216.60\n'
    const { recordId } = await read('scan.txt', Buffer.from(bill))
    const told = (actor: Parties['owner']) => asActor(actor, (db) => looksLikeOf(db, caseId))
    expect((await told(people.owner)).get(recordId)).toBe('RECEIPT')
    expect((await told(people.specialist)).get(recordId)).toBe('RECEIPT')
    expect((await told(people.rival)).size).toBe(0)
  })
})

describe('the job', () => {
  it('fails while the store is away, and runs as often as it likes', async () => {
    const recordId = await uploadRecord(people.owner, caseId, { name: 'a.txt', bytes: Buffer.from('Zwerchfellruptur') })
    await store.outage(true)
    await expect(readRecord({ caseId, recordId })).rejects.toMatchObject({ gateway: 'storage', temporary: true })
    await store.outage(false)
    await readRecord({ caseId, recordId })
    await readRecord({ caseId, recordId })
    expect((await readOf(recordId)).reading.text).toBe('Zwerchfellruptur')
  })

  it('is enqueued once the record is ready, and what it made goes with the record', async () => {
    const bytes = await photoJpeg(9, { subject: 'eye' })
    const { recordId, previews } = await read('eye.jpg', bytes)
    const { rows } = await useDatabase().owner.query(
      `select payload from graphile_worker._private_jobs where key = $1`,
      [`read:${recordId}`],
    )
    expect(rows).toEqual([{ payload: { caseId, recordId } }])
    await onCaseAs(people.owner, caseId)(({ db, access }) => removeRecord(db, access, recordId))
    await checkRecord({ caseId, recordId })
    expect(await readOf(recordId)).toMatchObject({ reading: undefined, previews: [] })
    for (const { objectKey } of previews) expect(await storedSize(objectKey)).toBeNull()
    expect(await storedSize(String((await recordRow(recordId)).objectKey))).toBeNull()
    // Read at the same time as it is removed: nothing stays.
    await readRecord({ caseId, recordId })
    expect(await readOf(recordId)).toMatchObject({ reading: undefined, previews: [] })
  })
})

const SAMPLES = path.join(import.meta.dirname, '../../../../../shared/samples/records')
const real = (file: string) => readFileSync(path.join(SAMPLES, file))

describe.runIf(existsSync(SAMPLES))('real files', () => {
  it.each(['photo/IMG_2682.heic', 'photo/example.heic', 'photo/IMG_20200124_231153.jpg'])(
    '%s is shown',
    async (file) => {
      const { previews, reading } = await read(path.basename(file), real(file))
      expect(previews.map(({ size }) => size)).toEqual(['THUMB', 'VIEW'])
      expect(reading.note).toBeNull()
    },
  )
  it('a corrupt HEIC says so', async () => {
    const { previews, reading } = await read('corrupted.heic', real('photo/corrupted.heic'))
    expect(previews).toEqual([])
    expect(reading.note).toMatch(/damaged or cut off/)
  })
  it.each(['pdf/Bundle-101.pdf', 'pdf/Binary-example.pdf'])('%s has words and a picture', async (file) => {
    const { previews, reading } = await read(path.basename(file), real(file))
    expect(previews.length).toBe(1)
    expect(reading.text.length).toBeGreaterThan(100)
  })
})
