import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newHasher } from './checksums.ts'
import {
  APP_ORIGIN,
  BUCKET,
  call,
  MIB,
  newClient,
  newUpload,
  outcome,
  refusal,
  sendPart,
  testServer,
} from './testing/harness.ts'
import type { CompletedPart } from '@aws-sdk/client-s3'
import type { TestServer } from './testing/harness.ts'

let s3: TestServer
const data = randomBytes(10 * MIB + 123_457)
const pieces = [data.subarray(0, 5 * MIB), data.subarray(5 * MIB, 10 * MIB), data.subarray(10 * MIB)]
const [first, second, third] = pieces as [Buffer<ArrayBuffer>, Buffer<ArrayBuffer>, Buffer<ArrayBuffer>]

beforeAll(async () => {
  s3 = await testServer()
})
afterAll(() => s3.close())

const complete = (key: string, id: string, Parts: CompletedPart[], more: object = {}) =>
  s3.client.send(
    new CompleteMultipartUploadCommand({ Bucket: BUCKET, Key: key, UploadId: id, MultipartUpload: { Parts }, ...more }),
  )
const abort = (key: string, id: string) =>
  s3.client.send(new AbortMultipartUploadCommand({ Bucket: BUCKET, Key: key, UploadId: id }))
const parts = (key: string, id: string, more: object = {}) =>
  s3.client.send(new ListPartsCommand({ Bucket: BUCKET, Key: key, UploadId: id, ...more }))
const bytes = async (key: string) => {
  const found = await s3.client.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }))
  return Buffer.from(await found.Body!.transformToByteArray())
}
const send = async (key: string, id: string, number: number, body: Buffer<ArrayBuffer> | string) =>
  (await sendPart(s3.client, key, id, number, body)).part

describe('an upload in parts', () => {
  it('sent side by side becomes one object', async () => {
    const key = 'study ü.dcm'
    const id = await newUpload(s3.client, key, { ContentType: 'application/dicom', Metadata: { case: 'c1' } })
    const sent = await Promise.all([first, second, third].map((body, index) => send(key, id, index + 1, body)))
    const listed = await parts(key, id)
    expect(listed.Parts?.map((part) => part.Size)).toEqual(pieces.map((piece) => piece.length))
    expect(listed.Parts?.map((part) => part.ETag)).toEqual(sent.map((part) => part.ETag))
    const done = await complete(key, id, sent)
    const md5s = pieces.map((piece) => createHash('md5').update(piece).digest())
    expect(done.ETag).toBe(`"${createHash('md5').update(Buffer.concat(md5s)).digest('hex')}-3"`)
    expect(done.Location).toBe(`${s3.url}/${BUCKET}/study%20%C3%BC.dcm`)
    expect((await bytes(key)).equals(data)).toBe(true)
    const head = await s3.client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: key }))
    expect(head).toMatchObject({
      ContentType: 'application/dicom',
      Metadata: { case: 'c1' },
      ContentLength: data.length,
    })
    expect(await refusal(parts(key, id))).toBe('404 NoSuchUpload')
    expect(await refusal(complete(key, id, sent))).toBe('404 NoSuchUpload')
  })

  it('can be read in ranges across its parts', async () => {
    const url = await getSignedUrl(s3.client, new GetObjectCommand({ Bucket: BUCKET, Key: 'study ü.dcm' }))
    for (const [from, to] of [
      [5 * MIB - 3, 5 * MIB + 2],
      [5 * MIB, 5 * MIB],
      [3, 10 * MIB + 5],
    ] as const) {
      const answer = await call(url, { headers: { range: `bytes=${from}-${to}` } })
      expect(answer.body.equals(data.subarray(from, to + 1)), `${from}-${to}`).toBe(true)
    }
  })

  it('takes the last of a part sent twice, and only the parts named', async () => {
    const files = await s3.segments()
    const id = await newUpload(s3.client, 'twice')
    const [old, spare] = [await send('twice', id, 1, 'old bytes'), await send('twice', id, 7, 'spare')]
    const part = await send('twice', id, 1, 'new bytes')
    expect(await s3.segments()).toBe(files + 2)
    expect(await refusal(complete('twice', id, [old, spare]))).toBe('400 InvalidPart')
    await complete('twice', id, [part])
    expect((await bytes('twice')).toString()).toBe('new bytes')
    expect(await s3.segments()).toBe(files + 1)
  })

  it('shows the page the ETag of a part', async () => {
    const id = await newUpload(s3.client, 'cors')
    const command = new UploadPartCommand({ Bucket: BUCKET, Key: 'cors', UploadId: id, PartNumber: 1 })
    const url = await getSignedUrl(s3.client, command, { expiresIn: 60 })
    const { headers } = await call(url, { method: 'PUT', body: 'x', headers: { origin: APP_ORIGIN } })
    expect(headers.get('access-control-allow-origin')).toBe(APP_ORIGIN)
    expect(headers.get('access-control-expose-headers')).toContain('ETag')
    expect(headers.get('etag')).toBe(`"${createHash('md5').update('x').digest('hex')}"`)
  })
})

