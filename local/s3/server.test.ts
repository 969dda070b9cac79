import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { startS3 } from './server.ts'
import {
  APP_ORIGIN,
  BUCKET,
  call,
  KEYS,
  newClient,
  newUpload,
  outcome,
  PATIENT,
  refusal,
  REGION,
  sendPart,
  testServer,
} from './testing/harness.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function started(...args: Parameters<typeof testServer>) {
  const s3 = await testServer(...args)
  closing.push(() => s3.close())
  return s3
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'conferral-s3-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

describe('a restart', () => {
  it('keeps objects, metadata and open uploads', async () => {
    const s3 = await started()
    const film = randomBytes(1_000_000)
    const object = { Bucket: BUCKET, Key: 'film ü', ContentType: 'application/dicom', Metadata: { case: 'c1' } }
    const { ETag } = await s3.client.send(new PutObjectCommand({ ...object, Body: film }))
    const id = await newUpload(s3.client, 'open')
    await sendPart(s3.client, 'open', id, 1, 'part')
    const before = await s3.client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'film ü' }))
    await s3.restart()
    const found = await s3.client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'film ü' }))
    expect(found).toMatchObject({ ETag, ContentType: object.ContentType, Metadata: object.Metadata })
    expect(found.LastModified).toEqual(before.LastModified)
    expect(Buffer.from(await found.Body!.transformToByteArray()).equals(film)).toBe(true)
    const parts = await s3.client.send(new ListPartsCommand({ Bucket: BUCKET, Key: 'open', UploadId: id }))
    expect(parts.Parts?.map((part) => part.Size)).toEqual([4])
  })

  it('clears away what a crash left half written, but nothing if a record cannot be read', async () => {
    const lines: string[] = []
    const s3 = await started({ log: (line) => lines.push(line) })
    await s3.put('kept', 'x')
    const objects = join(s3.dataDir, 'buckets', BUCKET, 'objects')
    await writeFile(join(s3.dataDir, 'segments', 'half'), 'half an upload')
    await writeFile(join(objects, 'abc.json.123.tmp'), '{"key":')
    await s3.restart()
    expect(await s3.segments()).toBe(1)
    expect(await readdir(objects)).toHaveLength(1)
    expect(lines).toEqual(['removed 1 unfinished upload file(s)'])
    await writeFile(join(s3.dataDir, 'segments', 'perhaps'), 'belongs to the broken record')
    await writeFile(join(objects, 'broken.json'), '{"key":')
    await s3.restart()
    expect(await s3.segments()).toBe(2)
    expect(lines[1]).toContain('broken.json')
    expect(
      await (await s3.client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'kept' }))).Body?.transformToString(),
    ).toBe('x')
  })
})

describe('main.ts', () => {
  async function run(dataDir: string, more: Record<string, string> = {}): Promise<ChildProcess> {
    const env = {
      ...process.env,
      S3_DATA_DIR: dataDir,
      S3_PORT: '0',
      S3_ACCESS_KEY_ID: KEYS.accessKeyId,
      S3_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      S3_REGION: REGION,
      S3_BUCKET: BUCKET,
      S3_CORS_ORIGINS: APP_ORIGIN,
      ...more,
    }
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    closing.push(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    })
    return child
  }

  async function address(child: ChildProcess): Promise<string> {
    const [line] = (await once(createInterface(child.stdout!), 'line')) as [string]
    expect(line).toMatch(/^s3 ready http:\/\/127\.0\.0\.1:\d+$/)
    return line.slice('s3 ready '.length)
  }

  it('loses nothing that was acknowledged when it is killed in the midst of it', async () => {
    const dataDir = await temporaryFolder()
    const child = await run(dataDir)
    const url = await address(child)
    const client = newClient(url)
    const cut = http.request(await getSignedUrl(client, new PutObjectCommand({ Bucket: BUCKET, Key: 'cut' })), {
      method: 'PUT',
      headers: { 'content-length': 10_000_000 },
    })
    cut.on('error', () => {})
    cut.write(Buffer.alloc(500_000))
    await expect.poll(() => readdir(join(dataDir, 'segments')), PATIENT).toHaveLength(1)
    const exited = once(child, 'exit')
    const acknowledged: string[] = []
    const writers = Array.from({ length: 60 }, async (_, index) => {
      await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: `key ${index}`, Body: `body ${index}` }))
      acknowledged.push(`key ${index}`)
      if (acknowledged.length === 20) child.kill('SIGKILL')
    })
    await Promise.allSettled(writers)
    await exited
    expect(acknowledged.length).toBeGreaterThanOrEqual(20)

    const again = newClient(await address(await run(dataDir)))
    const listed = await again.send(new ListObjectsV2Command({ Bucket: BUCKET }))
    const keys = listed.Contents?.map((entry) => entry.Key ?? '') ?? []
    expect(keys).toEqual(expect.arrayContaining(acknowledged))
    expect(keys).not.toContain('cut')
    for (const key of keys) {
      const found = await again.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }))
      expect(await found.Body?.transformToString()).toBe(key.replace('key', 'body'))
    }
    expect(await readdir(join(dataDir, 'segments'))).toHaveLength(keys.length)
  })

  it('ends on a signal, even if it comes twice', async () => {
    const child = await run(await temporaryFolder())
    await address(child)
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    child.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
  })

  it.each([
    [{ S3_ACCESS_KEY_ID: 'AKIA2OGYBAH6EXAMPLE0' }, 'looks like a real AWS key'],
    [{ S3_ACCESS_KEY_ID: '' }, 'S3_ACCESS_KEY_ID is not set'],
    [{ S3_SECRET_ACCESS_KEY: 'short' }, 'secret of 8 characters'],
    [{ S3_PORT: 'http' }, 'S3_PORT is not a port'],
  ])('does not start with %j', async (more, reason) => {
    const child = await run(await temporaryFolder(), more)
    const [said] = await Promise.all([text(child.stderr!), once(child, 'exit')])
    expect(said).toContain(reason)
    expect(child.exitCode).toBe(1)
  })
})

