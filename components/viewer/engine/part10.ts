import { dicomShape } from '#lib/files/dicom-shape.ts'

const PREAMBLE = 128

/** Old archives hold files without the usual beginning; the library wants one. Others are returned as they are. */
export function asPart10(bytes: ArrayBuffer): ArrayBuffer {
  const shape = dicomShape(new Uint8Array(bytes, 0, Math.min(bytes.byteLength, 4096)))
  if (!shape || shape.kind === 'PART10') return bytes
  return join(beginning(shape.kind === 'BARE' ? shape.transferSyntax : null), bytes)
}

/** Preamble, "DICM" and, for a bare data set, a meta group that names its transfer syntax. */
function beginning(transferSyntax: string | null): Uint8Array {
  const uid = transferSyntax && (transferSyntax.length % 2 === 0 ? transferSyntax : `${transferSyntax}\0`)
  const bytes = new Uint8Array(PREAMBLE + 4 + (uid ? 8 + uid.length : 0))
  const write = (text: string, at: number) => bytes.set(new TextEncoder().encode(text), at)
  write('DICM', PREAMBLE)
  if (!uid) return bytes
  bytes.set([0x02, 0x00, 0x10, 0x00], PREAMBLE + 4)
  write('UI', PREAMBLE + 8)
  bytes.set([uid.length, 0], PREAMBLE + 10)
  write(uid, PREAMBLE + 12)
  return bytes
}

function join(first: Uint8Array, second: ArrayBuffer): ArrayBuffer {
  const all = new Uint8Array(first.length + second.byteLength)
  all.set(first)
  all.set(new Uint8Array(second), first.length)
  return all.buffer
}
