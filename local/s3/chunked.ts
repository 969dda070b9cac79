import { createHash } from 'node:crypto'
import { S3Error } from './errors.ts'
import { ByteReader } from './reader.ts'
import { EMPTY_SHA256 } from './sigv4.ts'
import type { ChunkVerifier } from './sigv4.ts'

const LONGEST_LINE = 8192
const MOST_TRAILERS = 10

export type ChunkScheme = { signed: boolean; trailing: boolean }

/** How the body of a STREAMING-… payload is framed, undefined when the payload is not framed at all. */
export function chunkScheme(payload: string): ChunkScheme | undefined {
  if (!payload.startsWith('STREAMING-')) return undefined
  if (payload === 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD') return { signed: true, trailing: false }
  if (payload === 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER') return { signed: true, trailing: true }
  if (payload === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER') return { signed: false, trailing: true }
  throw new S3Error('NotImplemented', `The body scheme ${payload} is not known here`)
}

function parseChunkHeader(line: string): { size: number; signature: string | undefined } {
  const match = /^([0-9a-f]{1,10})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line)
  if (!match?.[1]) throw new S3Error('IncompleteBody', 'A chunk header in the body is broken')
  return { size: Number.parseInt(match[1], 16), signature: match[2] }
}

async function readTrailers(reader: ByteReader, verifier: ChunkVerifier | undefined, trailers: Map<string, string>) {
  let signature: string | undefined
  let canonical = ''
  while (!(await reader.atEnd())) {
    const line = (await reader.line(LONGEST_LINE)).trim()
    if (!line) continue
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    const value = line.slice(colon + 1).trim()
    if (colon < 1 || trailers.size >= MOST_TRAILERS) throw new S3Error('IncompleteBody', 'A trailer is broken')
    if (name === 'x-amz-trailer-signature') signature = value
    else {
      trailers.set(name, value)
      canonical += `${name}:${value}\n`
    }
  }
  if (verifier && !verifier.trailer(canonical, signature))
    throw new S3Error('SignatureDoesNotMatch', 'The signature of the trailer does not match')
}

/**
 * Takes the aws-chunked framing off a body, checking each chunk's signature and the trailer's where the scheme signs
 * them. Trailing headers are put into `trailers`, complete once the last piece has been read.
 */
export async function* decodeChunks(
  source: AsyncIterable<Buffer>,
  scheme: ChunkScheme,
  verifier: ChunkVerifier,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source)
  const check = (sha256: string, signature: string | undefined) => {
    if (scheme.signed && !verifier.chunk(sha256, signature))
      throw new S3Error('SignatureDoesNotMatch', 'The signature of a chunk does not match')
  }
  try {
    for (;;) {
      const { size, signature } = parseChunkHeader(await reader.line(LONGEST_LINE))
      if (size === 0) {
        check(EMPTY_SHA256, signature)
        break
      }
      const hash = createHash('sha256')
      for await (const piece of reader.take(size)) {
        if (scheme.signed) hash.update(piece)
        yield piece
      }
      if (await reader.line(LONGEST_LINE)) throw new S3Error('IncompleteBody', 'A chunk is longer than its header says')
      check(hash.digest('hex'), signature)
    }
    await readTrailers(reader, scheme.signed && scheme.trailing ? verifier : undefined, trailers)
  } finally {
    await reader.close()
  }
}
