import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sniff } from '#lib/files/sniff.ts'
import { readListCursor, readSeenCursor, writeListCursor, writeSeenCursor } from './cursor.ts'
import { kindToBegin, suggestedKind } from './kind.ts'
import {
  bytesWords,
  contentRefusal,
  dicomDetails,
  KINDS,
  MAX_FILE_BYTES,
  MAX_PARTS,
  MIN_PART_BYTES,
  missingParts,
  opensInBrowser,
  partLength,
  planParts,
  sizeRefusal,
  typeWords,
} from './rules.ts'
import { csvCell } from '#lib/csv.ts'

const sizes = fc.oneof(fc.integer({ min: 1, max: 64 * 1024 * 1024 }), fc.integer({ min: 1, max: 2 ** 44 }))

describe('parts', () => {
  it('cover every byte once, within the limits of S3', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const { partSize, parts } = planParts(size)
        expect(partSize).toBeGreaterThanOrEqual(MIN_PART_BYTES)
        expect(partSize % (1024 * 1024)).toBe(0)
        expect(parts).toBeLessThanOrEqual(MAX_PARTS)
        const [first, last] = [partLength(size, partSize, 1), partLength(size, partSize, parts)]
        expect((parts - 1) * partSize + last).toBe(size)
        expect(last).toBeGreaterThan(0)
        expect(first).toBe(Math.min(size, partSize))
        expect(partLength(size, partSize, parts + 1)).toBe(0)
      }),
    )
  })

  it('grow with the file: from 8 MiB to 32', () => {
    const MIB = 1024 * 1024
    expect(planParts(1)).toEqual({ partSize: MIN_PART_BYTES, parts: 1 })
    expect(planParts(384 * MIB)).toEqual({ partSize: MIN_PART_BYTES, parts: 48 })
    expect(planParts(1024 * MIB)).toEqual({ partSize: 22 * MIB, parts: 47 })
    expect(planParts(MAX_FILE_BYTES)).toEqual({ partSize: 32 * MIB, parts: 160 })
  })

  it.each([0, -1, 1.5, Number.NaN, 1e9])('know no part %s', (n) => {
    expect(partLength(10, MIN_PART_BYTES, n)).toBe(0)
  })

  it('that are absent, cut short or too long are missing; strangers do not help', () => {
    const size = 2 * MIN_PART_BYTES + 5
    const whole = [1, 2, 3].map((n) => ({ partNumber: n, size: partLength(size, MIN_PART_BYTES, n) }))
    expect(missingParts(size, MIN_PART_BYTES, whole)).toEqual([])
    expect(missingParts(size, MIN_PART_BYTES, [])).toEqual([1, 2, 3])
    expect(
      missingParts(size, MIN_PART_BYTES, [whole[0]!, { partNumber: 2, size: 7 }, { partNumber: 9, size: 5 }]),
    ).toEqual([2, 3])
  })
})

describe('what may be a record', () => {
  it('is neither empty nor too large, and says so', () => {
    expect(sizeRefusal(0)).toMatch(/empty \(0 bytes\)/)
    expect(sizeRefusal(MAX_FILE_BYTES + 1)).toMatch(/larger than 5\.4 GB/)
    expect(sizeRefusal(1)).toBeNull()
    expect(sizeRefusal(MAX_FILE_BYTES)).toBeNull()
  })

  const bytes = (text: string) => Buffer.from(text, 'latin1')
  it.each([
    ['photo.jpg', bytes('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff'), /program/],
    ['run.txt', bytes('#!/bin/sh\nrm -rf /'), /program/],
    ['letter.pdf', bytes('<!doctype html><script>alert(1)</script>'), /web page/],
    ['drawing.png', bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), /web page or a drawing/],
    ['results.pdf.exe', bytes('just text'), /run as a program/],
    ['page.HTML', bytes('plain words'), /run as a program/],
    ['macro.js ', bytes('plain words'), /run as a program/],
  ])('%s is judged by its content and its ending', async (name, content, words) => {
    expect(contentRefusal(await sniff(content, name), name)).toMatch(words)
  })

  it.each([
    ['report.pdf', bytes('%PDF-1.7\n')],
    ['lab.xml', bytes('<?xml version="1.0"?><Observation xmlns="http://hl7.org/fhir"/>')],
    ['notes.txt', bytes('Bright, alert and responsive')],
    ['device.raw', bytes('\0\x01\x02\x03unknown')],
  ])('%s is accepted', async (name, content) => {
    expect(contentRefusal(await sniff(content, name), name)).toBeNull()
  })
})

