// The 128 bytes in front of a DICOM file mean nothing to DICOM, so they can make the same file a program, a web page or an
// archive to anything else (CVE-2019-11687). Pure.

export const PREAMBLE_BYTES = 128

// A TIFF's first bytes: slide scanners write files that are both, and a picture does no harm.
const TIFF = ['II*\0', 'MM\0*', 'II+\0', 'MM\0+']

/** Is something other than nothing, or a picture, in front of this DICOM file? False for what is no DICOM with a preamble. */
export function hasForeignPreamble(head: Uint8Array): boolean {
  if (head.byteLength < PREAMBLE_BYTES + 4) return false
  const bytes = Buffer.from(head.buffer, head.byteOffset, PREAMBLE_BYTES + 4)
  if (bytes.toString('latin1', PREAMBLE_BYTES) !== 'DICM') return false
  if (TIFF.includes(bytes.toString('latin1', 0, 4))) return false
  return bytes.subarray(0, PREAMBLE_BYTES).some((byte) => byte !== 0)
}

/** The same bytes with an empty preamble, as they come. */
export async function* withoutPreamble(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let at = 0
  for await (const chunk of bytes) {
    const left = Math.min(chunk.byteLength, Math.max(0, PREAMBLE_BYTES - at))
    at += chunk.byteLength
    yield left > 0 ? Buffer.from(chunk).fill(0, 0, left) : chunk
  }
}
