import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUCKET, call, outcome, refusal, testServer } from './testing/harness.ts'
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

describe('ranges', () => {
  it('gives the part asked for', async () => {
    const url = await urlOf('film')
    const range = async (value: string) => {
      const answer = await call(url, { headers: { range: value } })
      return [answer.status, answer.headers.get('content-range'), answer.body] as const
    }
    const total = film.length
    expect(await range('bytes=1000-1999')).toEqual([206, `bytes 1000-1999/${total}`, film.subarray(1000, 2000)])
    expect(await range('bytes=-500')).toEqual([206, `bytes 299500-299999/${total}`, film.subarray(-500)])
    expect(await range('bytes=299000-')).toEqual([206, `bytes 299000-299999/${total}`, film.subarray(299_000)])
    expect(await range('bytes=299999-900000')).toEqual([206, `bytes 299999-299999/${total}`, film.subarray(-1)])
    expect(await range('bytes=-900000')).toEqual([206, `bytes 0-299999/${total}`, film])
  })

  it('answers 416 for one outside, and the whole object for what it cannot read', async () => {
    const url = await urlOf('film')
    for (const range of ['bytes=300000-', 'bytes=-0']) {
      const answer = await call(url, { headers: { range } })
      expect([outcome(answer), answer.headers.get('content-range')]).toEqual(['416 InvalidRange', 'bytes */300000'])
    }
    for (const range of ['bytes=5-1', 'bytes=-', 'bytes=0-1,5-6', 'pages=1-2'])
      expect((await call(url, { headers: { range } })).status, range).toBe(200)
  })

  it('heeds If-Range', async () => {
    const url = await urlOf('film')
    const { ETag = '', LastModified } = await head('film')
    const status = async (ifRange: string) =>
      (await call(url, { headers: { range: 'bytes=0-9', 'if-range': ifRange } })).status
    expect(await status(ETag)).toBe(206)
    expect(await status('"another"')).toBe(200)
    expect(await status(LastModified?.toUTCString() ?? '')).toBe(206)
    expect(await status(new Date(0).toUTCString())).toBe(200)
  })

  it('gives the length of a range to HEAD', async () => {
    expect(await head('film', { Range: 'bytes=0-9' })).toMatchObject({
      ContentLength: 10,
      ETag: (await head('film')).ETag,
    })
  })
})

describe('conditions', () => {
  it('of reading: 304 and 412', async () => {
    const { ETag, LastModified = new Date() } = await head('film')
    const [earlier, later] = [new Date(LastModified.getTime() - 60_000), new Date(LastModified.getTime() + 60_000)]
    for (const same of [
      { IfNoneMatch: ETag },
      { IfNoneMatch: '*' },
      { IfModifiedSince: LastModified },
      { IfModifiedSince: later },
    ])
      expect(await refusal(get('film', same)), JSON.stringify(same)).toMatch(/^304 /)
    for (const failed of [{ IfMatch: '"0"' }, { IfUnmodifiedSince: earlier }])
      expect(await refusal(get('film', failed)), JSON.stringify(failed)).toBe('412 PreconditionFailed')
    expect(await refusal(head('film', { IfNoneMatch: ETag }))).toMatch(/^304 /)
    expect(await refusal(head('film', { IfMatch: '"0"' }))).toMatch(/^412 /)
    const fine = [{ IfMatch: ETag }, { IfNoneMatch: '"0"' }, { IfModifiedSince: earlier }, { IfUnmodifiedSince: later }]
    for (const more of fine) expect((await head('film', more)).ContentLength).toBe(film.length)
  })

  it('let an ETag decide before a date', async () => {
    const { ETag, LastModified } = await head('film')
    expect((await head('film', { IfNoneMatch: '"0"', IfModifiedSince: LastModified })).ETag).toBe(ETag)
    expect((await head('film', { IfMatch: ETag, IfUnmodifiedSince: new Date(0) })).ETag).toBe(ETag)
  })

  it('answer 304 with the ETag and no body', async () => {
    const { ETag = '' } = await head('film')
    const answer = await call(await urlOf('film'), { headers: { 'if-none-match': ETag } })
    expect([answer.status, answer.headers.get('etag'), answer.body.length]).toEqual([304, ETag, 0])
  })

  it('of writing: never over another, or only over the one known', async () => {
    expect(await refusal(put('film', { Body: 'no', IfNoneMatch: '*' }))).toBe('412 PreconditionFailed')
    expect(await refusal(put('film', { Body: 'no', IfMatch: '"0"' }))).toBe('412 PreconditionFailed')
    expect(await refusal(put('unknown', { Body: 'no', IfMatch: '"0"' }))).toBe('404 NoSuchKey')
    expect((await bytes('film')).equals(film)).toBe(true)
    const { ETag } = await put('once', { Body: '1', IfNoneMatch: '*' })
    await put('once', { Body: '2', IfMatch: ETag })
    expect((await bytes('once')).toString()).toBe('2')
  })

  it('let one of many writers win', async () => {
    const files = await s3.segments()
    const writes = Array.from({ length: 12 }, (_, index) => put('race', { Body: `writer ${index}`, IfNoneMatch: '*' }))
    const results = await Promise.allSettled(writes)
    const winner = results.findIndex((result) => result.status === 'fulfilled')
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    expect((await bytes('race')).toString()).toBe(`writer ${winner}`)
    expect(await s3.segments()).toBe(files + 1)
  })

  it('leave one whole object when many write at once', async () => {
    const files = await s3.segments()
    await Promise.all(Array.from({ length: 12 }, (_, index) => put('busy', { Body: String(index).repeat(1000) })))
    const left = (await bytes('busy')).toString()
    expect(left).toMatch(/^(\d+)\1+$/)
    expect(await s3.segments()).toBe(files + 1)
    await s3.restart()
    expect((await bytes('busy')).toString()).toBe(left)
  })
})
