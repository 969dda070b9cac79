import dicomParser from 'dicom-parser'
import type { DataSet } from 'dicom-parser'
import { DICOM_HEAD_BYTES } from './dicom.ts'
import { dicomShape, EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from './dicom-shape.ts'

// The pixels of the plainest of all images, which most of CT, MR and X-ray are: one grey value each, uncompressed. No decoder is
// needed for them, and none of the risk and the cost that one brings. Whatever is not plain is left to those who know it. Pure.

/** One byte a pixel, row by row, 0 black and 255 white. */
export type GreyFrame = { pixels: Uint8Array; width: number; height: number }

const PIXEL_DATA = 'x7fe00010'
const TRANSFER_SYNTAX = 'x00020010'
/** Tables that turn values into others, and drawings that lie over the pixels (DICOM PS3.3 C.11.1, C.11.2, C.9.2). */
const TABLES = ['x00283000', 'x00283010']
const OVERLAYS = /^x60[0-9a-f]{2}/
/** How high and wide a pixel is (PS3.3 C.7.6.3.1.7, 10.7.1): two numbers each. */
const PIXEL_SIDES = ['x00280030', 'x00280034', 'x00181164']

/** How values are stored, and where those of a frame are. */
type Stored = { width: number; height: number; bytes: 1 | 2; bits: number; signed: boolean; offset: number }
/** What grey a value becomes. */
type Shown = { whiteIsLow: boolean; slope: number; intercept: number; center: number; window: number }

/**
 * One frame of an uncompressed grey DICOM file through the window that it names itself; null where it is of another kind, names no
 * window, has pixels that are not square, or lacks some of them. Never throws.
 * @param frame counted from 0
 */
export function greyFrame(file: Uint8Array, frame: number): GreyFrame | null {
  if (dicomShape(file.subarray(0, 256))?.kind !== 'PART10') return null
  try {
    // Only where the pixels begin is read of it, and nothing is unpacked: a file may be made to fill the memory of who takes it apart.
    const head = file.subarray(0, DICOM_HEAD_BYTES)
    const data = dicomParser.parseDicom(head, { untilTag: PIXEL_DATA, inflater: notPlain })
    if (!isPlain(data)) return null
    const [stored, shown] = [storedIn(data, frame), shownBy(data)]
    if (!stored || !shown) return null
    const { width, height, bytes, offset } = stored
    const values = file.subarray(offset, offset + width * height * bytes)
    return values.length === width * height * bytes ? { pixels: drawn(values, stored, shown), width, height } : null
  } catch {
    return null
  }
}

function notPlain(): never {
  throw new Error('deflated')
}

function isPlain(data: DataSet): boolean {
  const syntax = data.string(TRANSFER_SYNTAX)
  return (
    (syntax === IMPLICIT_LITTLE_ENDIAN || syntax === EXPLICIT_LITTLE_ENDIAN) &&
    data.uint16('x00280002') === 1 &&
    !Object.keys(data.elements).some((tag) => TABLES.includes(tag) || OVERLAYS.test(tag)) &&
    PIXEL_SIDES.every((tag) => data.floatString(tag, 0) === data.floatString(tag, 1))
  )
}

function storedIn(data: DataSet, frame: number): Stored | null {
  const pixels = data.elements[PIXEL_DATA]
  if (!pixels || pixels.hadUndefinedLength) return null
  const [height = 0, width = 0] = [data.uint16('x00280010'), data.uint16('x00280011')]
  const [allocated, bits = 0] = [data.uint16('x00280100'), data.uint16('x00280101')]
  if ((allocated !== 8 && allocated !== 16) || bits < 1 || bits > allocated) return null
  if (data.uint16('x00280102') !== bits - 1) return null
  const bytes = allocated === 8 ? 1 : 2
  const length = width * height * bytes
  if (length === 0 || frame < 0 || (frame + 1) * length > pixels.length) return null
  const offset = pixels.dataOffset + frame * length
  return { width, height, bytes, bits, signed: data.uint16('x00280103') === 1, offset }
}

function shownBy(data: DataSet): Shown | null {
  const photometric = data.string('x00280004')?.trim()
  if (photometric !== 'MONOCHROME1' && photometric !== 'MONOCHROME2') return null
  const [center = Number.NaN, window = Number.NaN] = [
    data.floatString('x00281050', 0),
    data.floatString('x00281051', 0),
  ]
  const [intercept = 0, slope = 1] = [data.floatString('x00281052'), data.floatString('x00281053')]
  if (!(window >= 1) || ![center, window, slope, intercept].every(Number.isFinite)) return null
  return { whiteIsLow: photometric === 'MONOCHROME1', slope, intercept, center, window }
}

/** Every value is looked up: there are at most as many as two bytes can hold. */
function drawn(values: Uint8Array, { bytes, bits, signed }: Stored, shown: Shown): Uint8Array {
  const pixels = new Uint8Array(values.length / bytes)
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength)
  const greys = greysOf(bits, signed, shown)
  const mask = greys.length - 1
  for (let at = 0; at < pixels.length; at += 1) {
    const raw = bytes === 1 ? view.getUint8(at) : view.getUint16(at * 2, true)
    pixels[at] = greys[raw & mask] ?? 0
  }
  return pixels
}

/** The grey of every value that can be stored: rescaled (PS3.3 C.11.1), then windowed in a line (C.11.2.1.2.1). */
function greysOf(
  bits: number,
  signed: boolean,
  { whiteIsLow, slope, intercept, center, window }: Shown,
): Uint8ClampedArray {
  const count = 2 ** bits
  const greys = new Uint8ClampedArray(count)
  for (let raw = 0; raw < count; raw += 1) {
    const value = (signed && raw >= count / 2 ? raw - count : raw) * slope + intercept
    const share = window === 1 ? Number(value > center - 0.5) : (value - (center - 0.5)) / (window - 1) + 0.5
    greys[raw] = 255 * (whiteIsLow ? 1 - share : share)
  }
  return greys
}
