import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256Hex } from './sigv4.ts'
import { BUCKET, call, KEYS, newClient, outcome, refusal, sign, testServer } from './testing/harness.ts'
import type { TestServer, ToSign } from './testing/harness.ts'

let s3: TestServer
const KEY = 'film.dcm'
const MINUTE = 60_000
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE)

beforeAll(async () => {
  s3 = await testServer()
  await s3.put(KEY, 'the film')
  await s3.put('other.dcm', 'not for you')
})
afterAll(() => s3.close())

const getUrl = (options: object = {}, command = new GetObjectCommand({ Bucket: BUCKET, Key: KEY })) =>
  getSignedUrl(s3.client, command, { expiresIn: 60, ...options })
const changed = (url: string, name: string, value: string) => {
  const copy = new URL(url)
  copy.searchParams.set(name, value)
  return copy.href
}

describe('anonymous', () => {
  it.each([
    ['GET', `/${BUCKET}/${KEY}`],
    ['HEAD', `/${BUCKET}/${KEY}`],
    ['PUT', `/${BUCKET}/new.dcm`],
    ['DELETE', `/${BUCKET}/${KEY}`],
    ['POST', `/${BUCKET}/new.dcm?uploads`],
    ['GET', `/${BUCKET}?list-type=2`],
    ['GET', '/'],
    ['PUT', '/new-bucket'],
  ])('%s %s is refused', async (method, path) => {
    const answer = await call(s3.url + path, { method, body: method === 'PUT' ? 'x' : undefined })
    expect(answer.status).toBe(403)
    expect(answer.body.toString()).not.toContain('film.dcm</Key>')
  })
})

describe('presigned addresses', () => {
  it('give the object', async () => {
    const answer = await call(await getUrl())
    expect([answer.status, answer.body.toString()]).toEqual([200, 'the film'])
  })

  it('are refused with another signature, method, key, term or query', async () => {
    const url = await getUrl()
    const wrong = '403 SignatureDoesNotMatch'
    expect(outcome(await call(changed(url, 'X-Amz-Signature', '0'.repeat(64))))).toBe(wrong)
    expect(outcome(await call(changed(url, 'X-Amz-Signature', 'no hex')))).toBe(wrong)
    expect(outcome(await call(url, { method: 'PUT', body: 'x' }))).toBe(wrong)
    expect(outcome(await call(url, { method: 'DELETE' }))).toBe(wrong)
    expect(outcome(await call(url.replace(KEY, 'other.dcm')))).toBe(wrong)
    expect(outcome(await call(changed(url, 'X-Amz-Expires', '86400')))).toBe(wrong)
    expect(outcome(await call(`${url}&response-content-type=text%2Fhtml`))).toBe(wrong)
    expect(outcome(await call(`${url}&uploads`))).toBe(wrong)
  })

  it('are refused before and after their time', async () => {
    expect(outcome(await call(await getUrl({ signingDate: ago(2) })))).toBe('403 AccessDenied')
    expect(outcome(await call(await getUrl({ signingDate: ago(-20) })))).toBe('403 AccessDenied')
    expect((await call(await getUrl({ signingDate: ago(2), expiresIn: 600 }))).status).toBe(200)
    expect((await call(await getUrl({ signingDate: ago(-5) }))).status).toBe(200)
  })

  it('are refused with signing parameters missing, doubled or out of bounds', async () => {
    const url = await getUrl()
    const wrong = '400 AuthorizationQueryParametersError'
    expect(outcome(await call(changed(url, 'X-Amz-Expires', '604801')))).toBe(wrong)
    expect(outcome(await call(changed(url, 'X-Amz-Date', 'yesterday')))).toBe(wrong)
    expect(outcome(await call(changed(url, 'X-Amz-Algorithm', 'AWS4-ECDSA-P256-SHA256')))).toBe(wrong)
    expect(outcome(await call(`${url}&X-Amz-Expires=600`))).toBe(wrong)
    expect(outcome(await call(url, { headers: { authorization: 'AWS4-HMAC-SHA256 x' } }))).toBe('400 InvalidArgument')
  })

  it('are refused with an x-amz-* header that they do not sign', async () => {
    const url = await getUrl({}, new PutObjectCommand({ Bucket: BUCKET, Key: 'mine.dcm' }))
    const headers = { 'x-amz-copy-source': `/${BUCKET}/other.dcm` }
    expect(outcome(await call(url, { method: 'PUT', body: '', headers }))).toBe('403 AccessDenied')
  })

  it('hold an upload to the length and type they sign', async () => {
    const command = new PutObjectCommand({ Bucket: BUCKET, Key: 'ten', ContentLength: 10, ContentType: 'image/png' })
    const signableHeaders = new Set(['host', 'content-length', 'content-type'])
    const url = await getSignedUrl(s3.client, command, { signableHeaders, expiresIn: 60 })
    expect(new URL(url).searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host')
    const put = (body: string, type = 'image/png') =>
      call(url, { method: 'PUT', body, headers: { 'content-type': type } })
    expect((await put('0123456789')).status).toBe(200)
    expect(outcome(await put('0123456789a'))).toBe('403 SignatureDoesNotMatch')
    expect(outcome(await put('012345678'))).toBe('403 SignatureDoesNotMatch')
    expect(outcome(await put('0123456789', 'text/html'))).toBe('403 SignatureDoesNotMatch')
  })

  it('carry metadata and checksums in the query, under the signature', async () => {
    const command = new PutObjectCommand({ Bucket: BUCKET, Key: 'meta', Metadata: { kind: 'film' } })
    const url = await getSignedUrl(s3.client, command, { expiresIn: 60 })
    expect((await call(url, { method: 'PUT', body: 'x' })).status).toBe(200)
    const stored = await s3.client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'meta' }))
    expect(stored.Metadata).toEqual({ kind: 'film' })
    const sum = new PutObjectCommand({ Bucket: BUCKET, Key: 'sum', ChecksumSHA256: 'x'.repeat(43) + '=' })
    const summed = await getSignedUrl(s3.client, sum, { expiresIn: 60 })
    expect(outcome(await call(summed, { method: 'PUT', body: 'x' }))).toBe('400 BadDigest')
  })
})

