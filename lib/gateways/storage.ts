import 'server-only'
import { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { env } from '#lib/env.ts'
import { contentDisposition, safeDelivery } from './disposition.ts'
import type { Disposition } from './disposition.ts'
import { GatewayError, errorField } from './error.ts'
import { collected, plainGet, type PlainGet } from './get-object.ts'
import { putStream } from './put-stream.ts'

/** Where the bytes of records are kept. Keys are ours (case and record ids), never a name a person typed. */
export type Storage = {
  createUpload: (key: string, contentType: string) => Promise<string>
  signPart: (key: string, uploadId: string, partNumber: number, contentLength: number) => Promise<string>
  listParts: (key: string, uploadId: string) => Promise<StoredPart[]>
  completeUpload: (key: string, uploadId: string, parts: readonly UploadedPart[]) => Promise<StoredObject>
  abortUpload: (key: string, uploadId: string) => Promise<void>
  head: (key: string, options?: { withinMs?: number }) => Promise<StoredObject | null>
  read: (key: string, options?: { range?: ByteRange }) => Promise<Readable>
  readBytes: (key: string, options?: { range?: ByteRange; maxBytes?: number }) => Promise<Buffer>
  signDownload: (key: string, options: DownloadOptions) => Promise<string>
  put: (key: string, bytes: Uint8Array, contentType: string) => Promise<void>
  putStream: (key: string, bytes: AsyncIterable<Uint8Array>) => Promise<void>
  remove: (key: string) => Promise<void>
  ensureBucket: (corsOrigin: string) => Promise<{ created: boolean; corsSet: boolean }>
}

export type UploadedPart = { partNumber: number; etag: string }
export type StoredPart = UploadedPart & { size: number }
export type StoredObject = { size: number; contentType: string; etag: string }
/** Both ends included, as in HTTP; without `end`, up to the last byte. */
export type ByteRange = { start: number; end?: number }
export type DownloadOptions = { filename: string; contentType: string; disposition: Disposition; seconds?: number }

/** Without `endpoint` it is AWS; `publicEndpoint` is where browsers reach the store, if that differs. */
export type StorageConfig = {
  endpoint?: string | undefined
  publicEndpoint?: string | undefined
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
  forcePathStyle: boolean
}

export const UPLOAD_URL_SECONDS = 15 * 60
export const DOWNLOAD_URL_SECONDS = 60
const ANSWER_MS = 8_000
/** For what carries bytes, or makes the store copy them. */
const SLOW_ANSWER_MS = 15_000
const READ_LIMIT = 64 * 1024 * 1024

function storageConfig(): StorageConfig {
  const e = env()
  return {
    endpoint: e.S3_ENDPOINT,
    publicEndpoint: e.S3_PUBLIC_ENDPOINT,
    region: e.S3_REGION,
    bucket: e.S3_BUCKET,
    accessKeyId: e.S3_ACCESS_KEY_ID,
    secretAccessKey: e.S3_SECRET_ACCESS_KEY,
    forcePathStyle: e.S3_FORCE_PATH_STYLE,
  }
}

function client(config: StorageConfig, endpoint: string | undefined): S3Client {
  return new S3Client({
    ...{ ...(endpoint && { endpoint }), region: config.region, forcePathStyle: config.forcePathStyle },
    credentials: { accessKeyId: config.accessKeyId, secretAccessKey: config.secretAccessKey },
    // Otherwise a presigned URL carries the checksum of an empty body, which most servers refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Browsers and jobs try again by themselves, and somebody waits for most answers.
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: ANSWER_MS,
      socketTimeout: SLOW_ANSWER_MS,
      throwOnRequestTimeout: true,
    },
  })
}

const httpStatus = (error: unknown) =>
  (error as { $metadata?: { httpStatusCode?: number } } | null)?.$metadata?.httpStatusCode

const isMissing = (error: unknown) =>
  httpStatus(error) === 404 || /^(NotFound|NoSuchKey|NoSuchBucket|NoSuchUpload)$/.test(errorField(error, 'name') ?? '')

