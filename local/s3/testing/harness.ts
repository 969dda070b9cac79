import { CreateMultipartUploadCommand, PutObjectCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startS3 } from '../server.ts'
import { canonicalRequest, encodeRfc3986, hmac, scopeText, sha256Hex, signingKey } from '../sigv4.ts'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import type { S3Options } from '../server.ts'

export const KEYS = { accessKeyId: 'local-test', secretAccessKey: 'local-test-secret-0123456789' }
export const REGION = 'eu-local-1'
export const BUCKET = 'records'
export const APP_ORIGIN = 'http://app.test:3000'
export const MIB = 2 ** 20
/** For expect.poll: what is waited for comes at once on an idle machine, and late on a busy one. */
export const PATIENT = { timeout: 15_000, interval: 20 }

/** A client as the app has it: no checksums but those S3 insists on, no retries that would hide an answer. */
export const newClient = (url: string, overrides: S3ClientConfig = {}) =>
  new S3Client({
    endpoint: url,
    region: REGION,
    forcePathStyle: true,
    credentials: KEYS,
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...overrides,
  })

/** A running server with a folder of its own. `restart` keeps the folder; `close` removes it. */
export async function testServer(overrides: Partial<S3Options> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'conferral-s3-'))
  const buckets = [BUCKET]
  const options = { ...KEYS, dataDir, port: 0, region: REGION, buckets, corsOrigins: [APP_ORIGIN], ...overrides }
  let server = await startS3(options)
  let client = newClient(server.url)
  return {
    dataDir,
    options,
    get url() {
      return server.url
    },
    get client() {
      return client
    },
    segments: async () => (await readdir(join(dataDir, 'segments'))).length,
    put: (key: string, body: string | Buffer) =>
      client.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body })),
    async restart() {
      await server.stop()
      server = await startS3(options)
      client = newClient(server.url)
    },
    async close() {
      await server.stop()
      await rm(dataDir, { recursive: true })
    },
  }
}

export type TestServer = Awaited<ReturnType<typeof testServer>>

/** A response with its body read. */
export async function call(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init)
  const body = Buffer.from(await response.arrayBuffer())
  const code = /<Code>([^<]*)/.exec(body.toString())?.[1]
  return { status: response.status, headers: response.headers, body, code }
}

/** What the SDK throws for an error answer, as `status code`; fails if nothing is thrown. */
export async function refusal(request: Promise<unknown>): Promise<string> {
  try {
    await request
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } }
    return `${$metadata?.httpStatusCode} ${name}`
  }
  throw new Error('the request was accepted')
}

/** An answer read with `call` in the same form. */
export const outcome = (answer: { status: number; code?: string }) => [answer.status, answer.code].join(' ').trim()

export async function newUpload(client: S3Client, key: string, more: object = {}): Promise<string> {
  const created = await client.send(new CreateMultipartUploadCommand({ Bucket: BUCKET, Key: key, ...more }))
  return created.UploadId ?? ''
}

/** Sends a part to a presigned address, as a browser does; the answer with its ETag. */
export async function sendPart(
  client: S3Client,
  key: string,
  id: string,
  number: number,
  body: Buffer<ArrayBuffer> | string,
) {
  const command = new UploadPartCommand({ Bucket: BUCKET, Key: key, UploadId: id, PartNumber: number })
  const answer = await call(await getSignedUrl(client, command, { expiresIn: 60 }), { method: 'PUT', body })
  return { ...answer, part: { PartNumber: number, ETag: answer.headers.get('etag') ?? '' } }
}

export type ToSign = {
  method: string
  path: string
  query?: Record<string, string>
  headers: Record<string, string>
  payload: string
  at?: Date
  secretAccessKey?: string
  region?: string
  service?: string
}

export const amzDate = (at: Date) => at.toISOString().replaceAll(/[-:]|\.\d+/g, '')

/** Signs by hand what no SDK would send. The functions it uses are checked against AWS's own examples. */
export function sign(request: ToSign) {
  const date = amzDate(request.at ?? new Date())
  const { service = 's3', region = REGION, secretAccessKey = KEYS.secretAccessKey } = request
  const scope = { day: date.slice(0, 8), region, service, terminator: 'aws4_request' }
  const headers: Record<string, string> = {
    ...request.headers,
    'x-amz-date': date,
    'x-amz-content-sha256': request.payload,
  }
  const signedHeaders = Object.keys(headers).toSorted()
  const query = new URLSearchParams(request.query)
  const path = request.path.split('/').map(encodeRfc3986).join('/')
  const canonical = canonicalRequest({ ...request, path, query, headers, signedHeaders })
  const key = signingKey(secretAccessKey, scope)
  const text = ['AWS4-HMAC-SHA256', date, scopeText(scope), sha256Hex(canonical)].join('\n')
  const signature = hmac(key, text).toString('hex')
  const credential = `${KEYS.accessKeyId}/${scopeText(scope)}`
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`
  return { headers: { ...headers, authorization }, key, date, scope, signature }
}
