import type { DataSet } from 'dicom-parser'

/** Not packed: Implicit and Explicit VR, deflated as a whole, and Big Endian. */
const PLAIN = ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.2']

/**
 * Does the file hold all pixels of this frame that it speaks of? The library would draw what is there, spread over the wrong
 * lines. Packed pictures tell it by their decoder.
 * @param frame from 0
 */
export function holdsFrame(file: DataSet, frame: number): boolean {
  const pixels = file.elements['x7fe00010']
  if (!pixels || pixels.encapsulatedPixelData || !PLAIN.includes(file.string('x00020010') ?? '')) return true
  const [rows, columns] = [file.uint16('x00280010') ?? 0, file.uint16('x00280011') ?? 0]
  const samples = file.string('x00280004') === 'YBR_FULL_422' ? 2 : (file.uint16('x00280002') ?? 1)
  const bits = file.uint16('x00280100') ?? 16
  return pixels.length >= Math.floor((rows * columns * samples * bits * (frame + 1)) / 8)
}
