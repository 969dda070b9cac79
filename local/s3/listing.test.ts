import { DeleteObjectsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listPage } from './listing.ts'
import { BUCKET, newClient, refusal, testServer } from './testing/harness.ts'
import type { Entry } from './listing.ts'
import type { TestServer } from './testing/harness.ts'

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

describe('listPage', () => {
  it('gives every key and prefix once, in order, whatever the page size', () => {
    const key = fc.array(fc.constantFrom('a', 'b', '/', 'é', '🐈', '\uffff'), { minLength: 1, maxLength: 5 })
    const keys = fc.uniqueArray(
      key.map((letters) => letters.join('')),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(
        keys,
        fc.constantFrom('', 'a', 'a/'),
        fc.constantFrom('', '/'),
        fc.integer({ min: 1, max: 5 }),
        (...args) => {
          const [all, prefix, delimiter, max] = args
          const sorted = all.toSorted(byBytes)
          const whole = listPage(sorted, { prefix, delimiter, max: 1000 }).entries
          const pages: Entry[] = []
          for (let more = true; more;) {
            const page = listPage(sorted, { prefix, delimiter, after: pages.at(-1), max })
            pages.push(...page.entries)
            more = page.more
            expect(page.entries.length).toBeLessThanOrEqual(max)
          }
          expect(pages).toEqual(whole)
          const matching = sorted.filter((name) => name.startsWith(prefix))
          const groups = matching.map((name) => {
            const cut = delimiter ? name.indexOf(delimiter, prefix.length) : -1
            return cut < 0 ? name : name.slice(0, cut + 1)
          })
          expect(whole.map((entry) => entry.value)).toEqual([...new Set(groups)])
        },
      ),
    )
  })
})

describe('ListObjectsV2 and DeleteObjects', () => {
  let s3: TestServer
  const list = (more: object) => s3.client.send(new ListObjectsV2Command({ Bucket: BUCKET, ...more }))
  const cases = Array.from({ length: 12 }, (_, index) => `case/${String(index).padStart(2, '0')}/film.dcm`)
  const odd = 'odd/a&b <c> "d" ü 🐈.txt'

  beforeAll(async () => {
    s3 = await testServer()
    await Promise.all([...cases, odd].map((key) => s3.put(key, 'x')))
  })
  afterAll(() => s3.close())

  it('pages with a continuation token', async () => {
    const keys: (string | undefined)[] = []
    const sizes: (number | undefined)[] = []
    let token: string | undefined
    do {
      const page = await list({ Prefix: 'case/', MaxKeys: 5, ContinuationToken: token })
      keys.push(...(page.Contents ?? []).map((entry) => entry.Key))
      sizes.push(page.KeyCount)
      expect(page.IsTruncated).toBe(page.NextContinuationToken !== undefined)
      token = page.NextContinuationToken
    } while (token)
    expect(keys).toEqual(cases)
    expect(sizes).toEqual([5, 5, 2])
  })

  it('rolls keys up to the delimiter, also across pages', async () => {
    const folders = await list({ Prefix: 'case/', Delimiter: '/' })
    expect(folders.CommonPrefixes?.length).toBe(12)
    expect(folders.Contents).toBeUndefined()
    const first = await list({ Delimiter: '/', MaxKeys: 1 })
    expect(first.CommonPrefixes).toEqual([{ Prefix: 'case/' }])
    const second = await list({ Delimiter: '/', MaxKeys: 1, ContinuationToken: first.NextContinuationToken })
    expect(second.CommonPrefixes).toEqual([{ Prefix: 'odd/' }])
    expect(second.IsTruncated).toBe(false)
  })

  it('knows start-after, no keys at all, odd letters and a url encoding', async () => {
    expect((await list({ StartAfter: cases[10] })).Contents?.map((entry) => entry.Key)).toEqual([cases[11], odd])
    expect(await list({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false })
    expect((await list({ Prefix: 'odd/' })).Contents?.[0]).toMatchObject({ Key: odd, Size: 1 })
    const encoded = await list({ Prefix: 'odd/', EncodingType: 'url' })
    expect(decodeURIComponent(encoded.Contents?.[0]?.Key ?? '')).toBe(odd)
    expect(encoded.Contents?.[0]?.Key).toMatch(/^odd\/a%26b%20/)
  })

  it('refuses a token that is not its own and a limit that is no number', async () => {
    expect(await refusal(list({ ContinuationToken: 'bm9wZQ' }))).toBe('400 InvalidArgument')
    expect(await refusal(list({ MaxKeys: -1 }))).toBe('400 InvalidArgument')
  })

  it('deletes many at once, missing ones too, and reclaims their files', async () => {
    const files = await s3.segments()
    const objects = [...cases.slice(0, 6), 'not/there'].map((key) => ({ Key: key }))
    const deleted = await newClient(s3.url).send(
      new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects: objects } }),
    )
    expect(deleted.Deleted?.length).toBe(7)
    expect(deleted.Errors ?? []).toEqual([])
    const quiet = { Objects: cases.slice(6).map((key) => ({ Key: key })), Quiet: true }
    const silent = await s3.client.send(new DeleteObjectsCommand({ Bucket: BUCKET, Delete: quiet }))
    expect(silent.Deleted ?? []).toEqual([])
    expect((await list({ Prefix: 'case/' })).KeyCount).toBe(0)
    expect(await s3.segments()).toBe(files - 12)
  })
})
