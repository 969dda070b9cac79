import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startS3 } from '#local/s3/server.ts'
import type { LocalS3 } from '#local/s3/server.ts'
import { createStorage } from './storage.ts'
import type { Storage, StorageConfig } from './storage.ts'

const KEYS = { accessKeyId: 'conferral-test', secretAccessKey: 'a-made-up-secret', region: 'us-east-1' }
const ORIGIN = 'http://localhost:3000'
const MB = 1024 * 1024

let folder: string
let server: LocalS3
let config: StorageConfig
let files: Storage

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'conferral-storage-'))
  server = await startS3({ dataDir: folder, port: 0, buckets: [], corsOrigins: [], ...KEYS })
  const publicEndpoint = `http://localhost:${server.port}`
  config = { ...KEYS, endpoint: server.url, publicEndpoint, bucket: 'records', forcePathStyle: true }
  files = createStorage(config)
  await files.ensureBucket(ORIGIN)
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const putPart = (url: string, body: Uint8Array) => fetch(url, { method: 'PUT', body: Buffer.from(body) })

async function uploaded(key: string, parts: Uint8Array[]): Promise<string> {
  const uploadId = await files.createUpload(key, 'application/dicom')
  const send = async (part: Uint8Array, index: number) => {
    const answer = await putPart(await files.signPart(key, uploadId, index + 1, part.byteLength), part)
    expect(answer.status).toBe(200)
  }
  await Promise.all(parts.map(send))
  return uploadId
}

test('the bucket is made once, and browsers of our origin may use it', async () => {
  expect(await createStorage({ ...config, bucket: 'another' }).ensureBucket(ORIGIN)).toEqual({
    created: true,
    corsSet: true,
  })
  expect(await files.ensureBucket(ORIGIN)).toEqual({ created: false, corsSet: true })
  const url = await files.signPart('cors', await files.createUpload('cors', 'text/plain'), 1, 5)
  const preflight = (origin: string) =>
    fetch(url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' },
    })
  expect((await preflight(ORIGIN)).headers.get('access-control-allow-origin')).toBe(ORIGIN)
  expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
})

describe('upload in parts', () => {
  test('parts, listing, completion', async () => {
    const parts = [new Uint8Array(5 * MB).fill(1), new Uint8Array(1234).fill(2)]
    const uploadId = await uploaded('case/rec-1', parts)
    const listed = await files.listParts('case/rec-1', uploadId)
    expect(listed.map(({ partNumber, size }) => [partNumber, size])).toEqual([
      [1, 5 * MB],
      [2, 1234],
    ])
    // In any order: completion sorts them.
    const stored = await files.completeUpload('case/rec-1', uploadId, listed.toReversed())
    expect(stored).toMatchObject({ size: 5 * MB + 1234, contentType: 'application/dicom' })
    expect(await files.head('case/rec-1')).toEqual(stored)
  })

  test('every page of the listing is read', async () => {
    const key = 'case/many'
    const uploadId = await uploaded(
      key,
      Array.from({ length: 1003 }, () => new Uint8Array([7])),
    )
    const listed = await files.listParts(key, uploadId)
    expect(listed).toHaveLength(1003)
    expect(new Set(listed.map((part) => part.partNumber)).size).toBe(1003)
    await files.abortUpload(key, uploadId)
  }, 60_000)

  test('a part link carries exactly the announced size, and nothing else', async () => {
    const uploadId = await files.createUpload('case/rec-2', 'image/jpeg')
    const url = await files.signPart('case/rec-2', uploadId, 1, 10)
    expect(new URL(url).hostname).toBe('localhost')
    expect(url).not.toMatch(/checksum|crc32/i)
    expect((await putPart(url, new Uint8Array(11))).status).toBe(403)
    expect((await putPart(url, new Uint8Array(9))).status).toBe(403)
    expect((await putPart(url.replace('partNumber=1', 'partNumber=2'), new Uint8Array(10))).status).toBe(403)
    expect((await putPart(url, new Uint8Array(10))).status).toBe(200)
  })

  test('an upload can be given up, twice', async () => {
    const uploadId = await uploaded('case/rec-3', [new Uint8Array(3)])
    await files.abortUpload('case/rec-3', uploadId)
    await files.abortUpload('case/rec-3', uploadId)
    await expect(files.listParts('case/rec-3', uploadId)).rejects.toMatchObject({
      gateway: 'storage',
      temporary: false,
      code: 'NoSuchUpload',
    })
    expect(await files.head('case/rec-3')).toBeNull()
  })

  test('completion with a wrong part is refused for good', async () => {
    const uploadId = await uploaded('case/rec-4', [new Uint8Array(3)])
    const wrong = [{ partNumber: 1, etag: '"00000000000000000000000000000000"' }]
    await expect(files.completeUpload('case/rec-4', uploadId, wrong)).rejects.toMatchObject({ temporary: false })
  })
})

