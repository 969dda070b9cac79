import type { DataSet } from 'dicom-parser'

const PIXELS = 'x7fe00010'
const MEANING = 'x00280004'
/** Uncompressed: Implicit and Explicit VR Little Endian. */
const PLAIN = ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1']

/**
 * Old ultrasound machines store colour for every second pixel only (YBR_FULL_422, uncompressed), which the library cannot
 * draw. The file in memory is changed into what it says: colour for every pixel. Files of any other kind stay as they are.
 */
export function fullColour(file: DataSet): void {
  const pixels = file.elements[PIXELS]
  if (!pixels || file.string(MEANING) !== 'YBR_FULL_422' || !PLAIN.includes(file.string('x00020010') ?? '')) return
  const words = new TextEncoder().encode('YBR_FULL')
  const halved = file.byteArray.subarray(pixels.dataOffset, pixels.dataOffset + pixels.length)
  const full = expand(halved)
  const bytes = new Uint8Array(file.byteArray.length + full.length + words.length)
  bytes.set(file.byteArray)
  bytes.set(full, file.byteArray.length)
  bytes.set(words, file.byteArray.length + full.length)
  file.elements[PIXELS] = { ...pixels, dataOffset: file.byteArray.length, length: full.length }
  file.elements[MEANING] = {
    ...file.elements[MEANING],
    tag: MEANING,
    dataOffset: file.byteArray.length + full.length,
    length: words.length,
  }
  file.byteArray = bytes
}

/** Y1 Y2 Cb Cr -> Y1 Cb Cr Y2 Cb Cr (DICOM PS3.3, C.7.6.3.1.2). */
export function expand(halved: Uint8Array): Uint8Array {
  const pairs = Math.floor(halved.length / 4)
  const full = new Uint8Array(pairs * 6)
  for (let pair = 0; pair < pairs; pair += 1) {
    const [from, to] = [pair * 4, pair * 6]
    full[to] = halved[from] ?? 0
    full[to + 3] = halved[from + 1] ?? 0
    full[to + 1] = full[to + 4] = halved[from + 2] ?? 0
    full[to + 2] = full[to + 5] = halved[from + 3] ?? 0
  }
  return full
}