describe('aborting', () => {
  it('frees the bytes and ends the upload', async () => {
    const files = await s3.segments()
    const id = await newUpload(s3.client, 'aborted')
    await send('aborted', id, 1, first)
    expect(await s3.segments()).toBe(files + 1)
    await abort('aborted', id)
    expect(await s3.segments()).toBe(files)
    for (const request of [parts('aborted', id), abort('aborted', id)])
      expect(await refusal(request)).toBe('404 NoSuchUpload')
    expect(outcome(await sendPart(s3.client, 'aborted', id, 2, 'late'))).toBe('404 NoSuchUpload')
    expect(await s3.segments()).toBe(files)
  })

  it('leaves no bytes of parts that come in at the same moment', async () => {
    const files = await s3.segments()
    const id = await newUpload(s3.client, 'race')
    const sending = Array.from({ length: 8 }, (_, index) => sendPart(s3.client, 'race', id, index + 1, first))
    await Promise.all([...sending, abort('race', id)])
    expect(await s3.segments()).toBe(files)
  })

  it('or completing: one of the two happens, wholly', async () => {
    const id = await newUpload(s3.client, 'either')
    const part = await send('either', id, 1, 'bytes')
    const results = await Promise.allSettled([
      complete('either', id, [part]),
      abort('either', id),
      complete('either', id, [part]),
    ])
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  })
})

describe('completing is refused', () => {
  const key = 'refused'
  let id: string
  let [one, two]: CompletedPart[] = []
  beforeAll(async () => {
    id = await newUpload(s3.client, key)
    one = await send(key, id, 1, first)
    two = await send(key, id, 2, 'tiny')
  })

  it('for parts with another ETag, not sent, out of order, or none', async () => {
    const other = { PartNumber: 1, ETag: '"00000000000000000000000000000000"' }
    expect(await refusal(complete(key, id, [other]))).toBe('400 InvalidPart')
    expect(await refusal(complete(key, id, [one!, { PartNumber: 3, ETag: two!.ETag }]))).toBe('400 InvalidPart')
    expect(await refusal(complete(key, id, [two!, one!]))).toBe('400 InvalidPartOrder')
    expect(await refusal(complete(key, id, [one!, one!]))).toBe('400 InvalidPartOrder')
    expect(await refusal(complete(key, id, []))).toBe('400 MalformedXML')
  })

  it('for a part under 5 MiB that is not the last', async () => {
    const three = await send(key, id, 3, 'last')
    expect(await refusal(complete(key, id, [one!, two!, three]))).toBe('400 EntityTooSmall')
  })

  it('for another key, an unknown upload, or over an object that must not be there', async () => {
    expect(await refusal(complete('another', id, [one!]))).toBe('404 NoSuchUpload')
    expect(await refusal(complete(key, 'bm9wZQ', [one!]))).toBe('404 NoSuchUpload')
    await s3.put(key, 'there first')
    expect(await refusal(complete(key, id, [one!], { IfNoneMatch: '*' }))).toBe('412 PreconditionFailed')
  })

  it('for a size or checksum that does not hold', async () => {
    expect(await refusal(complete(key, id, [one!], { MpuObjectSize: 17 }))).toBe('400 InvalidRequest')
    const wrong = { ChecksumType: 'FULL_OBJECT', ChecksumCRC32: 'AAAAAA==' }
    expect(await refusal(complete(key, id, [one!], wrong))).toBe('400 BadDigest')
    const wrongPart = { ...one!, ChecksumCRC32: 'AAAAAA==' }
    expect(await refusal(complete(key, id, [wrongPart]))).toBe('400 InvalidPart')
  })

  it('and the upload can still be completed rightly', async () => {
    const hasher = newHasher('crc32')
    hasher.update(first)
    hasher.update(Buffer.from('tiny'))
    const sum = { ChecksumType: 'FULL_OBJECT', ChecksumCRC32: hasher.digest().toString('base64') }
    await complete(key, id, [one!, two!], { ...sum, MpuObjectSize: first.length + 4 })
    expect((await bytes(key)).length).toBe(first.length + 4)
  })
})