describe('reading', () => {
  test('whole, in part, limited', async () => {
    await files.put('case/text', Buffer.from('0123456789'), 'text/plain')
    expect((await files.readBytes('case/text')).toString()).toBe('0123456789')
    expect((await files.readBytes('case/text', { range: { start: 2, end: 4 } })).toString()).toBe('234')
    expect((await files.readBytes('case/text', { range: { start: 7 } })).toString()).toBe('789')
    await expect(files.readBytes('case/text', { maxBytes: 5 })).rejects.toMatchObject({
      code: 'TooLarge',
      temporary: false,
    })
    const chunks: Buffer[] = []
    for await (const chunk of await files.read('case/text')) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks).toString()).toBe('0123456789')
  })

  test('what is not there', async () => {
    expect(await files.head('case/none')).toBeNull()
    await expect(files.read('case/none')).rejects.toMatchObject({ code: 'NoSuchKey', temporary: false })
    await files.put('case/gone', Buffer.from('x'), 'text/plain')
    await files.remove('case/gone')
    await files.remove('case/gone')
    expect(await files.head('case/gone')).toBeNull()
  })

  test('an empty object', async () => {
    await files.put('case/empty', new Uint8Array(0), 'text/plain')
    expect(await files.head('case/empty')).toMatchObject({ size: 0 })
    expect((await files.readBytes('case/empty')).byteLength).toBe(0)
  })
})

describe('download links', () => {
  const link = (filename: string, contentType = 'application/pdf', disposition: 'inline' | 'attachment' = 'inline') =>
    files.signDownload('case/download', { filename, contentType, disposition })

  test('name and type come from us, the bytes from the store', async () => {
    await files.put('case/download', Buffer.from('%PDF-'), 'application/octet-stream')
    const answer = await fetch(await link('Röntgen "Miso" 犬\r\nX: y.pdf'))
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('%PDF-')
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('cache-control')).toContain('no-store')
    const disposition = answer.headers.get('content-disposition') ?? ''
    expect(disposition).toMatch(/^inline; filename="Rontgen _Miso_ _ X_ y\.pdf"; filename\*=UTF-8''/)
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe('Röntgen _Miso_ 犬 X_ y.pdf')
  })

  test('what could run in a browser is always a download', async () => {
    await files.put('case/download', Buffer.from('<script>'), 'text/html')
    const answer = await fetch(await link('page.html', 'text/html'))
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
  })

  test('a link lives a minute at most and cannot be bent', async () => {
    const seconds = (url: string) => Number(new URL(url).searchParams.get('X-Amz-Expires'))
    expect(seconds(await link('a.pdf'))).toBe(60)
    const options = { filename: 'a', contentType: 'image/png', disposition: 'inline' } as const
    await expect(async () => files.signDownload('case/download', { ...options, seconds: 61 })).rejects.toThrow(
      RangeError,
    )
    const other = (await link('a.pdf')).replace('case/download', 'case/text')
    expect((await fetch(other)).status).toBe(403)
  })
})

describe('errors', () => {
  test('a wrong secret is for good', async () => {
    const wrong = createStorage({ ...config, secretAccessKey: 'another-made-up' })
    await expect(wrong.put('x', Buffer.from('x'), 'text/plain')).rejects.toMatchObject({
      name: 'GatewayError',
      gateway: 'storage',
      temporary: false,
      code: 'SignatureDoesNotMatch',
    })
  })

  test('a store that is away is for now', async () => {
    const outage = (on: boolean) =>
      fetch(`${server.url}/_local/outage`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ on }),
      })
    await outage(true)
    await expect(files.head('case/text')).rejects.toMatchObject({ gateway: 'storage', temporary: true })
    await outage(false)
    expect(await files.head('case/text')).not.toBeNull()
    const nowhere = createStorage({ ...config, endpoint: 'http://127.0.0.1:41599' })
    await expect(nowhere.head('x')).rejects.toMatchObject({ gateway: 'storage', temporary: true, code: 'ECONNREFUSED' })
  })
})