function storageError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error
  const status = httpStatus(error)
  const code = errorField(error, 'name') ?? errorField(error, 'code') ?? 'Unknown'
  // Without an answer (refused, timed out, reset) and on a busy or broken server, the same call may succeed later.
  const temporary = status === undefined || status >= 500 || status === 429 || status === 408
  const detail = errorField(error, 'code') ?? code
  return new GatewayError('storage', { temporary, code: code === 'Error' ? detail : code, cause: error })
}

async function guarded<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw storageError(error)
  }
}

type Connection = { inner: S3Client; outer: S3Client; Bucket: string; get: PlainGet }

const rangeHeader = (range?: ByteRange): string | undefined => range && `bytes=${range.start}-${range.end ?? ''}`

function uploads({ inner, outer, Bucket }: Connection) {
  async function listParts(Key: string, UploadId: string): Promise<StoredPart[]> {
    const found: StoredPart[] = []
    let PartNumberMarker: string | undefined
    do {
      const page = await inner.send(new ListPartsCommand({ Bucket, Key, UploadId, PartNumberMarker }))
      for (const part of page.Parts ?? []) {
        found.push({ partNumber: part.PartNumber ?? 0, etag: part.ETag ?? '', size: part.Size ?? 0 })
      }
      PartNumberMarker = page.IsTruncated ? page.NextPartNumberMarker : undefined
    } while (PartNumberMarker)
    return found
  }
  async function createUpload(Key: string, ContentType: string): Promise<string> {
    const { UploadId } = await inner.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType }))
    if (!UploadId) throw new GatewayError('storage', { temporary: true, code: 'NoUploadId' })
    return UploadId
  }
  async function abortUpload(Key: string, UploadId: string): Promise<void> {
    try {
      await inner.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
    } catch (error) {
      // An upload that is already gone is what the caller wants.
      if (!isMissing(error)) throw error
    }
  }
  return {
    createUpload: (key: string, contentType: string) => guarded(() => createUpload(key, contentType)),
    listParts: (key: string, uploadId: string) => guarded(() => listParts(key, uploadId)),
    abortUpload: (key: string, uploadId: string) => guarded(() => abortUpload(key, uploadId)),
    signPart: (Key: string, UploadId: string, PartNumber: number, ContentLength: number) =>
      guarded(() =>
        getSignedUrl(outer, new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, ContentLength }), {
          expiresIn: UPLOAD_URL_SECONDS,
          // The size is part of the signature, so that a link cannot carry more than was announced.
          signableHeaders: new Set(['host', 'content-length']),
        }),
      ),
  }
}

function objects({ inner, Bucket, get }: Connection) {
  async function head(Key: string, withinMs?: number): Promise<StoredObject | null> {
    try {
      const abortSignal = withinMs === undefined ? undefined : AbortSignal.timeout(withinMs)
      const found = await inner.send(new HeadObjectCommand({ Bucket, Key }), { abortSignal })
      return {
        size: found.ContentLength ?? 0,
        contentType: found.ContentType ?? 'application/octet-stream',
        etag: found.ETag ?? '',
      }
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }
  async function completeUpload(Key: string, UploadId: string, parts: readonly UploadedPart[]): Promise<StoredObject> {
    const Parts = parts
      .toSorted((a, b) => a.partNumber - b.partNumber)
      .map((part) => ({ PartNumber: part.partNumber, ETag: part.etag }))
    const order = new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } })
    await inner.send(order, { requestTimeout: SLOW_ANSWER_MS })
    // Some servers answer a completion without an ETag: only a look afterwards tells what is stored.
    const stored = await head(Key)
    if (!stored) throw new GatewayError('storage', { temporary: true, code: 'MissingAfterComplete' })
    return stored
  }
  async function read(Key: string, range?: ByteRange): Promise<Readable> {
    const { Body } = await inner.send(new GetObjectCommand({ Bucket, Key, Range: rangeHeader(range) }))
    if (!(Body instanceof Readable)) throw new GatewayError('storage', { temporary: true, code: 'NoBody' })
    return Body
  }
  async function readBytes(key: string, range: ByteRange | undefined, maxBytes: number): Promise<Buffer> {
    return (await get(key, rangeHeader(range), maxBytes)) ?? collected(await read(key, range), maxBytes)
  }
  return {
    head: (key: string, options: { withinMs?: number } = {}) => guarded(() => head(key, options.withinMs)),
    completeUpload: (key: string, uploadId: string, parts: readonly UploadedPart[]) =>
      guarded(() => completeUpload(key, uploadId, parts)),
    read: (key: string, options: { range?: ByteRange } = {}) => guarded(() => read(key, options.range)),
    readBytes: (key: string, options: { range?: ByteRange; maxBytes?: number } = {}) =>
      guarded(() => readBytes(key, options.range, options.maxBytes ?? READ_LIMIT)),
    put: (Key: string, bytes: Uint8Array, ContentType: string) =>
      guarded(async () => {
        const order = new PutObjectCommand({ Bucket, Key, Body: bytes, ContentType, ContentLength: bytes.byteLength })
        await inner.send(order, { requestTimeout: SLOW_ANSWER_MS })
      }),
    remove: (Key: string) =>
      guarded(async () => {
        await inner.send(new DeleteObjectCommand({ Bucket, Key }))
      }),
  }
}

