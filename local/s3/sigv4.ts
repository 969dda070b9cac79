import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

export type Scope = { day: string; region: string; service: string; terminator: string }

export const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
export const sha256Hex = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
export const EMPTY_SHA256 = sha256Hex('')

/** Percent-encoding as SigV4 wants it: everything but A-Z a-z 0-9 - _ . ~ */
export const encodeRfc3986 = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** `20260102T030405Z` as milliseconds, NaN if it is something else. */
export function parseAmzDate(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!match) return NaN
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

export const scopeText = (scope: Scope) => [scope.day, scope.region, scope.service, scope.terminator].join('/')

/** `ACCESSKEY/20260102/us-east-1/s3/aws4_request`, undefined if it has another shape. */
export function parseCredential(text: string): { accessKeyId: string; scope: Scope } | undefined {
  const fields = text.split('/')
  const [day, region, service, terminator] = fields.slice(-4)
  if (fields.length < 5 || !day || !region || !service || !terminator) return undefined
  return { accessKeyId: fields.slice(0, -4).join('/'), scope: { day, region, service, terminator } }
}

export const signingKey = (secret: string, scope: Scope) =>
  hmac(hmac(hmac(hmac(`AWS4${secret}`, scope.day), scope.region), scope.service), scope.terminator)

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encodeRfc3986(name), encodeRfc3986(value)] as const)
    .toSorted((a, b) => byText(a[0], b[0]) || byText(a[1], b[1]))
    .map((pair) => pair.join('='))
    .join('&')
}

export type CanonicalInput = {
  method: string
  /** Every segment percent-encoded, not normalised: in S3 `a/../b` is a key like any other. */
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  signedHeaders: string[]
  payload: string
}

export function canonicalRequest(input: CanonicalInput): string {
  const headers = input.signedHeaders.map(
    (name) => `${name}:${(input.headers[name] ?? '').trim().replaceAll(/ +/g, ' ')}`,
  )
  const signed = input.signedHeaders.join(';')
  return [input.method, input.path, canonicalQuery(input.query), ...headers, '', signed, input.payload].join('\n')
}

/** Compares a signature in hex with the bytes it should be, in constant time. */
export function sameSignature(hex: string | undefined, wanted: Buffer): boolean {
  const given = Buffer.from(hex ?? '', 'hex')
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** Checks the running signatures inside a signed aws-chunked body; each one covers the one before it. */
export class ChunkVerifier {
  readonly #key: Buffer
  readonly #stamp: string
  #previous: string
  constructor(key: Buffer, date: string, scope: Scope, seedSignature: string) {
    this.#key = key
    this.#stamp = `${date}\n${scopeText(scope)}`
    this.#previous = seedSignature
  }

  #accept(text: string[], signature: string | undefined): boolean {
    if (!sameSignature(signature, hmac(this.#key, text.join('\n')))) return false
    this.#previous = signature ?? ''
    return true
  }

  chunk(dataSha256: string, signature: string | undefined): boolean {
    const text = ['AWS4-HMAC-SHA256-PAYLOAD', this.#stamp, this.#previous, EMPTY_SHA256, dataSha256]
    return this.#accept(text, signature)
  }

  /** `canonical` is every trailing header as `name:value\n`. */
  trailer(canonical: string, signature: string | undefined): boolean {
    return this.#accept(['AWS4-HMAC-SHA256-TRAILER', this.#stamp, this.#previous, sha256Hex(canonical)], signature)
  }
}
