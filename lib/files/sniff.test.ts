import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labCsv } from '#lib/fixtures/csv.ts'
import { ctSeries } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { photoJpeg } from '#lib/fixtures/jpeg.ts'
import { labReportPdf } from '#lib/fixtures/pdf.ts'
import { kindOf, sniff } from './sniff.ts'
import type { Sniffed } from './sniff.ts'

const dicom = ctSeries(1, SAMPLE_FACTS, 1)[0] ?? Buffer.alloc(0)
const zip = (name: string, content: Uint8Array = Buffer.from('x')) => {
  const head = Buffer.alloc(30)
  head.write('PK\x03\x04', 'latin1')
  head.writeUInt32LE(content.byteLength, 18)
  head.writeUInt32LE(content.byteLength, 22)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, Buffer.from(name), content])
}
const heic = (brand: string) =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}\0\0\0\0mif1heic`), Buffer.alloc(64)])
const text = (words: string) => Buffer.from(words)

const CASES: [what: string, bytes: () => Promise<Uint8Array> | Uint8Array, name: string, mime: string, kind: string][] =
  [
    ['a PDF', () => labReportPdf(1, SAMPLE_FACTS), 'Miso blood results.pdf', 'application/pdf', 'LAB'],
    [
      'a PDF with bytes before its head',
      () => text(`\r\n\r\n%PDF-1.4 ${'x'.repeat(99)}`),
      'letter.pdf',
      'application/pdf',
      'LETTER',
    ],
    ['a photo', () => photoJpeg(1), 'IMG_1.jpg', 'image/jpeg', 'PHOTO'],
    ['a photo of an X-ray', () => photoJpeg(1), 'x-ray_left.jpg', 'image/jpeg', 'IMAGING'],
    ['a CT slice', () => dicom, 'IM0001', 'application/dicom', 'IMAGING'],
    ['a CT slice without preamble', () => dicom.subarray(132), 'IM0001', 'application/dicom', 'IMAGING'],
    [
      'a CT slice without meta group',
      () => dicom.subarray(dicom.indexOf('\x08\0\x05\0CS', 0, 'latin1')),
      'x',
      'application/dicom',
      'IMAGING',
    ],
    ['a table', () => labCsv(1, SAMPLE_FACTS), 'export', 'text/csv', 'LAB'],
    ['a table by semicolons, UTF-16', () => Buffer.from('\ufeffa;b\r\n1;2\r\n', 'utf16le'), 'x.csv', 'text/csv', 'LAB'],
    ['a table by tabs', () => text('a\tb\n1\t2\n'), 'x', 'text/tab-separated-values', 'LAB'],
    ['Latin-1 text', () => Buffer.from('R\u00f6ntgen heute', 'latin1'), 'notes.txt', 'text/plain', 'HISTORY'],
    ['a CD of images', () => zip('DICOMDIR'), 'cd.zip', 'application/zip', 'IMAGING'],
    ['a zip of a DICOM file without ending', () => zip('IMAGES/IM1', dicom), 'cd.zip', 'application/zip', 'IMAGING'],
    ['any other zip', () => zip('letter.txt'), 'all.zip', 'application/zip', 'OTHER'],
    ['a HEIC photo', () => heic('heic'), 'IMG.HEIC', 'image/heic', 'PHOTO'],
    ['an AVIF photo', () => heic('avif'), 'IMG.avif', 'image/avif', 'PHOTO'],
    ['a page', () => text('<!-- x --><!DOCTYPE html><script>'), 'report.pdf', 'text/html', 'OTHER'],
    ['a page that begins with a tag', () => text('  <script>alert(1)</script>'), 'a.txt', 'text/html', 'OTHER'],
    ['an SVG picture', () => text('<?xml version="1.0"?><svg onload="x"/>'), 'a.png', 'image/svg+xml', 'OTHER'],
    ['XML', () => text('<?xml version="1.0"?><a/>'), 'a.xml', 'application/xml', 'OTHER'],
    ['JSON', () => text('{"resourceType":"Patient"}'), 'lab.json', 'application/json', 'LAB'],
    [
      'a program',
      () => Buffer.concat([text('\x7fELF\x02\x01\x01'), Buffer.alloc(64)]),
      'photo.jpg',
      'application/x-elf',
      'OTHER',
    ],
    ['a script', () => text('#!/bin/sh\nrm -rf /'), 'a.txt', 'text/x-script', 'OTHER'],
    ['nothing', () => Buffer.alloc(0), 'a.pdf', 'application/x-empty', 'OTHER'],
    ['noise', () => Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 200, 201]), 'a.pdf', 'application/octet-stream', 'OTHER'],
  ]

test.each(CASES)('%s', async (_, bytes, name, mime, kind) => {
  const found = await sniff(await bytes(), name)
  expect(found.mime).toBe(mime)
  expect(kindOf(found, name)).toBe(kind)
})

test.each([
  ['application/pdf', 'pdf', 'Histology report.pdf', 'PATHOLOGY'],
  ['application/pdf', 'pdf', 'Miso_MRI_2026.pdf', 'IMAGING'],
  ['application/pdf', 'pdf', 'patient history/Luna.pdf', 'OTHER'],
  ['application/pdf', 'pdf', 'Clinical_History-2026.pdf', 'HISTORY'],
  ['video/mp4', 'video', 'gait.mp4', 'VIDEO'],
  ['image/jpeg', 'image', 'blood results.jpg', 'LAB'],
] as const)('%s named %s: %s is %s', (mime, family, name, kind) => {
  const sniffed: Sniffed = { mime, family, extension: 'x' }
  expect(kindOf(sniffed, name)).toBe(kind)
})

test('any bytes have a type', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), fc.string(), async (bytes, name) => {
      const found = await sniff(bytes, name)
      expect(found.mime).toMatch(/^[a-z]+\/[\w.+-]+$/)
      expect(kindOf(found, name)).toMatch(/^[A-Z]+$/)
    }),
    { numRuns: 300 },
  )
})