describe('kinds', () => {
  it.each([
    ['IMG_2682.HEIC', '', 'PHOTO'],
    ['bloods 12 Nov.pdf', 'application/pdf', 'LAB'],
    ['0001.dcm', '', 'IMAGING'],
    ['cough.mov', 'video/quicktime', 'VIDEO'],
    ['Histopathology report.docx', '', 'PATHOLOGY'],
    ['referral letter.pdf', '', 'LETTER'],
    ['scan', 'application/dicom', 'IMAGING'],
    ['noname', '', 'OTHER'],
  ])('%s is suggested as %s %s', (name, type, kind) => {
    expect(suggestedKind(name, type)).toBe(kind)
  })
  it.each([
    ['OTHER', 'LAB', 'LAB'],
    ['HISTORY', 'LAB', 'LAB'],
    ['IMAGING', 'LAB', 'IMAGING'],
    ['VIDEO', 'HISTORY', 'VIDEO'],
    ['LAB', undefined, 'LAB'],
  ] as const)('a file that looks like %s and was said to be %s begins as %s', (suggested, said, kind) =>
    expect(kindToBegin(suggested, said)).toBe(kind),
  )
  it('are suggested for any name whatever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, type) => {
        expect(KINDS).toContain(suggestedKind(name, type))
      }),
    )
  })
})

describe('words', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [4_123_456, '4.1 MB'],
    [5_368_709_120, '5.4 GB'],
  ])('%s bytes read "%s"', (bytes, words) => {
    expect(bytesWords(bytes)).toBe(words)
  })
  it('tell of a DICOM file what it says of itself', () => {
    const none = { bodyPart: null, studyDate: null, seriesDescription: null, frames: 0 }
    expect(dicomDetails({ ...none, bodyPart: 'THORAX', studyDate: '2026-11-12', frames: 1 })).toBe(
      'thorax · 12 Nov 2026',
    )
    expect(dicomDetails({ ...none, seriesDescription: 'Lateral', frames: 65 })).toBe('Lateral · 65 frames')
    expect(dicomDetails(none)).toBe('')
  })
  it('name types as people do', () => {
    expect(typeWords('application/pdf')).toBe('PDF')
    expect(typeWords('image/jpeg')).toBe('JPEG picture')
    expect(typeWords('application/x-strange')).toBe('File')
    expect(typeWords(null)).toBe('File')
  })
})

it('only harmless types open in the browser', () => {
  for (const type of ['application/pdf', 'text/plain', 'video/mp4']) expect(opensInBrowser(type)).toBe(true)
  for (const type of ['text/html', 'image/svg+xml', 'application/xml', 'text/csv', 'image/heic', 'image/jpeg', null])
    expect(opensInBrowser(type)).toBe(false)
})

describe('cursors', () => {
  const id = '0193b9a0-0000-7000-8000-000000000001'
  const at = new Date('2026-11-22T10:00:00.123Z')
  it('come back as they were written', () => {
    expect(readListCursor(writeListCursor({ kind: 'LAB', at, id }))).toEqual({ kind: 'LAB', at, id })
    expect(readSeenCursor(writeSeenCursor({ at, id }))).toEqual({ at, id })
  })
  it.each([
    undefined,
    '',
    'LAB',
    `LAB.x.${id}`,
    `NOPE.1790000000000.${id}`,
    "LAB.1790000000000.' or 1=1",
    ['a', 'b'],
    `LAB.1.${id}`,
  ])('that cannot be read (%s) begin at the start', (text) => {
    expect(readListCursor(text)).toBeNull()
  })
})

it('a table for a spreadsheet holds no formula', () => {
  expect(csvCell('=HYPERLINK("http://evil")')).toBe(`"'=HYPERLINK(""http://evil"")"`)
  expect(csvCell('Ana, Ruiz')).toBe('"Ana, Ruiz"')
})
