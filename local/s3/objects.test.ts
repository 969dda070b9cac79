import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUCKET, call, outcome, PATIENT, refusal, testServer } from './testing/harness.ts'
import type { CopyObjectCommandInput } from '@aws-sdk/client-s3'
import type { TestServer } from './testing/harness.ts'

let s3: TestServer
const film = randomBytes(300_000)
const at = (Key: string, more: object = {}) => ({ Bucket: BUCKET, Key, ...more })
const get = (key: string, more: object = {}) => s3.client.send(new GetObjectCommand(at(key, more)))
const head = (key: string, more: object = {}) => s3.client.send(new HeadObjectCommand(at(key, more)))
const put = (key: string, more: object = {}) => s3.client.send(new PutObjectCommand(at(key, more)))
const bytes = async (key: string) => Buffer.from((await (await get(key)).Body?.transformToByteArray()) ?? [])
const urlOf = (key: string, more: object = {}) =>
  getSignedUrl(s3.client, new GetObjectCommand(at(key, more)), { expiresIn: 60 })

beforeAll(async () => {
  s3 = await testServer()
  await put('film', { Body: film, ContentType: 'application/dicom', Metadata: { case: 'c1' } })
})
afterAll(() => s3.close())

describe('put, get, head', () => {
  it('gives back the bytes, the type, the metadata and the ETag', async () => {
    const stored = await put('all', {
      Body: film,
      ContentType: 'application/pdf',
      ContentDisposition: 'inline; filename="a.pdf"',
      ContentEncoding: 'identity',
      CacheControl: 'no-store',
      ContentLanguage: 'de',
      Metadata: { case: 'c1', kind: 'report' },
    })
    const found = await get('all')
    expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(film)).toBe(true)
    const same = {
      ETag: stored.ETag,
      ContentLength: film.length,
      ContentType: 'application/pdf',
      ContentDisposition: 'inline; filename="a.pdf"',
      ContentEncoding: 'identity',
      CacheControl: 'no-store',
      ContentLanguage: 'de',
      Metadata: { case: 'c1', kind: 'report' },
      AcceptRanges: 'bytes',
    }
    expect(found).toMatchObject(same)
    expect(await head('all')).toMatchObject(same)
  })

  it('keeps empty objects and replaces what was there, reclaiming its file', async () => {
    await put('changing', { Body: 'first' })
    const files = await s3.segments()
    await put('changing', { Body: Buffer.alloc(0) })
    expect(await s3.segments()).toBe(files)
    expect(await bytes('changing')).toHaveLength(0)
    expect((await head('changing')).ContentLength).toBe(0)
  })

  it('deletes, also what is not there, and reclaims the file', async () => {
    const files = await s3.segments()
    await put('short-lived', { Body: 'x' })
    await s3.client.send(new DeleteObjectCommand(at('short-lived')))
    await s3.client.send(new DeleteObjectCommand(at('short-lived')))
    expect(await s3.segments()).toBe(files)
    expect(await refusal(head('short-lived'))).toBe('404 NotFound')
    expect(await refusal(get('short-lived'))).toBe('404 NoSuchKey')
    expect(await refusal(s3.client.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'x' })))).toBe(
      '404 NoSuchBucket',
    )
  })

  it('refuses metadata of more than 2 KB, or that no header can carry back', async () => {
    expect(await refusal(put('meta', { Body: 'x', Metadata: { note: 'a'.repeat(3000) } }))).toBe('400 MetadataTooLarge')
    for (const Metadata of [{ name: '猫' }, { name: 'a\r\nb' }, { 'na me': 'x' }]) {
      const url = await getSignedUrl(s3.client, new PutObjectCommand(at('meta', { Metadata })), { expiresIn: 60 })
      expect(outcome(await call(url, { method: 'PUT', body: 'x' }))).toBe('400 InvalidArgument')
    }
    expect(await refusal(head('meta'))).toBe('404 NotFound')
  })

  it('refuses what it does not know instead of taking it for something else', async () => {
    const Tagging = { TagSet: [{ Key: 'a', Value: 'b' }] }
    expect(await refusal(s3.client.send(new PutObjectTaggingCommand({ ...at('film'), Tagging })))).toBe(
      '501 NotImplemented',
    )
    expect(await refusal(put('film', { Body: 'x', Tagging: 'a=b' }))).toBe('501 NotImplemented')
    expect(await refusal(get('film', { VersionId: '1' }))).toBe('501 NotImplemented')
    expect(await refusal(get('film', { PartNumber: 1 }))).toBe('501 NotImplemented')
    expect((await bytes('film')).equals(film)).toBe(true)
  })
})

