import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startS3, type LocalS3 } from '#local/s3/server.ts'
import { objectGetter, signedGet, Silent } from './get-object.ts'
import { createStorage, type Storage } from './storage.ts'

const KEYS = { accessKeyId: 'conferral-test', secretAccessKey: 'a-made-up-secret', region: 'us-east-1' }

it('signs as the example in the manual of S3 does', () => {
  // docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "Example: GET Object"; the keys are the manual's.
  const keys = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
  }
  const url = new URL('https://examplebucket.s3.amazonaws.com/test.txt')
  const headers = signedGet(url, 'bytes=0-9', keys, new Date('2013-05-24T00:00:00Z'))
  expect(headers.authorization).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ' +
      'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, ' +
      'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  )
})

describe('from a store', () => {
  const bytes = randomBytes(700_000)
  let [folder, server, files] = ['', null as LocalS3 | null, null as Storage | null]
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'conferral-get-'))
    server = await startS3({ dataDir: folder, port: 0, buckets: ['records'], corsOrigins: [], ...KEYS })
    files = createStorage({ ...KEYS, endpoint: server.url, bucket: 'records', forcePathStyle: true })
  })
  afterAll(async () => {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const get = (keys = KEYS) => objectGetter(`${server?.url}/records/`, keys, 5000)

  it.each(['plain', 'cases/a b/c+d=e&f', "it's (a) *key*!", 'Ärztliche/Röntgen', 'a//b', '100%'])(
    'the key %j: all of it, a part, and its end',
    async (key) => {
      await files?.put(key, bytes, 'application/octet-stream')
      expect(await get()(key, undefined, bytes.length)).toEqual({ bytes })
      expect(await get()(key, 'bytes=5-9', 100)).toEqual({ bytes: bytes.subarray(5, 10) })
      expect(await get()(key, 'bytes=699990-', 100)).toEqual({ bytes: bytes.subarray(699_990) })
      expect(await get()(key, undefined, bytes.length - 1)).toBe('TOO_LARGE')
      expect(await files?.readBytes(key)).toEqual(bytes)
    },
  )

  it('what is no plain answer is for the SDK to explain: nothing there, a refusal, a step in the path', async () => {
    expect(await get()('nothing', undefined, 10)).toBe('ASK_THE_SDK')
    expect(await get({ ...KEYS, secretAccessKey: 'another-secret' })('plain', undefined, 1e6)).toBe('ASK_THE_SDK')
    expect(await get()('a/../plain', undefined, 1e6)).toBe('ASK_THE_SDK')
    await expect(files?.readBytes('nothing')).rejects.toMatchObject({ code: 'NoSuchKey', temporary: false })
    await expect(files?.readBytes('plain', { maxBytes: 10 })).rejects.toMatchObject({ code: 'TooLarge' })
  })
})

describe('from a server that misbehaves', () => {
  const answering = async (answer: http.RequestListener, ask: (base: string) => Promise<void>) => {
    const server = http.createServer(answer).listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}/records/`)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }

  it('bytes that break off are none', () =>
    answering(
      (_, answer) => {
        answer.writeHead(200, { 'content-length': 100 })
        answer.write('half', () => answer.destroy())
      },
      async (base) => expect(await objectGetter(base, KEYS, 5000)('key', undefined, 1000)).toBe('ASK_THE_SDK'),
    ))

  it('more than was announced is never written past the end, and a range that is ignored is no range', () =>
    answering(
      (_, answer) => answer.writeHead(200, { 'content-length': 4 }).end('four'),
      async (base) => {
        expect(await objectGetter(base, KEYS, 5000)('key', 'bytes=0-1', 1000)).toBe('ASK_THE_SDK')
        expect(await objectGetter(base, KEYS, 5000)('key', undefined, 1000)).toEqual({ bytes: Buffer.from('four') })
      },
    ))

  it('silence is an outage', () =>
    answering(
      () => undefined,
      async (base) => {
        await expect(objectGetter(base, KEYS, 50)('key', undefined, 1000)).rejects.toBeInstanceOf(Silent)
      },
    ))

  it('nobody there is for the SDK', async () => {
    expect(await objectGetter('http://127.0.0.1:1/records/', KEYS, 500)('key', undefined, 10)).toBe('ASK_THE_SDK')
  })
})
