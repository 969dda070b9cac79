import { checksumHeaders } from './checksums.ts'
import { byteRange, checkWrite, readOutcome } from './conditions.ts'
import { sendEmpty, sendXml } from './context.ts'
import { describe, objectHeaders, quoted, validators } from './description.ts'
import { S3Error } from './errors.ts'
import { incoming, receiveSegment } from './intake.ts'
import { document, leaf } from './xml.ts'
import type { Context } from './context.ts'
import type { StoredObject } from './model.ts'

function findObject(ctx: Context): StoredObject {
  const object = ctx.store.bucket(ctx.target.bucket).objects.get(ctx.target.key)
  if (!object) throw new S3Error('NoSuchKey')
  return object
}

/** PUT of an object, or of a copy if x-amz-copy-source is there. */
export async function putObject(ctx: Context): Promise<void> {
  if (ctx.headers['x-amz-copy-source'] !== undefined) return copyObject(ctx)
  const bucket = ctx.store.bucket(ctx.target.bucket)
  const description = describe(ctx.headers)
  const guard = (current: StoredObject | undefined) => checkWrite(ctx.headers, current)
  guard(bucket.objects.get(ctx.target.key)) // before gigabytes are read for nothing; asked again when they are in
  const [segment, { md5, size, checksums }] = await receiveSegment(ctx.store.segments, incoming(ctx))
  const object = { ...description, key: ctx.target.key, etag: md5, size, checksums, segments: [segment] }
  await ctx.store.putObject(bucket, { ...object, modifiedAt: Date.now() }, guard)
  sendEmpty(ctx.res, 200, { etag: quoted(md5), ...checksumHeaders(checksums) })
}

async function sendBytes(ctx: Context, object: StoredObject, from: number, to: number): Promise<void> {
  // Retained, so that a delete or an overwrite meanwhile does not cut the download.
  ctx.store.segments.retain(object.segments)
  try {
    await ctx.store.segments.send(object.segments, from, to, ctx.res)
  } finally {
    await ctx.store.segments.release(object.segments)
  }
}

/** GET and HEAD of an object: conditions, one byte range, signed overrides of response headers. */
export async function getObject(ctx: Context): Promise<void> {
  const object = findObject(ctx)
  if (readOutcome(ctx.headers, object) === 'not-modified') return sendEmpty(ctx.res, 304, validators(object))
  const headers = objectHeaders(object, ctx.target.query)
  const range = byteRange(ctx.headers, object)
  if (range) headers['content-range'] = `bytes ${range.from}-${range.to}/${object.size}`
  else if (ctx.headers['x-amz-checksum-mode'] === 'ENABLED') Object.assign(headers, checksumHeaders(object.checksums))
  const { from, to } = range ?? { from: 0, to: object.size - 1 }
  ctx.res.writeHead(range ? 206 : 200, { ...headers, 'content-length': String(to - from + 1) })
  if (ctx.req.method === 'HEAD' || object.size === 0) ctx.res.end()
  else await sendBytes(ctx, object, from, to)
}

export async function deleteObject(ctx: Context): Promise<void> {
  await ctx.store.deleteObject(ctx.store.bucket(ctx.target.bucket), ctx.target.key)
  sendEmpty(ctx.res, 204)
}

function copySource(ctx: Context): StoredObject {
  let source: string
  try {
    source = decodeURIComponent(ctx.headers['x-amz-copy-source'] ?? '').replace(/^\//, '')
  } catch {
    throw new S3Error('InvalidArgument', 'x-amz-copy-source could not be read')
  }
  const slash = source.indexOf('/')
  if (slash < 1) throw new S3Error('InvalidArgument', 'x-amz-copy-source is bucket/key')
  const object = ctx.store.bucket(source.slice(0, slash)).objects.get(source.slice(slash + 1))
  if (!object) throw new S3Error('NoSuchKey')
  if (readOutcome(ctx.headers, object, 'x-amz-copy-source-') === 'not-modified') throw new S3Error('PreconditionFailed')
  return object
}

/** A copy shares the bytes of its source, so it is instant whatever the size. */
async function copyObject(ctx: Context): Promise<void> {
  const bucket = ctx.store.bucket(ctx.target.bucket)
  const source = copySource(ctx)
  const replace = ctx.headers['x-amz-metadata-directive'] === 'REPLACE'
  if (source === bucket.objects.get(ctx.target.key) && !replace)
    throw new S3Error('InvalidRequest', 'A copy onto itself must replace the metadata')
  const description = replace ? describe(ctx.headers) : {}
  const copy = { ...source, ...description, key: ctx.target.key, modifiedAt: Date.now() }
  ctx.store.segments.retain(copy.segments)
  await ctx.store.putObject(bucket, copy, (current) => checkWrite(ctx.headers, current))
  const modified = new Date(copy.modifiedAt).toISOString()
  sendXml(ctx.res, 200, document('CopyObjectResult', leaf('ETag', quoted(copy.etag)), leaf('LastModified', modified)))
}
