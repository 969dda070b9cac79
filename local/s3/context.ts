import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { S3Error } from './errors.ts'
import { encodeRfc3986 } from './sigv4.ts'
import type { Authorised } from './auth.ts'
import type { Store } from './store.ts'

/** Where a request goes: `/bucket/key?query`, decoded, with the path as SigV4 signs it. */
export type Target = { bucket: string; key: string; path: string; query: URLSearchParams }

/** Everything a handler needs. */
export type Context = {
  req: IncomingMessage
  res: ServerResponse
  target: Target
  /** Request headers; for presigned requests also the x-amz-* ones that were moved into the query. */
  headers: Record<string, string>
  auth: Authorised
  store: Store
  region: string
  /** For people, in Location elements. */
  origin: string
}

/** A request whose signature, if it has one, is somewhere in its body. */
export type UnsignedContext = Omit<Context, 'auth'>

export type Handler = (ctx: Context) => Promise<void>

const LONGEST_KEY = 1024

/** Throws if the key cannot be stored and listed. */
export function checkKey(key: string): void {
  if (key.includes('\0')) throw new S3Error('InvalidURI', 'A key cannot hold a NUL')
  if (Buffer.byteLength(key) > LONGEST_KEY) throw new S3Error('KeyTooLongError')
}

/** Splits and decodes the address of a request. Dots and slashes in it stay what they are: parts of a key. */
export function parseTarget(url: string): Target {
  const [rawPath = '', ...rest] = url.split('?')
  if (!rawPath.startsWith('/')) throw new S3Error('InvalidURI')
  let segments: string[]
  try {
    segments = rawPath.slice(1).split('/').map(decodeURIComponent)
  } catch {
    throw new S3Error('InvalidURI')
  }
  const [bucket = '', ...key] = segments
  const path = `/${segments.map(encodeRfc3986).join('/')}`
  checkKey(key.join('/'))
  return { bucket, key: key.join('/'), path, query: new URLSearchParams(rest.join('?')) }
}

/** Headers as one value each, joined as they were sent. */
export function plainHeaders(req: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(req.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value
  return headers
}

/** The x-amz-* headers that a presigner put into the query, where the signature covers them just as well. */
export function hoistedHeaders(query: URLSearchParams): Record<string, string> {
  const entries = [...query].map(([name, value]) => [name.toLowerCase(), value] as const)
  return Object.fromEntries(entries.filter(([name]) => name.startsWith('x-amz-')))
}

export const newRequestId = () => randomBytes(8).toString('hex').toUpperCase()

/** Sends an answer with an XML body. */
export function sendXml(res: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  const length = String(Buffer.byteLength(body))
  res.writeHead(status, { 'content-type': 'application/xml', 'content-length': length, ...headers })
  res.end(body)
}

/** Sends an answer without a body. */
export function sendEmpty(res: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  res.writeHead(status, status === 200 ? { 'content-length': '0', ...headers } : headers)
  res.end()
}
