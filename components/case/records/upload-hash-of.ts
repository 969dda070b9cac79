import { createSHA256 } from 'hash-wasm'

const MIB = 1024 * 1024
/** Until here the browser's own hash is faster, and the file fits in memory for a moment. */
const AT_ONCE_BYTES = 32 * MIB
const PIECE_BYTES = 4 * MIB

/** SHA-256 of a file in hex. Memory stays flat: a large one is read piece by piece. @param goesOn asked before each piece */
export async function sha256Of(file: Blob, goesOn: () => boolean = () => true): Promise<string | null> {
  // Absent where a page was not loaded over a safe connection.
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined
  if (subtle && file.size <= AT_ONCE_BYTES)
    return hexOf(new Uint8Array(await subtle.digest('SHA-256', await file.arrayBuffer())))
  const hash = await createSHA256()
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    if (!goesOn()) return null
    hash.update(new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer()))
  }
  return hash.digest('hex')
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
