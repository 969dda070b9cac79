import {
  CreateBucketCommand,
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { APP_ORIGIN, BUCKET, call, outcome, refusal, REGION, testServer } from './testing/harness.ts'
import type { CORSRule } from '@aws-sdk/client-s3'
import type { TestServer } from './testing/harness.ts'

let s3: TestServer
beforeAll(async () => {
  s3 = await testServer()
})
afterAll(() => s3.close())

describe('buckets', () => {
  const create = (Bucket: string) => s3.client.send(new CreateBucketCommand({ Bucket }))

  it('are created once, found and listed', async () => {
    const location = { LocationConstraint: 'eu-central-1' } as const
    await s3.client.send(new CreateBucketCommand({ Bucket: 'second.bucket-1', CreateBucketConfiguration: location }))
    expect(await refusal(create(BUCKET))).toBe('409 BucketAlreadyOwnedByYou')
    const names = (await s3.client.send(new ListBucketsCommand({}))).Buckets?.map((bucket) => bucket.Name)
    expect(names).toEqual([BUCKET, 'second.bucket-1'])
    expect((await s3.client.send(new HeadBucketCommand({ Bucket: BUCKET }))).BucketRegion).toBe(REGION)
    expect(await refusal(s3.client.send(new HeadBucketCommand({ Bucket: 'nowhere' })))).toBe('404 NotFound')
    const place = await s3.client.send(new GetBucketLocationCommand({ Bucket: BUCKET }))
    expect(place.LocationConstraint).toBe(REGION)
  })

  it.each(['ab', 'Upper', '-dash', 'dot.', 'two..dots', 'under_score', 'a'.repeat(64)])(
    'are not named %s',
    async (name) => {
      expect(await refusal(create(name))).toBe('400 InvalidBucketName')
    },
  )
})

describe('CORS', () => {
  const urlOf = (key = 'x') =>
    getSignedUrl(s3.client, new PutObjectCommand({ Bucket: BUCKET, Key: key }), { expiresIn: 60 })
  const preflight = async (origin: string, method = 'PUT', headers = 'content-type') => {
    const asked = { 'access-control-request-method': method, 'access-control-request-headers': headers }
    return call(await urlOf(), { method: 'OPTIONS', headers: { origin, ...asked } })
  }
  const granted = (answer: { headers: Headers }) =>
    ['origin', 'methods', 'headers'].map((name) => answer.headers.get(`access-control-allow-${name}`))
  const set = (CORSRules: CORSRule[]) =>
    s3.client.send(new PutBucketCorsCommand({ Bucket: BUCKET, CORSConfiguration: { CORSRules } }))
  const get = () => s3.client.send(new GetBucketCorsCommand({ Bucket: BUCKET }))

  it('lets the app in from the start, and nobody else', async () => {
    const allowed = await preflight(APP_ORIGIN, 'PUT', 'content-type, X-Amz-Meta-Case')
    expect(allowed.status).toBe(200)
    expect(granted(allowed)).toEqual([APP_ORIGIN, 'GET, HEAD, PUT, POST, DELETE', 'content-type, x-amz-meta-case'])
    expect(allowed.headers.get('access-control-max-age')).toBe('600')
    const foreign = await preflight('http://evil.test')
    expect([foreign.status, ...granted(foreign)]).toEqual([403, null, null, null])
    expect((await preflight(APP_ORIGIN, 'PATCH')).status).toBe(403)
  })

  it('shows the app the ETag, and says nothing to others', async () => {
    const put = async (origin: string) =>
      (await call(await urlOf(), { method: 'PUT', body: 'x', headers: { origin } })).headers
    const ours = await put(APP_ORIGIN)
    expect(ours.get('access-control-allow-origin')).toBe(APP_ORIGIN)
    expect(ours.get('access-control-expose-headers')).toMatch(/\bETag\b/)
    expect(ours.get('vary')).toMatch(/\bOrigin\b/)
    expect((await put('http://evil.test')).get('access-control-allow-origin')).toBeNull()
  })

  it('lets the app read why a request was refused', async () => {
    const answer = await call(`${s3.url}/${BUCKET}/x`, { headers: { origin: APP_ORIGIN } })
    expect([outcome(answer), answer.headers.get('access-control-allow-origin')]).toEqual([
      '403 AccessDenied',
      APP_ORIGIN,
    ])
  })

  it('follows the rules of the bucket once it has some, also after a restart', async () => {
    expect(await refusal(get())).toBe('404 NoSuchCORSConfiguration')
    const rules = [
      {
        AllowedOrigins: ['https://*.clinic.test'],
        AllowedMethods: ['PUT'],
        AllowedHeaders: ['content-*'],
        ExposeHeaders: ['ETag'],
      },
      { AllowedOrigins: ['*'], AllowedMethods: ['GET', 'HEAD'], MaxAgeSeconds: 60 },
    ]
    await set(rules)
    await s3.restart()
    expect((await get()).CORSRules).toEqual(rules)
    expect(granted(await preflight('https://a.clinic.test'))).toEqual(['https://a.clinic.test', 'PUT', 'content-type'])
    expect((await preflight('https://clinic.test')).status).toBe(403)
    expect((await preflight('https://a.clinic.test', 'PUT', 'x-other')).status).toBe(403)
    expect((await preflight(APP_ORIGIN)).status).toBe(403)
    expect(granted(await preflight('http://any.test', 'GET', ''))).toEqual(['*', 'GET, HEAD', null])
    await s3.client.send(new DeleteBucketCorsCommand({ Bucket: BUCKET }))
    expect((await preflight(APP_ORIGIN)).status).toBe(200)
  })

  it('refuses rules that say nothing or name a method it does not know', async () => {
    expect(await refusal(set([]))).toBe('400 MalformedXML')
    expect(await refusal(set([{ AllowedOrigins: [], AllowedMethods: ['GET'] }]))).toBe('400 MalformedXML')
    expect(await refusal(set([{ AllowedOrigins: ['*'], AllowedMethods: ['PATCH'] }]))).toBe('400 InvalidRequest')
  })
})
