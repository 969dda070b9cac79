import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import dcmjsImaging from 'dcmjs-imaging'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { EXPLICIT_LITTLE_ENDIAN, uid } from '#lib/fixtures/dicom.ts'
import { DicomWriter } from '#lib/fixtures/dicom-writer.ts'
import { DICOM_HEAD_BYTES } from './dicom.ts'
import { greyFrame } from './dicom-grey.ts'

const [WIDTH, HEIGHT] = [7, 5]

type Wanted = {
  photometric?: string
  samples?: number
  frames?: number
  allocated?: number
  stored?: number
  signed?: boolean
  spacing?: string
  window?: [center: string, width: string] | null
  rescale?: [intercept: string, slope: string]
  table?: 'rescale' | 'window'
  overlay?: boolean
  transferSyntax?: string
  missing?: number
  /** Something else in front of the pixels. */
  note?: Buffer
}

/** A picture of which each value is another, from end to end of what can be stored. */
function picture(wanted: Wanted = {}): Buffer {
  const { photometric = 'MONOCHROME2', samples = 1, frames = 1, allocated = 16, stored = allocated } = wanted
  const { signed = false, spacing, window = ['40', '400'], rescale, overlay = false, missing = 0 } = wanted
  const out = new DicomWriter()
  const [sopClass, instance] = ['1.2.840.10008.5.1.4.1.1.2', uid('grey')]
  out.text(0x0008, 0x0016, 'UI', sopClass)
  out.text(0x0008, 0x0018, 'UI', instance)
  out.text(0x0008, 0x0060, 'CS', 'CT')
  if (wanted.note) out.bytes(0x0009, 0x1001, wanted.note)
  out.short(0x0028, 0x0002, samples)
  out.text(0x0028, 0x0004, 'CS', photometric)
  out.text(0x0028, 0x0008, 'IS', String(frames))
  out.short(0x0028, 0x0010, HEIGHT)
  out.short(0x0028, 0x0011, WIDTH)
  if (spacing) out.text(0x0028, 0x0030, 'DS', spacing)
  out.short(0x0028, 0x0100, allocated)
  out.short(0x0028, 0x0101, stored)
  out.short(0x0028, 0x0102, stored - 1)
  out.short(0x0028, 0x0103, signed ? 1 : 0)
  if (window) {
    out.text(0x0028, 0x1050, 'DS', window[0])
    out.text(0x0028, 0x1051, 'DS', window[1])
  }
  if (rescale) {
    out.text(0x0028, 0x1052, 'DS', rescale[0])
    out.text(0x0028, 0x1053, 'DS', rescale[1])
  }
  if (wanted.table) out.bytes(0x0028, wanted.table === 'rescale' ? 0x3000 : 0x3010, new Uint8Array(8))
  if (overlay) {
    out.short(0x6000, 0x0010, HEIGHT)
    out.short(0x6000, 0x0011, WIDTH)
  }
  const count = WIDTH * HEIGHT * samples * frames - missing
  const low = signed ? -(2 ** (stored - 1)) : 0
  const values = Array.from({ length: count }, (_, at) => low + Math.floor((at * (2 ** stored - 1)) / (count - 1)))
  const mask = 2 ** stored - 1
  if (allocated === 8)
    out.bytes(
      0x7fe0,
      0x0010,
      Uint8Array.from(values, (value) => value & mask),
    )
  else
    out.words(
      ...[0x7fe0, 0x0010],
      Int16Array.from(values, (value) => value & mask),
    )
  return out.part10({ sopClass, instance, transferSyntax: wanted.transferSyntax ?? EXPLICIT_LITTLE_ENDIAN })
}

const { DicomImage, NativePixelDecoder } = dcmjsImaging
beforeAll(() => NativePixelDecoder.initializeAsync())

/** The same frame as a library draws it that knows every kind. */
function byLibrary(file: Buffer, frame: number): { width: number; height: number; pixels: number[] } {
  const { pixels, width, height } = new DicomImage(new Uint8Array(file).buffer).render({ frame })
  return { width, height, pixels: [...new Uint8Array(pixels)].filter((_, at) => at % 4 === 0) }
}

function expectAsByLibrary(file: Buffer, frame = 0): void {
  const grey = greyFrame(file, frame)
  if (!grey) throw new Error('not read as a plain grey picture')
  const other = byLibrary(file, frame)
  expect([grey.width, grey.height]).toEqual([other.width, other.height])
  const away = other.pixels.map((value, at) => Math.abs(value - (grey.pixels[at] ?? Number.NaN)))
  expect(away.filter((value) => !(value <= 1))).toEqual([])
}

