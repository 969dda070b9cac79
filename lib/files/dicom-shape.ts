export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2'
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1'
export const EXPLICIT_BIG_ENDIAN = '1.2.840.10008.1.2.2'

/** How a DICOM file begins: with preamble, with the meta group but no preamble, or with the data set itself. */
export type DicomShape = { kind: 'PART10' } | { kind: 'META_ONLY' } | { kind: 'BARE'; transferSyntax: string }

const VR = /^(AE|AS|AT|CS|DA|DS|DT|FD|FL|IS|LO|LT|OB|OD|OF|OL|OW|PN|SH|SL|SQ|SS|ST|TM|UC|UI|UL|UN|UR|US|UT)$/
const LONG_VR = /^(OB|OD|OF|OL|OW|SQ|UC|UN|UR|UT)$/

type Element = { group: number; element: number; next: number }
type ReadElement = (view: DataView, at: number) => Element | null

const explicit =
  (littleEndian: boolean): ReadElement =>
  (view, at) => {
    if (at + 12 > view.byteLength) return null
    const vr = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5))
    if (!VR.test(vr)) return null
    const long = LONG_VR.test(vr)
    const length = long ? view.getUint32(at + 8, littleEndian) : view.getUint16(at + 6, littleEndian)
    return {
      group: view.getUint16(at, littleEndian),
      element: view.getUint16(at + 2, littleEndian),
      next: at + (long ? 12 : 8) + length,
    }
  }

const implicit: ReadElement = (view, at) => {
  if (at + 8 > view.byteLength) return null
  const length = view.getUint32(at + 4, true)
  // The first values of a data set are short texts of even length.
  if (length > 1024 || length % 2 === 1) return null
  return { group: view.getUint16(at, true), element: view.getUint16(at + 2, true), next: at + 8 + length }
}

/** Two elements in rising order at the start, the first of the given group, are no chance. */
function startsWith(view: DataView, group: number, read: ReadElement): boolean {
  const first = read(view, 0)
  if (!first || first.group !== group || first.element > 0x0100) return false
  const second = first.next < view.byteLength ? read(view, first.next) : null
  if (!second || second.group > 0x0010) return false
  return second.group > first.group || second.element > first.element
}

/** Tells whether bytes are DICOM, with or without the 128-byte preamble. Never throws. */
export function dicomShape(head: Uint8Array): DicomShape | null {
  const magic = head.byteLength >= 132 ? String.fromCharCode(...head.subarray(128, 132)) : ''
  if (magic === 'DICM') return { kind: 'PART10' }
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (startsWith(view, 0x0002, explicit(true))) return { kind: 'META_ONLY' }
  if (startsWith(view, 0x0008, explicit(true))) return { kind: 'BARE', transferSyntax: EXPLICIT_LITTLE_ENDIAN }
  if (startsWith(view, 0x0008, explicit(false))) return { kind: 'BARE', transferSyntax: EXPLICIT_BIG_ENDIAN }
  if (startsWith(view, 0x0008, implicit)) return { kind: 'BARE', transferSyntax: IMPLICIT_LITTLE_ENDIAN }
  return null
}
