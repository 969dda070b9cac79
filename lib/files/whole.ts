import dicomParser from 'dicom-parser'
import { dicomShape } from './dicom-shape.ts'

// Whether a file seems to be all there. A guess for the reader's eyes: what is cut off may still show most of it. Pure.

/** How much of a file's end is wanted. */
export const TAIL_BYTES = 64 * 1024

/** `head` is all of the file when it has `size` bytes. */
export type Ends = { head: Buffer; tail: Buffer; size: number }

/** Does a PDF lack its end, which tells where everything is? */
export const pdfSeemsCutOff = ({ tail }: Ends): boolean => !tail.includes('%%EOF') && !tail.includes('startxref')

/** Is a PDF encrypted? Many open without a password all the same, and only forbid to print. */
export const pdfIsProtected = ({ head, tail }: Ends): boolean =>
  /\/Encrypt[\s[<\d]/.test(tail.toString('latin1')) || /\/Encrypt[\s[<\d]/.test(head.toString('latin1', 0, 4096))

const PIXEL_DATA = 'x7fe00010'
/** Ends the fragments of compressed pixel data. */
const SEQUENCE_END = Buffer.from([0xfe, 0xff, 0xdd, 0xe0])

/** Does a DICOM file end within its tags or before its last pixel? False also where that cannot be told. */
export function dicomSeemsCutOff({ head, tail, size }: Ends): boolean {
  const shape = dicomShape(head)
  if (!shape || shape.kind === 'META_ONLY') return false
  let deflated = false
  // What is deflated tells its end only to who inflates it; and a few megabytes of it may be gigabytes.
  const inflater = (): never => {
    deflated = true
    throw new Error('deflated')
  }
  const bare = shape.kind === 'BARE' && { TransferSyntaxUID: shape.transferSyntax }
  try {
    const pixels = dicomParser.parseDicom(head, { untilTag: PIXEL_DATA, inflater, ...bare }).elements[PIXEL_DATA]
    if (!pixels) return false
    return pixels.hadUndefinedLength ? !tail.includes(SEQUENCE_END) : pixels.dataOffset + pixels.length > size
  } catch {
    return !deflated && head.length === size
  }
}