describe('a plain grey picture is drawn as a library draws it that knows every kind', () => {
  it.each<[string, Wanted]>([
    ['16 bits', { window: ['32768', '65536'] }],
    ['16 bits with a sign', { signed: true }],
    ['12 bits in two bytes', { stored: 12, window: ['2048', '4096'] }],
    ['12 bits with a sign', { stored: 12, signed: true }],
    ['8 bits', { allocated: 8, window: ['128', '256'] }],
    ['low values white', { photometric: 'MONOCHROME1', stored: 12, window: ['2048', '3000'] }],
    ['Hounsfield units', { stored: 12, rescale: ['-1024', '1'] }],
    ['a slope with a fraction', { stored: 12, rescale: ['-10', '0.25'], window: ['400.5', '700'] }],
    ['several windows: the first', { stored: 12, window: ['2048\\40', '4096\\400'] }],
    ['a narrow window', { stored: 12, window: ['2048', '2'] }],
    ['square pixels', { stored: 12, spacing: '0.7\\0.7' }],
  ])('%s', (_, wanted) => {
    expectAsByLibrary(picture(wanted))
  })

  it('each frame of several', () => {
    const file = picture({ stored: 12, frames: 3, window: ['2048', '4096'] })
    for (const frame of [0, 1, 2]) expectAsByLibrary(file, frame)
    expect(greyFrame(file, 0)?.pixels).not.toEqual(greyFrame(file, 2)?.pixels)
    expect([-1, 3].map((frame) => greyFrame(file, frame))).toEqual([null, null])
  })
})

describe('whatever is not plain is left to others', () => {
  it.each<[string, Wanted]>([
    ['colours', { photometric: 'RGB', samples: 3, allocated: 8 }],
    ['a palette', { photometric: 'PALETTE COLOR', allocated: 8 }],
    ['no window', { window: null }],
    ['a window of nothing', { window: ['40', '0'] }],
    ['a window that is no number', { window: ['40', 'wide'] }],
    ['a table instead of a slope', { table: 'rescale' }],
    ['a table instead of a window', { table: 'window' }],
    ['a drawing over it', { overlay: true }],
    ['pixels that are not square', { spacing: '0.7\\0.9' }],
    ['compressed pixels', { transferSyntax: '1.2.840.10008.1.2.4.70' }],
    ['the other order of bytes', { transferSyntax: '1.2.840.10008.1.2.2' }],
    ['too few pixels', { missing: 1 }],
  ])('%s', (_, wanted) => {
    expect(greyFrame(picture(wanted), 0)).toBeNull()
  })

  it('a deflated file is not unpacked to find that out', () => {
    const unpack = vi.spyOn(zlib, 'inflateRawSync')
    const bomb = zlib.deflateRawSync(Buffer.alloc(16 * 1024 * 1024))
    const deflated = new DicomWriter().part10({
      ...{ sopClass: '1.2.840.10008.5.1.4.1.1.2', instance: uid('deflated') },
      transferSyntax: '1.2.840.10008.1.2.1.99',
    })
    expect(greyFrame(Buffer.concat([deflated, bomb]), 0)).toBeNull()
    expect(unpack).not.toHaveBeenCalled()
  })

  it('a file whose pixels are too far away', () => {
    const note = Buffer.alloc(DICOM_HEAD_BYTES, 'x')
    expect(greyFrame(picture({ note: note.subarray(0, 1024) }), 0)).not.toBeNull()
    expect(greyFrame(picture({ note }), 0)).toBeNull()
  })

  it('a file that is cut off, or is no picture', () => {
    const whole = picture()
    for (let length = 0; length < whole.length; length += 1) expect(greyFrame(whole.subarray(0, length), 0)).toBeNull()
    expect(greyFrame(Buffer.from('no picture at all'), 0)).toBeNull()
  })
})

// Files from real devices, when they are at hand beside the repository.
const SAMPLES = path.join(import.meta.dirname, '../../../shared/samples/dicom')
if (existsSync(SAMPLES))
  it('real devices write such files, and they look the same', () => {
    const files = readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(SAMPLES, name))
      .filter((file) => statSync(file).isFile())
      .map((file) => readFileSync(file))
      .filter((file) => greyFrame(file, 0))
    expect(files.length).toBeGreaterThan(50)
    for (const file of files) expectAsByLibrary(file)
  })
