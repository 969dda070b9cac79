import { createHash } from 'node:crypto'
import { ALGORITHMS, algorithmOf, checksumsIn, newHasher } from './checksums.ts'
import { chunkScheme, decodeChunks } from './chunked.ts'
import { S3Error } from './errors.ts'
import type { Checksums } from './checksums.ts'
import type { Context } from './context.ts'
import type { Segment, Segments } from './segments.ts'

const LARGEST_OBJECT = 5 * 2 ** 30
const LARGEST_TEXT = 4 * 2 ** 20
const SHA256 = /^[0-9a-f]{64}$/

/** A body to be read, with everything the client said about it that has to prove true. */
export type Incoming = {
  chunks: AsyncIterable<Buffer>
  maxLength: number
  length?: number
  sha256?: string
  md5?: string
  checksums: Checksums
  /** Names that x-amz-trailer announced, and what came. */
  announced: string[]
  trailers: Map<string, string>
}

/** MD5 in hex; the CRC32 always, other checksums where the client sent one. */
export type Received = { size: number; md5: string; checksums: Checksums }

function declaredLength(ctx: Context, framed: boolean): number {
  const text = ctx.headers[framed ? 'x-amz-decoded-content-length' : 'content-length']
  if (text === undefined || !/^\d{1,15}$/.test(text)) throw new S3Error('MissingContentLength')
  return Number(text)
}

/** Everything declared about the request's body, and a way to read it without its framing. */
export function incoming(ctx: Context, maxLength = LARGEST_OBJECT): Incoming {
  const { payload, chunks: verifier } = ctx.auth
  const scheme = chunkScheme(payload)
  if (!scheme && payload !== 'UNSIGNED-PAYLOAD' && !SHA256.test(payload))
    throw new S3Error('InvalidArgument', 'x-amz-content-sha256 is neither a SHA-256 nor a known scheme')
  const length = declaredLength(ctx, scheme !== undefined)
  if (length > maxLength) throw new S3Error('EntityTooLarge')
  const md5 = ctx.headers['content-md5']
  if (md5 !== undefined && Buffer.from(md5, 'base64').length !== 16) throw new S3Error('InvalidDigest')
  const raw: AsyncIterable<Buffer> = ctx.req.iterator({ destroyOnReturn: false })
  const trailers = new Map<string, string>()
  return {
    chunks: scheme ? decodeChunks(raw, scheme, verifier, trailers) : raw,
    maxLength,
    length,
    sha256: SHA256.test(payload) ? payload : undefined,
    md5,
    checksums: checksumsIn(Object.entries(ctx.headers)),
    announced: scheme?.trailing ? (ctx.headers['x-amz-trailer'] ?? '').split(',').flatMap((n) => n.trim() || []) : [],
    trailers,
  }
}

function checkTrailers(body: Incoming): Checksums {
  const missing = body.announced.find((name) => !body.trailers.has(name.toLowerCase()))
  if (missing) throw new S3Error('IncompleteBody', `The trailer ${missing} was announced but did not come`)
  return checksumsIn(body.trailers)
}

/** Feeds a body to `sink` piece by piece and verifies all that was declared about it. */
async function consume(body: Incoming, sink: (piece: Buffer) => Promise<void>): Promise<Received> {
  const sent = [...Object.keys(body.checksums).map((n) => `x-amz-checksum-${n}`), ...body.announced]
  const algorithms = new Set([...sent.flatMap((name) => algorithmOf(name.toLowerCase()) ?? []), 'crc32' as const])
  const hashers = ALGORITHMS.filter((name) => algorithms.has(name)).map((name) => [name, newHasher(name)] as const)
  const md5 = createHash('md5')
  const sha256 = body.sha256 ? createHash('sha256') : undefined
  let size = 0
  for await (const piece of body.chunks) {
    size += piece.length
    if (size > (body.length ?? Infinity)) throw new S3Error('IncompleteBody')
    if (size > body.maxLength) throw new S3Error('EntityTooLarge')
    md5.update(piece)
    sha256?.update(piece)
    for (const [, hasher] of hashers) hasher.update(piece)
    await sink(piece)
  }
  if (body.length !== undefined && size !== body.length) throw new S3Error('IncompleteBody')
  if (sha256 && sha256.digest('hex') !== body.sha256) throw new S3Error('XAmzContentSHA256Mismatch')
  const md5Bytes = md5.digest()
  if (body.md5 !== undefined && body.md5 !== md5Bytes.toString('base64')) throw new S3Error('BadDigest', 'Content-MD5')
  const checksums: Checksums = {}
  for (const [name, hasher] of hashers) checksums[name] = hasher.digest().toString('base64')
  const wanted = Object.entries({ ...body.checksums }).concat(Object.entries(checkTrailers(body)))
  for (const [name, value] of wanted)
    if (checksums[name as keyof Checksums] !== value) throw new S3Error('BadDigest', `The ${name} sent does not match`)
  return { size, md5: md5Bytes.toString('hex'), checksums }
}

/** Streams a body into a new segment, which is retained once for the caller. Nothing is left if it fails. */
export function receiveSegment(segments: Segments, body: Incoming): Promise<[Segment, Received]> {
  return segments.create((handle) => consume(body, async (piece) => void (await handle.writeFile(piece))))
}

/**
 * A small body as text, verified like any other; but where a request's x-amz-checksum-* headers speak of the object
 * and not of its body, `aboutObject` leaves them to the caller.
 */
export async function receiveText(ctx: Context, aboutObject = false): Promise<string> {
  const pieces: Buffer[] = []
  const body = incoming(ctx, LARGEST_TEXT)
  if (aboutObject) body.checksums = {}
  await consume(body, async (piece) => void pieces.push(piece))
  return Buffer.concat(pieces).toString()
}
