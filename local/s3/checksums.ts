import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { S3Error } from './errors.ts'

export type Hasher = { update(data: Buffer): void; digest(): Buffer }

function crc32Hasher(): Hasher {
  let value = 0
  return {
    update: (data) => void (value = crc32(data, value)),
    digest: () => {
      const out = Buffer.alloc(4)
      out.writeUInt32BE(value)
      return out
    },
  }
}

/** One table entry per byte, as two 32-bit halves: BigInt would be a hundred times slower. */
function crcTable(polynomial: bigint): { high: Uint32Array; low: Uint32Array } {
  const high = new Uint32Array(256)
  const low = new Uint32Array(256)
  for (let byte = 0; byte < 256; byte++) {
    let value = BigInt(byte)
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n
    high[byte] = Number(value >> 32n)
    low[byte] = Number(value & 0xffffffffn)
  }
  return { high, low }
}

/** A reflected CRC that starts with all ones and is inverted at the end, of 32 or 64 bits. */
function tableHasher({ high, low }: ReturnType<typeof crcTable>, bits: 32 | 64): Hasher {
  let upper = bits === 64 ? 0xffffffff : 0
  let lower = 0xffffffff
  return {
    update: (data) => {
      for (const byte of data) {
        const index = (lower ^ byte) & 0xff
        lower = ((lower >>> 8) | ((upper & 0xff) << 24)) ^ (low[index] ?? 0)
        upper = (upper >>> 8) ^ (high[index] ?? 0)
      }
    },
    digest: () => {
      const out = Buffer.alloc(8)
      out.writeUInt32BE(~upper >>> 0)
      out.writeUInt32BE(~lower >>> 0, 4)
      return bits === 64 ? out : out.subarray(4)
    },
  }
}

const castagnoli = crcTable(0x82f63b78n)
const nvme = crcTable(0x9a6c9329ac4bc9b5n)

function cryptoHasher(name: string): Hasher {
  const hash = createHash(name)
  return { update: (data) => void hash.update(data), digest: () => hash.digest() }
}

const HASHERS = {
  crc32: crc32Hasher,
  crc32c: () => tableHasher(castagnoli, 32),
  crc64nvme: () => tableHasher(nvme, 64),
  sha1: () => cryptoHasher('sha1'),
  sha256: () => cryptoHasher('sha256'),
} satisfies Record<string, () => Hasher>

export type Algorithm = keyof typeof HASHERS
/** Base64 values by algorithm, as they stand in x-amz-checksum-* headers. */
export type Checksums = Partial<Record<Algorithm, string>>

export const ALGORITHMS = Object.keys(HASHERS) as Algorithm[]
export const checksumHeader = (algorithm: Algorithm) => `x-amz-checksum-${algorithm}`
export const newHasher = (algorithm: Algorithm): Hasher => HASHERS[algorithm]()

/** The element that carries a checksum in XML, as in `ChecksumCRC64NVME`. */
export const checksumElement = (algorithm: Algorithm) => `Checksum${algorithm.toUpperCase()}`

const NOT_VALUES = new Set(['x-amz-checksum-mode', 'x-amz-checksum-algorithm', 'x-amz-checksum-type'])

/** The algorithm a header or trailer name speaks of; an unknown one is refused, since it could not be verified. */
export function algorithmOf(header: string): Algorithm | undefined {
  if (!header.startsWith('x-amz-checksum-') || NOT_VALUES.has(header)) return undefined
  const algorithm = ALGORITHMS.find((name) => checksumHeader(name) === header)
  if (!algorithm) throw new S3Error('NotImplemented', `${header} is not known here`)
  return algorithm
}

/** Every checksum among the headers. */
export function checksumsIn(headers: Iterable<[string, string]>): Checksums {
  const found: Checksums = {}
  for (const [name, value] of headers) {
    const algorithm = algorithmOf(name)
    if (algorithm) found[algorithm] = value
  }
  return found
}

/** Headers that tell the client the checksums, as S3 does after an upload. */
export const checksumHeaders = (checksums: Checksums): Record<string, string> =>
  Object.fromEntries(ALGORITHMS.flatMap((name) => (checksums[name] ? [[checksumHeader(name), checksums[name]]] : [])))
