import { GetObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hmac, scopeText, signingKey } from './sigv4.ts'
import { amzDate, APP_ORIGIN, BUCKET, call, KEYS, outcome, refusal, REGION, testServer } from './testing/harness.ts'
import type { TestServer } from './testing/harness.ts'

let s3: TestServer
let files: number
beforeAll(async () => {
  s3 = await testServer()
  files = await s3.segments()
})
afterAll(() => s3.close())

type Form = { minutes?: number; conditions?: unknown[]; fields?: Record<string, string>; secret?: string }

/** The fields of a signed form, as a server would give them to a page. */
function signedFields({ minutes = 1, conditions = [], fields = {}, secret = KEYS.secretAccessKey }: Form) {
  const date = amzDate(new Date())
  const scope = { day: date.slice(0, 8), region: REGION, service: 's3', terminator: 'aws4_request' }
  const named = {
    key: 'form.bin',
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': `${KEYS.accessKeyId}/${scopeText(scope)}`,
    'x-amz-date': date,
  }
  const exact = Object.entries({ bucket: BUCKET, ...named }).filter(([name]) => name !== 'key' || !('key' in fields))
  const document = {
    expiration: new Date(Date.now() + minutes * 60_000).toISOString(),
    conditions: [...exact.map(([name, value]) => ({ [name]: value })), ...conditions],
  }
  const policy = Buffer.from(JSON.stringify(document)).toString('base64')
  const signature = hmac(signingKey(secret, scope), policy).toString('hex')
  return { ...named, ...fields, policy, 'x-amz-signature': signature }
}

function post(fields: Record<string, string>, file: string | Buffer<ArrayBuffer> = 'content', bucket = BUCKET) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([file]), 'X ray.png')
  return call(`${s3.url}/${bucket}`, { method: 'POST', body: form, headers: { origin: APP_ORIGIN } })
}

const read = async (key: string) => s3.client.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }))

it('stores the file of a signed form', async () => {
  const conditions = [
    ['starts-with', '$key', 'user/'],
    ['eq', '$content-type', 'image/png'],
    { success_action_status: '201' },
  ]
  const fields = { key: 'user/${filename}', 'content-type': 'image/png', success_action_status: '201' }
  const body = Buffer.from(`--\r\n--${'x'.repeat(200_000)}\r\n`)
  const answer = await post(signedFields({ conditions, fields }), body)
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([201, APP_ORIGIN])
  expect(answer.body.toString()).toContain('<Key>user/X ray.png</Key>')
  const stored = await read('user/X ray.png')
  expect(stored.ContentType).toBe('image/png')
  expect(Buffer.from(await stored.Body!.transformToByteArray()).equals(body)).toBe(true)
  expect((await post(signedFields({}))).status).toBe(204)
  files = await s3.segments()
})

it('holds the file to the length range', async () => {
  const fields = signedFields({ conditions: [['content-length-range', 5, 1000]] })
  expect((await post(fields, 'x'.repeat(1000))).status).toBe(204)
  expect(outcome(await post(fields, 'x'.repeat(1001)))).toBe('400 EntityTooLarge')
  expect(outcome(await post(fields, Buffer.alloc(2_000_000)))).toBe('400 EntityTooLarge')
  expect(outcome(await post(fields, 'four'))).toBe('400 EntityTooSmall')
  expect(await s3.segments()).toBe(files)
})

it('refuses forms that are unsigned, forged, expired or changed', async () => {
  const good = signedFields({})
  expect(outcome(await post({ key: 'form.bin' }))).toBe('403 AccessDenied')
  expect(outcome(await post(signedFields({ secret: 'another secret' })))).toBe('403 SignatureDoesNotMatch')
  expect(outcome(await post({ ...good, 'x-amz-signature': '' }))).toBe('403 SignatureDoesNotMatch')
  expect(outcome(await post(signedFields({ minutes: -1 })))).toBe('403 AccessDenied')
  expect(outcome(await post({ ...good, key: 'other.bin' }))).toBe('403 AccessDenied')
  expect(outcome(await post({ ...good, 'content-type': 'text/html' }))).toBe('403 AccessDenied')
  const wider = Buffer.from(good.policy, 'base64').toString().replace('form.bin', 'other.bin')
  const forged = { ...good, key: 'other.bin', policy: Buffer.from(wider).toString('base64') }
  expect(outcome(await post(forged))).toBe('403 SignatureDoesNotMatch')
  expect(outcome(await post(good, 'x', 'elsewhere'))).toBe('403 AccessDenied')
  expect(outcome(await post(signedFields({ conditions: [['like', '$key', 'x']] })))).toBe('403 AccessDenied')
  expect(await refusal(read('other.bin'))).toBe('404 NoSuchKey')
  expect(await s3.segments()).toBe(files)
})

it('refuses what is no form, or a form cut short', async () => {
  const raw = (body: string, type = 'multipart/form-data; boundary=b') =>
    call(`${s3.url}/${BUCKET}`, { method: 'POST', body, headers: { 'content-type': type } })
  expect(outcome(await raw('x', 'multipart/form-data'))).toBe('400 MalformedPOSTRequest')
  expect(outcome(await raw('x\r\n'))).toBe('400 MalformedPOSTRequest')
  expect(outcome(await raw('--b\r\n\r\nvalue\r\n--b--\r\n'))).toBe('400 MalformedPOSTRequest')
  const field = '--b\r\ncontent-disposition: form-data; name="key"\r\n\r\n'
  expect(outcome(await raw(`${field}v\r\n--b--\r\n`))).toBe('400 MalformedPOSTRequest')
  expect(outcome(await raw(field))).toBe('400 IncompleteBody')
  expect(outcome(await raw(`${field}${'v'.repeat(30_000)}\r\n--b--\r\n`))).toBe('400 InvalidRequest')
})