describe('parts', () => {
  it('have numbers from 1 to 10000 and are not copied from elsewhere', async () => {
    const id = await newUpload(s3.client, 'numbers')
    await send('numbers', id, 10_000, 'x')
    for (const number of [0, 10_001, 1.5])
      expect(outcome(await sendPart(s3.client, 'numbers', id, number, 'x'))).toBe('400 InvalidArgument')
  })

  it('are verified like whole objects', async () => {
    const id = await newUpload(s3.client, 'sums')
    const upload = (more: object) =>
      s3.client.send(
        new UploadPartCommand({ Bucket: BUCKET, Key: 'sums', UploadId: id, PartNumber: 1, Body: 'x', ...more }),
      )
    expect(await refusal(upload({ ChecksumCRC32: 'AAAAAA==' }))).toBe('400 BadDigest')
    expect(await refusal(upload({ ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }))).toBe('400 BadDigest')
    expect((await parts('sums', id)).Parts).toBeUndefined()
    // A default client signs the checksum of an empty body into the address of a part.
    const command = new UploadPartCommand({ Bucket: BUCKET, Key: 'sums', UploadId: id, PartNumber: 1 })
    const url = await getSignedUrl(newClient(s3.url, { requestChecksumCalculation: 'WHEN_SUPPORTED' }), command)
    expect(outcome(await call(url, { method: 'PUT', body: 'x' }))).toBe('400 BadDigest')
  })

  it('are listed in pages', async () => {
    const id = await newUpload(s3.client, 'pages')
    for (const number of [5, 1, 3]) await send('pages', id, number, 'x')
    const page = await parts('pages', id, { MaxParts: 2 })
    expect([page.Parts?.map((part) => part.PartNumber), page.IsTruncated]).toEqual([[1, 3], true])
    const rest = await parts('pages', id, { PartNumberMarker: page.NextPartNumberMarker })
    expect([rest.Parts?.map((part) => part.PartNumber), rest.IsTruncated]).toEqual([[5], false])
  })
})

describe('open uploads', () => {
  it('are listed by prefix and in pages', async () => {
    const ids = [
      await newUpload(s3.client, 'open/b'),
      await newUpload(s3.client, 'open/a'),
      await newUpload(s3.client, 'open/b'),
    ]
    const list = (more: object) =>
      s3.client.send(new ListMultipartUploadsCommand({ Bucket: BUCKET, Prefix: 'open/', ...more }))
    const all = await list({})
    expect(all.Uploads?.map((upload) => upload.Key)).toEqual(['open/a', 'open/b', 'open/b'])
    expect(all.Uploads?.map((upload) => upload.UploadId).toSorted()).toEqual(ids.toSorted())
    const page = await list({ MaxUploads: 2 })
    expect(page.IsTruncated).toBe(true)
    const rest = await list({ KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker })
    expect(rest.Uploads?.map((upload) => upload.UploadId)).toEqual([all.Uploads?.[2]?.UploadId])
    expect((await list({ Prefix: 'none' })).Uploads).toBeUndefined()
  })
})

it('takes 16 large files side by side', async () => {
  const bodies = Array.from({ length: 16 }, () => randomBytes(4 * MIB))
  const ids = await Promise.all(bodies.map((_, index) => newUpload(s3.client, `many/${index}`)))
  const sent = await Promise.all(bodies.map((body, index) => send(`many/${index}`, ids[index]!, 1, body)))
  await Promise.all(sent.map((part, index) => complete(`many/${index}`, ids[index]!, [part])))
  for (const [index, body] of bodies.entries()) expect((await bytes(`many/${index}`)).equals(body)).toBe(true)
})