function signDownload({ outer, Bucket }: Connection, Key: string, options: DownloadOptions): Promise<string> {
  const seconds = options.seconds ?? DOWNLOAD_URL_SECONDS
  if (!(seconds >= 1 && seconds <= DOWNLOAD_URL_SECONDS)) {
    throw new RangeError(`A download link lives 1 to ${DOWNLOAD_URL_SECONDS} seconds`)
  }
  const delivery = safeDelivery(options.contentType, options.disposition)
  const command = new GetObjectCommand({
    Bucket,
    Key,
    ResponseContentType: delivery.contentType,
    ResponseContentDisposition: contentDisposition(delivery.disposition, options.filename),
    ResponseCacheControl: 'private, no-store',
  })
  return guarded(() => getSignedUrl(outer, command, { expiresIn: Math.floor(seconds) }))
}

async function ensureBucket({ inner, Bucket }: Connection, corsOrigin: string) {
  let created = false
  try {
    await inner.send(new HeadBucketCommand({ Bucket }))
  } catch (error) {
    if (!isMissing(error)) throw error
    await inner.send(new CreateBucketCommand({ Bucket }))
    created = true
  }
  const rule = {
    AllowedOrigins: [corsOrigin],
    AllowedMethods: ['GET', 'HEAD', 'PUT'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag', 'Content-Range', 'Accept-Ranges', 'Content-Length'],
    MaxAgeSeconds: 3600,
  }
  try {
    await inner.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }))
    return { created, corsSet: true }
  } catch (error) {
    // Where CORS is set by the operator (an access key without that right, a server without that call), say so and go on.
    if (httpStatus(error) === 403 || httpStatus(error) === 405 || httpStatus(error) === 501) {
      return { created, corsSet: false }
    }
    throw error
  }
}

/**
 * The S3 adapter. Calls go to `endpoint`, links for browsers are signed for `publicEndpoint`.
 * Every method throws GatewayError('storage'); signDownload throws RangeError for more than 60 seconds.
 */
export function createStorage(config: StorageConfig): Storage {
  const inner = client(config, config.endpoint)
  const outer = config.publicEndpoint ? client(config, config.publicEndpoint) : inner
  const connection: Connection = { inner, outer, Bucket: config.bucket, get: plainGet(inner, config, ANSWER_MS) }
  return {
    ...uploads(connection),
    ...objects(connection),
    putStream: (Key, bytes) => guarded(() => putStream(inner, { Bucket: config.bucket, Key }, bytes)),
    signDownload: (key, options) => signDownload(connection, key, options),
    ensureBucket: (corsOrigin) => guarded(() => ensureBucket(connection, corsOrigin)),
  }
}

let shared: Storage | undefined

/** The storage that the environment names, made once per process. */
export function storage(): Storage {
  shared ??= createStorage(storageConfig())
  return shared
}