describe('startS3', () => {
  it('refuses keys that look real, a port that is taken and a folder in use', async () => {
    const s3 = await started()
    const folder = await temporaryFolder()
    for (const accessKeyId of ['AKIAIOSFODNN7EXAMPLE', 'ASIAQWERTYUIOPASDFGH'])
      await expect(startS3({ ...s3.options, dataDir: folder, accessKeyId })).rejects.toThrow('real AWS key')
    const port = Number(new URL(s3.url).port)
    await expect(startS3({ ...s3.options, dataDir: folder, port })).rejects.toThrow('EADDRINUSE')
    await expect(startS3(s3.options)).rejects.toThrow(`in use by the server on port ${port}`)
  })

  it('takes a folder whose last server is gone', async () => {
    const s3 = await started()
    await s3.put('x', 'x')
    await writeFile(join(s3.dataDir, 'running.json'), JSON.stringify({ port: 1, instance: 'gone' }))
    await s3.restart()
    expect(await s3.segments()).toBe(1)
  })

  it('listens on 127.0.0.1 only', async () => {
    const s3 = await started()
    const { port } = new URL(s3.url)
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
    for (const { address } of others.filter((entry) => !entry.internal && entry.family === 'IPv4'))
      await expect(fetch(`http://${address}:${port}/_local/health`)).rejects.toThrow('fetch failed')
  })
})

describe('the outage switch', () => {
  const order = (url: string, body: string, headers: Record<string, string> = {}) =>
    call(`${url}/_local/outage`, { method: 'POST', body, headers })

  it('makes everything else answer 503 until it is off', async () => {
    const s3 = await started()
    await s3.put('x', 'x')
    expect((await order(s3.url, '{"on":true}')).body.toString()).toBe('{"on":true}')
    const url = await getSignedUrl(s3.client, new GetObjectCommand({ Bucket: BUCKET, Key: 'x' }))
    const answer = await call(url, { headers: { origin: APP_ORIGIN } })
    expect(outcome(answer)).toBe('503 ServiceUnavailable')
    expect(answer.headers.get('access-control-allow-origin')).toBe(APP_ORIGIN)
    expect(await refusal(s3.put('y', 'y'))).toBe('503 ServiceUnavailable')
    expect((await call(`${s3.url}/_local/health`)).body.toString()).toContain('"ok":true,"outage":true')
    await order(s3.url, '{"on":false}')
    expect((await call(url)).status).toBe(200)
    expect(await refusal(s3.client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'y' })))).toBe('404 NotFound')
  })

  it('ends by itself after the seconds given', async () => {
    const s3 = await started()
    const state = async () => (await call(`${s3.url}/_local/outage`)).body.toString()
    await order(s3.url, '{"seconds":3000}')
    expect(await state()).toBe('{"on":true}')
    await order(s3.url, '{"seconds":0.05}')
    await expect.poll(state, PATIENT).toBe('{"on":false}')
  })

  it('obeys no browser and nothing unclear', async () => {
    const s3 = await started()
    expect((await order(s3.url, '{"on":true}', { origin: 'http://evil.test' })).status).toBe(403)
    for (const body of ['', 'on', '[]', 'null', '{"on":"yes"}', '{"seconds":-1}'])
      expect((await order(s3.url, body)).status).toBe(400)
    expect((await order(s3.url, ' '.repeat(2000))).status).toBe(413)
    expect((await call(`${s3.url}/_local/other`)).status).toBe(404)
    await s3.put('x', 'x')
  })
})