describe('keys', () => {
  it.each([
    'ü/Röntgen Bild (1)+2.dcm',
    'a b/c%20d.txt',
    'k=v&x/é.txt',
    "it's *here*!.txt",
    '🐈/长.txt',
    'a//b/',
    '..',
    './x',
  ])('%j is stored as it is', async (key) => {
    await put(key, { Body: key })
    expect((await bytes(key)).toString()).toBe(key)
    // The address parser of fetch would resolve the dots.
    if (!key.startsWith('.')) expect((await call(await urlOf(key))).body.toString()).toBe(key)
  })

  it('never become paths', async () => {
    const before = (await readdir(s3.dataDir, { recursive: true })).length
    const keys = ['../../../escaped.txt', '/etc/escaped.txt', 'a/../../escaped.txt', '..\\escaped.txt']
    for (const key of keys) await put(key, { Body: 'x' })
    const files = await readdir(s3.dataDir, { recursive: true })
    expect(files.filter((file) => file.includes('escaped'))).toEqual([])
    expect(files.length).toBe(before + 2 * keys.length)
  })

  it('of more than 1024 bytes or with a NUL are refused', async () => {
    await put('k'.repeat(1024), { Body: 'x' })
    expect(await refusal(put('k'.repeat(1025), { Body: 'x' }))).toBe('400 KeyTooLongError')
    expect(await refusal(put('ü'.repeat(513), { Body: 'x' }))).toBe('400 KeyTooLongError')
    expect(await refusal(put('a\0b', { Body: 'x' }))).toBe('400 InvalidURI')
  })

  it.each([
    '/records/../../../../etc/passwd',
    '/records/..%2f..%2f..%2fetc/passwd',
    '/..%2f..%2fetc/passwd',
    '/%zz',
    'x',
  ])('a raw request for %s leads nowhere', async (path) => {
    const { port, host } = new URL(s3.url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(await text(socket)).toMatch(/^HTTP\/1.1 (400|403) /)
  })
})

describe('presigned downloads', () => {
  it('take the response headers that are signed', async () => {
    const url = await urlOf('film', {
      ResponseContentDisposition: `attachment; filename="Rontgen 1.pdf"; filename*=UTF-8''R%C3%B6ntgen%201.pdf`,
      ResponseContentType: 'application/octet-stream',
      ResponseCacheControl: 'private, no-store',
    })
    const { status, headers, body } = await call(url)
    expect([status, body.equals(film)]).toEqual([200, true])
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="Rontgen 1.pdf"; filename*=UTF-8''R%C3%B6ntgen%201.pdf`,
    )
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('cache-control')).toBe('private, no-store')
  })

  it('refuse a header that HTTP cannot carry', async () => {
    for (const name of ['猫.pdf', 'a\r\nset-cookie: b']) {
      const url = await urlOf('film', { ResponseContentDisposition: `attachment; filename="${name}"` })
      expect(outcome(await call(url))).toBe('400 InvalidArgument')
    }
  })

  it('go on when the object is deleted or replaced meanwhile', async () => {
    const large = randomBytes(8 * 2 ** 20)
    const files = await s3.segments()
    await put('large', { Body: large })
    const response = await fetch(await urlOf('large'))
    const reader = response.body!.getReader()
    const pieces = [(await reader.read()).value!]
    await s3.client.send(new DeleteObjectCommand(at('large')))
    for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value)
    expect(Buffer.concat(pieces).equals(large)).toBe(true)
    await expect.poll(() => s3.segments(), PATIENT).toBe(files)
  })
})

describe('copies', () => {
  const copy = (key: string, more: Omit<CopyObjectCommandInput, 'Bucket' | 'Key'>) =>
    s3.client.send(new CopyObjectCommand({ ...at(key), ...more }))

  it('keep or replace the metadata and live on without their source', async () => {
    await put('source ü', { Body: film, ContentType: 'image/png', Metadata: { case: 'c1' } })
    const CopySource = `${BUCKET}/${encodeURIComponent('source ü')}`
    await copy('kept', { CopySource })
    const replace = { MetadataDirective: 'REPLACE', ContentType: 'text/plain', Metadata: { kind: 'k' } } as const
    await copy('replaced', { CopySource: `/${CopySource}`, ...replace })
    await s3.client.send(new DeleteObjectCommand(at('source ü')))
    expect(await head('kept')).toMatchObject({ ContentType: 'image/png', Metadata: { case: 'c1' } })
    expect(await head('replaced')).toMatchObject({ ContentType: 'text/plain', Metadata: { kind: 'k' } })
    expect((await bytes('kept')).equals(film)).toBe(true)
    const files = await s3.segments()
    await s3.client.send(new DeleteObjectCommand(at('kept')))
    expect(await s3.segments()).toBe(files)
    expect((await bytes('replaced')).equals(film)).toBe(true)
    await s3.client.send(new DeleteObjectCommand(at('replaced')))
    expect(await s3.segments()).toBe(files - 1)
  })

  it('onto themselves may only replace the metadata', async () => {
    const CopySource = `${BUCKET}/film`
    expect(await refusal(copy('film', { CopySource }))).toBe('400 InvalidRequest')
    await copy('film', { CopySource, MetadataDirective: 'REPLACE', ContentType: 'application/dicom' })
    expect((await bytes('film')).equals(film)).toBe(true)
  })

  it('are refused without a source, or when its condition fails', async () => {
    const CopySource = `${BUCKET}/film`
    expect(await refusal(copy('new', { CopySource: `${BUCKET}/none` }))).toBe('404 NoSuchKey')
    expect(await refusal(copy('new', { CopySource: 'nowhere/film' }))).toBe('404 NoSuchBucket')
    expect(await refusal(copy('new', { CopySource: 'film' }))).toBe('400 InvalidArgument')
    expect(await refusal(copy('new', { CopySource, CopySourceIfMatch: '"0"' }))).toBe('412 PreconditionFailed')
    const { ETag } = await head('film')
    expect(await refusal(copy('new', { CopySource, CopySourceIfNoneMatch: ETag }))).toBe('412 PreconditionFailed')
    expect(await refusal(head('new'))).toBe('404 NotFound')
  })
})
