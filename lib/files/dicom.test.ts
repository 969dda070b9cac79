import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ctSeries, dxImage } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { DICOM_HEAD_BYTES, readDicom } from './dicom.ts'
import { sniff, SNIFF_BYTES } from './sniff.ts'

const series = ctSeries('test', SAMPLE_FACTS, 3)
const slice = series[1] ?? Buffer.alloc(0)

describe('generated files', () => {
  test('a CT slice tells its facts', () => {
    expect(readDicom(slice)).toMatchObject({
      modality: 'CT',
      bodyPart: 'CHEST',
      studyDate: '2026-10-14',
      description: 'chest, weight loss with a good appetite',
      seriesDescription: 'Transverse 2 mm',
      instanceNumber: 2,
      patientName: 'Ruiz Miso',
      responsiblePerson: 'Ruiz Ana',
      species: 'Cat',
      breed: 'Domestic shorthair',
      rows: 256,
      columns: 256,
      frames: 1,
      transferSyntax: '1.2.840.10008.1.2.1',
    })
  })

  test('the slices of a series share study and series, each is its own', () => {
    const facts = series.map(readDicom)
    expect(new Set(facts.map((f) => f?.studyUid)).size).toBe(1)
    expect(new Set(facts.map((f) => f?.seriesUid)).size).toBe(1)
    expect(new Set(facts.map((f) => f?.instanceUid)).size).toBe(3)
    expect(facts[0]?.studyUid).toMatch(/^2\.25\.\d+$/)
  })

  test('names in any script', () => {
    const facts = { ...SAMPLE_FACTS, patient: '小犬', owner: 'Łucja Żółć', species: 'Собака' }
    expect(readDicom(dxImage(1, facts))).toMatchObject({
      modality: 'DX',
      patientName: 'Żółć 小犬',
      responsiblePerson: 'Żółć Łucja',
      species: 'Собака',
    })
  })

  test('without preamble, without meta group, cut short', () => {
    const bare = slice.subarray(slice.indexOf('\x08\0\x05\0CS', 0, 'latin1'))
    expect(readDicom(slice.subarray(132))).toEqual(readDicom(slice))
    expect(readDicom(bare)).toEqual(readDicom(slice))
    expect(readDicom(slice.subarray(0, DICOM_HEAD_BYTES))).toEqual(readDicom(slice))
    const beforePicture = slice.indexOf('\x28\0\x02\0US', 0, 'latin1')
    expect(readDicom(slice.subarray(0, beforePicture + 3))).toMatchObject({ modality: 'CT', rows: null, frames: 0 })
  })
})

describe('malformed input', () => {
  test.each([
    ['empty', 0],
    ['one byte', 1],
    ['a preamble', 132],
    ['the meta group', 330],
  ])('%s', (_, length) => {
    expect(() => readDicom(slice.subarray(0, length))).not.toThrow()
  })

  test('flipped bytes never throw, and what is read stays clean', () => {
    const header = slice.subarray(0, 1_800)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1_799), fc.nat(255)), { minLength: 1, maxLength: 40 }), (flips) => {
        const bytes = Buffer.from(header)
        for (const [at, value] of flips) bytes[at] = value
        const facts = readDicom(bytes)
        for (const value of Object.values(facts ?? {})) {
          if (typeof value === 'string') expect(value).not.toMatch(/[\p{Cc}\u202e]/u)
        }
        expect(facts?.studyUid ?? '0').toMatch(/^[0-9.]+$/)
        expect(facts?.studyDate ?? '2026-01-01').toMatch(/^\d{4}-\d\d-\d\d$/)
      }),
      { numRuns: 2_000 },
    )
  })

  test('noise is not DICOM', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void readDicom(bytes)))
    expect(readDicom(Buffer.from('%PDF-1.7'))).toBeNull()
  })
})

// Files from real devices and known trouble-makers, when they are at hand beside the repository.
const SAMPLES = path.resolve(import.meta.dirname, '../../../shared/samples')
const samples = fs.existsSync(SAMPLES)
  ? fs
      .readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
      .filter((file) => fs.statSync(path.join(SAMPLES, file)).isFile())
  : []

async function recognise(file: string) {
  const bytes = Buffer.alloc(SNIFF_BYTES)
  const handle = fs.openSync(path.join(SAMPLES, file), 'r')
  const length = fs.readSync(handle, bytes, 0, SNIFF_BYTES, 0)
  fs.closeSync(handle)
  const head = bytes.subarray(0, length)
  return { file, type: await sniff(head, path.basename(file)), facts: readDicom(head) }
}

test(`${samples.length} sample files are read without a crash`, async () => {
  const found = await Promise.all(samples.map(recognise))
  expect(found).toHaveLength(samples.length)
  const dicom = found.filter(({ type }) => type.family === 'dicom')
  const read = dicom.filter(({ facts }) => facts?.studyUid)
  process.stdout.write(`samples: ${found.length}, DICOM: ${dicom.length}, with a study: ${read.length}\n`)
  for (const { file, type, facts } of found) {
    if (facts) expect(type.family, file).toBe('dicom')
    if (/^dicom\/(syntax|xray|us|vet|mr|multiframe|ct-series)/.test(file)) expect(type.family, file).toBe('dicom')
    if (/^dicom\/(xray|us|vet|mr|ct-series)/.test(file)) expect(facts?.modality, file).toMatch(/^[A-Z]{2}$/)
  }
})
