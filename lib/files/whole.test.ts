import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { dxImage } from '#lib/fixtures/dicom.ts'
import { DicomWriter } from '#lib/fixtures/dicom-writer.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { clinicHistoryPdf } from '#lib/fixtures/pdf.ts'
import { dicomSeemsCutOff, type Ends, pdfIsProtected, pdfSeemsCutOff, TAIL_BYTES } from './whole.ts'

const ends = (bytes: Uint8Array, head = bytes.byteLength): Ends => {
  const file = Buffer.from(bytes)
  return { head: file.subarray(0, head), tail: file.subarray(-TAIL_BYTES), size: file.length }
}

describe('a DICOM file', () => {
  const image = dxImage(1, SAMPLE_FACTS)
  it.each<[what: string, given: Ends, cutOff: boolean]>([
    ['whole', ends(image), false],
    ['whole, of which only the head is known', ends(image, 20_000), false],
    ['without its last byte', ends(image.subarray(0, -1)), true],
    ['without its second half', ends(image.subarray(0, image.length / 2)), true],
    ['ending within its tags', ends(image.subarray(0, 700)), true],
    ['whose second half is missing, of which only the head is known', ends(image.subarray(0, 66_000), 20_000), true],
    ['that is none', ends(Buffer.from('hello')), false],
  ])('%s', (_, given, cutOff) => {
    expect(dicomSeemsCutOff(given)).toBe(cutOff)
  })
})

describe('a deflated DICOM file', () => {
  const uid = '2.25.1'
  const plain = new DicomWriter().part10({ sopClass: uid, instance: uid, transferSyntax: '1.2.840.10008.1.2.1.99' })
  const bomb = zlib.deflateRawSync(Buffer.alloc(16 * 1024 * 1024))
  const at = plain.indexOf('\x02\x00\x10\x00UI', 0, 'latin1')
  const note = Buffer.alloc(2008, ' ')
  note.write('\x02\x00\x05\x00LO', 'latin1')
  note.writeUInt16LE(2000, 6)
  it.each([
    ['as it is written', [plain, bomb]],
    ['that hides what it is behind a long note', [plain.subarray(0, at), note, plain.subarray(at), bomb]],
  ])('%s is not unpacked to look for its end', (_, parts) => {
    const unpack = vi.spyOn(zlib, 'inflateRawSync')
    expect(dicomSeemsCutOff(ends(Buffer.concat(parts)))).toBe(false)
    expect(unpack).not.toHaveBeenCalled()
  })
})

describe('a PDF', () => {
  it('without its end seems cut off', async () => {
    const pdf = Buffer.from(await clinicHistoryPdf(1, SAMPLE_FACTS))
    expect(pdfSeemsCutOff(ends(pdf))).toBe(false)
    expect(pdfSeemsCutOff(ends(Buffer.concat([pdf, Buffer.alloc(500)])))).toBe(false)
    expect(pdfSeemsCutOff(ends(pdf.subarray(0, pdf.length / 2)))).toBe(true)
    expect(pdfIsProtected(ends(pdf))).toBe(false)
  })

  it('that is encrypted says so in its trailer, at either end', () => {
    const trailer = Buffer.from('trailer\n<< /Size 6 /Root 1 0 R /Encrypt 5 0 R >>\nstartxref\n9\n%%EOF')
    expect(pdfIsProtected(ends(Buffer.concat([Buffer.from('%PDF-1.6\n'), trailer])))).toBe(true)
    const long = Buffer.alloc(200_000, 32)
    trailer.copy(long, 20)
    expect(pdfIsProtected(ends(long))).toBe(true)
    expect(pdfIsProtected(ends(Buffer.from('/EncryptMetadata false')))).toBe(false)
  })
})

const SAMPLES = path.join(import.meta.dirname, '../../../shared/samples/dicom')
const files = (folder: string) => readdirSync(path.join(SAMPLES, folder)).filter((name) => name.endsWith('.dcm'))

describe.runIf(existsSync(SAMPLES))('real files', () => {
  it.each(['charset', 'ct-series-ge28', 'mr', 'multiframe', 'no-pixel', 'syntax', 'us', 'vet', 'xray'])(
    'in %s are all there',
    (folder) => {
      const cutOff = files(folder).filter((name) =>
        dicomSeemsCutOff(ends(readFileSync(path.join(SAMPLES, folder, name)))),
      )
      expect(cutOff).toEqual([])
    },
  )
})
