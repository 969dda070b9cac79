import 'server-only'
import { createHmac, hash } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { GatewayError } from './error.ts'

// The one call that is made for every file of every study: a GET of a whole small object or of a range. The SDK spends more of
// a processor on asking than the bytes take to arrive; so the plain case is asked here, and whatever is not plain (any answer
// but the bytes, any failure but silence) is left to the SDK, which knows what it means and tries again.

export type Credentials = { accessKeyId: string; secretAccessKey: string; region: string }

/** Silence for so long is an outage, which the SDK would only wait for once more. */
export class Silent extends Error {
  readonly code = 'TimeoutError'
}

const EMPTY_SHA256 = hash('sha256', '', 'hex')
const CONNECTIONS = 50

/** Percent-encoding as AWS wants it for keys: slashes stay. */
export const encodeKey = (key: string): string =>
  encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** Headers of a GET signed with AWS Signature Version 4 (docs.aws.amazon.com/IAM: "Create a signed AWS API request"). */
export function signedGet(url: URL, range: string | undefined, keys: Credentials, at: Date): Record<string, string> {
  const date = `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
  const scope = `${date.slice(0, 8)}/${keys.region}/s3/aws4_request`
  const headers: Record<string, string> = {
    host: url.host,
    ...(range && { range }),
    'x-amz-content-sha256': EMPTY_SHA256,
    'x-amz-date': date,
  }
  const names = Object.keys(headers).join(';')
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`)
  const canonical = ['GET', url.pathname, '', ...lines, '', names, EMPTY_SHA256].join('\n')
  const key = [keys.region, 's3', 'aws4_request'].reduce(hmac, hmac(`AWS4${keys.secretAccessKey}`, date.slice(0, 8)))
  const signature = hmac(key, ['AWS4-HMAC-SHA256', date, scope, hash('sha256', canonical, 'hex')].join('\n'))
  const credential = `${keys.accessKeyId}/${scope}`
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature.toString('hex')}`,
  }
}

export type Got = { bytes: Buffer } | 'TOO_LARGE' | 'ASK_THE_SDK'

const tooLarge = () => new GatewayError('storage', { temporary: false, code: 'TooLarge' })

/** All of a stream. @throws GatewayError when there is more than so many bytes of it */
export async function collected(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

type Getter = (key: string, range: string | undefined, maxBytes: number) => Promise<Got>
/** Null: to be asked through the SDK. */
export type PlainGet = (...asked: Parameters<Getter>) => Promise<Buffer | null>

/** A store's getter. Where its objects stand is asked of the SDK, once: it knows every form that such an address takes. */
export function plainGet(sdk: S3Client, config: Credentials & { bucket: string }, silenceMs: number): PlainGet {
  const getter = getSignedUrl(sdk, new GetObjectCommand({ Bucket: config.bucket, Key: 'x' })).then((url) =>
    objectGetter(url.slice(0, url.indexOf('?') - 1), config, silenceMs),
  )
  getter.catch(() => undefined)
  return async (...asked) => {
    const got = await (await getter)(...asked)
    if (got === 'TOO_LARGE') throw tooLarge()
    return got === 'ASK_THE_SDK' ? null : got.bytes
  }
}

/**
 * Reads objects at `base`, the address in front of their keys.
 * @returns asks for one, of at most so many bytes; rejects with `Silent` only
 */
export function objectGetter(base: string, keys: Credentials, silenceMs: number): Getter {
  const client = base.startsWith('https:') ? https : http
  const agent = new client.Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  return (key, range, maxBytes) => {
    const url = new URL(base + encodeKey(key))
    // A dot as a part of a key would be taken for a step in a path.
    if (url.pathname !== new URL(base).pathname + encodeKey(key)) return Promise.resolve('ASK_THE_SDK')
    return new Promise((resolve, reject) => {
      const headers = signedGet(url, range, keys, new Date())
      const request = client.get(url, { agent, headers, timeout: silenceMs }, (answer) => {
        void take(answer, range ? 206 : 200, maxBytes).then(resolve)
      })
      request.on('timeout', () => {
        reject(new Silent(`no answer for ${silenceMs} ms`))
        request.destroy()
      })
      request.on('error', () => resolve('ASK_THE_SDK'))
    })
  }
}

async function take(answer: http.IncomingMessage, status: number, maxBytes: number): Promise<Got> {
  const length = Number(answer.headers['content-length'] ?? Number.NaN)
  if (answer.statusCode !== status || !Number.isSafeInteger(length) || answer.headers['content-encoding']) {
    answer.resume()
    return 'ASK_THE_SDK'
  }
  if (length > maxBytes) {
    answer.destroy()
    return 'TOO_LARGE'
  }
  const bytes = Buffer.allocUnsafeSlow(length)
  let at = 0
  return new Promise((resolve) => {
    answer.on('data', (chunk: Buffer) => {
      at += chunk.copy(bytes, at)
    })
    answer.on('end', () => resolve(at === length ? { bytes } : 'ASK_THE_SDK'))
    answer.on('close', () => resolve('ASK_THE_SDK'))
    answer.on('error', () => resolve('ASK_THE_SDK'))
  })
}