describe('signatures in the header', () => {
  const list = (overrides: object) => newClient(s3.url, overrides).send(new ListObjectsV2Command({ Bucket: BUCKET }))

  it('are refused with a wrong secret, an unknown key, another region or a clock that is off', async () => {
    const secret = { credentials: { ...KEYS, secretAccessKey: 'something else' } }
    expect(await refusal(list(secret))).toBe('403 SignatureDoesNotMatch')
    const nobody = { credentials: { ...KEYS, accessKeyId: 'nobody' } }
    expect(await refusal(list(nobody))).toBe('403 InvalidAccessKeyId')
    expect(await refusal(list({ region: 'us-west-9' }))).toBe('400 AuthorizationHeaderMalformed')
    expect(await refusal(list({ systemClockOffset: 16 * MINUTE }))).toBe('403 RequestTimeTooSkewed')
    expect(await refusal(list({ systemClockOffset: -16 * MINUTE }))).toBe('403 RequestTimeTooSkewed')
    expect((await list({ systemClockOffset: 10 * MINUTE })).KeyCount).toBeGreaterThan(0)
  })

  const path = `/${BUCKET}/${KEY}`
  const get = (more: Partial<ToSign> = {}, extra: Record<string, string> = {}) => {
    const host = new URL(s3.url).host
    const { headers } = sign({ method: 'GET', path, headers: { host }, payload: sha256Hex(''), ...more })
    return call(s3.url + path, { headers: { ...headers, ...extra } })
  }

  it('are refused for another service, without host, or with headers added later', async () => {
    expect((await get()).status).toBe(200)
    expect(outcome(await get({ service: 'ec2' }))).toBe('403 SignatureDoesNotMatch')
    expect(outcome(await get({ headers: {} }))).toBe('403 AccessDenied')
    expect(outcome(await get({}, { 'x-amz-meta-new': '1' }))).toBe('403 AccessDenied')
    expect(outcome(await get({}, { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }))).toBe('403 SignatureDoesNotMatch')
  })

  it.each([
    'Basic bG9jYWw6bG9jYWw=',
    'AWS local-test:c2lnbmF0dXJl',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=00',
  ])('are refused as %s', async (authorization) => {
    expect(outcome(await get({}, { authorization }))).toBe('400 AuthorizationHeaderMalformed')
  })

  it('can leave the body unsigned', async () => {
    const host = new URL(s3.url).host
    const { headers } = sign({ method: 'PUT', path: `/${BUCKET}/free`, headers: { host }, payload: 'UNSIGNED-PAYLOAD' })
    expect((await call(`${s3.url}/${BUCKET}/free`, { method: 'PUT', headers, body: 'any' })).status).toBe(200)
  })
})
