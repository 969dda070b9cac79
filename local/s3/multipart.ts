import { createHash } from 'node:crypto'
import { ALGORITHMS, checksumElement, checksumHeaders, checksumsIn, newHasher } from './checksums.ts'
import { checkWrite } from './conditions.ts'
import { sendEmpty, sendXml } from './context.ts'
import { describe, quoted } from './description.ts'
import { S3Error } from './errors.ts'
import { incoming, receiveSegment, receiveText } from './intake.ts'
import { limitOf } from './listing.ts'
import { encodeRfc3986 } from './sigv4.ts'
import { branch, childrenNamed, childText, document, leaf, parseXml } from './xml.ts'
import type { Checksums } from './checksums.ts'
import type { Context } from './context.ts'
import type { Bucket, Part, StoredObject, Upload } from './model.ts'
import type { Segment } from './segments.ts'

const SMALLEST_PART = 5 * 2 ** 20
const MOST_PARTS = 10_000

const bucketOf = (ctx: Context) => ctx.store.bucket(ctx.target.bucket)
const uploadOf = (ctx: Context, bucket: Bucket) =>
  ctx.store.upload(bucket, ctx.target.query.get('uploadId') ?? '', ctx.target.key)
const naming = (ctx: Context, upload: Upload) =>
  leaf('Bucket', ctx.target.bucket) + leaf('Key', upload.key) + leaf('UploadId', upload.id)

export async function createUpload(ctx: Context): Promise<void> {
  const upload = await ctx.store.createUpload(bucketOf(ctx), ctx.target.key, describe(ctx.headers))
  sendXml(ctx.res, 200, document('InitiateMultipartUploadResult', naming(ctx, upload)))
}

export async function uploadPart(ctx: Context): Promise<void> {
  const bucket = bucketOf(ctx)
  const upload = uploadOf(ctx, bucket)
  const number = Number(ctx.target.query.get('partNumber'))
  if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS)
    throw new S3Error('InvalidArgument', `partNumber must be 1 to ${MOST_PARTS}`)
  if (ctx.headers['x-amz-copy-source'] !== undefined) throw new S3Error('NotImplemented', 'UploadPartCopy')
  const [segment, { md5, size, checksums }] = await receiveSegment(ctx.store.segments, incoming(ctx))
  await ctx.store.putPart(bucket, upload, { number, etag: md5, size, checksums, segment, modifiedAt: Date.now() })
  sendEmpty(ctx.res, 200, { etag: quoted(md5), ...checksumHeaders(checksums) })
}

const partXml = (part: Part) =>
  branch(
    'Part',
    leaf('PartNumber', part.number),
    leaf('LastModified', new Date(part.modifiedAt).toISOString()),
    leaf('ETag', quoted(part.etag)),
    leaf('Size', part.size),
    ...ALGORITHMS.map((name) => leaf(checksumElement(name), part.checksums[name])),
  )

export async function listParts(ctx: Context): Promise<void> {
  const upload = uploadOf(ctx, bucketOf(ctx))
  const after = Number(ctx.target.query.get('part-number-marker') ?? 0)
  const max = limitOf(ctx.target.query.get('max-parts'))
  const left = [...upload.parts.values()].filter((part) => part.number > after).toSorted((a, b) => a.number - b.number)
  const page = left.slice(0, max)
  const answer = document(
    'ListPartsResult',
    naming(ctx, upload),
    leaf('PartNumberMarker', after),
    leaf('NextPartNumberMarker', page.at(-1)?.number ?? after),
    leaf('MaxParts', max),
    leaf('IsTruncated', left.length > page.length),
    ...page.map(partXml),
  )
  sendXml(ctx.res, 200, answer)
}

export async function abortUpload(ctx: Context): Promise<void> {
  const bucket = bucketOf(ctx)
  await ctx.store.abortUpload(bucket, uploadOf(ctx, bucket))
  sendEmpty(ctx.res, 204)
}

type NamedPart = { number: number; etag: string; checksums: Checksums }

function namedParts(text: string): NamedPart[] {
  const root = parseXml(text)
  const parts = childrenNamed(root, 'Part').map((part) => {
    const checksums = ALGORITHMS.flatMap((name) => {
      const value = childText(part, checksumElement(name))
      return value === undefined ? [] : [[name, value] as const]
    })
    return {
      number: Number(childText(part, 'PartNumber')),
      etag: (childText(part, 'ETag') ?? '').replaceAll('"', ''),
      checksums: Object.fromEntries(checksums) as Checksums,
    }
  })
  if (root.name !== 'CompleteMultipartUpload' || !parts.length || parts.length > MOST_PARTS)
    throw new S3Error('MalformedXML')
  return parts
}

/** The stored parts that the client named, in order. Throws if one is missing, differs, or is too small. */
function chosenParts(upload: Upload, named: NamedPart[]): Part[] {
  const ascending = named.every((name, index) => name.number > (named[index - 1]?.number ?? 0))
  if (!ascending) throw new S3Error('InvalidPartOrder')
  return named.map((name, index) => {
    const part = upload.parts.get(name.number)
    if (!part || part.etag !== name.etag) throw new S3Error('InvalidPart', `Part ${name.number} is not there like that`)
    for (const algorithm of ALGORITHMS) {
      const value = name.checksums[algorithm]
      // Parts keep the checksums their sender chose; one of another kind cannot be compared and is no claim on bytes.
      if (value !== undefined && part.checksums[algorithm] !== undefined && value !== part.checksums[algorithm])
        throw new S3Error('InvalidPart', `The ${algorithm} of part ${name.number} differs`)
    }
    if (index < named.length - 1 && part.size < SMALLEST_PART)
      throw new S3Error('EntityTooSmall', `Part ${name.number} is smaller than 5 MiB and not the last`)
    return part
  })
}

/** Reads all the bytes to check a checksum of the whole object, which only some clients send. */
async function verifyWhole(ctx: Context, segments: Segment[], size: number): Promise<Checksums> {
  const wanted = checksumsIn(Object.entries(ctx.headers))
  for (const algorithm of ALGORITHMS) {
    const value = wanted[algorithm]
    if (value === undefined) continue
    if (value.includes('-')) throw new S3Error('NotImplemented', 'Only checksums of the full object are known here')
    const hasher = newHasher(algorithm)
    for await (const piece of ctx.store.segments.read(segments, 0, size - 1)) hasher.update(piece)
    if (hasher.digest().toString('base64') !== value) throw new S3Error('BadDigest', `The ${algorithm} does not match`)
  }
  return wanted
}

async function assemble(ctx: Context, upload: Upload, named: NamedPart[]): Promise<StoredObject> {
  const parts = chosenParts(upload, named)
  const segments = parts.map((part) => part.segment)
  const size = parts.reduce((sum, part) => sum + part.size, 0)
  const claimed = ctx.headers['x-amz-mp-object-size']
  if (claimed !== undefined && Number(claimed) !== size) throw new S3Error('InvalidRequest', 'x-amz-mp-object-size')
  const md5 = createHash('md5').update(Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex'))))
  const checksums = await verifyWhole(ctx, segments, size)
  const { key, headers, meta } = upload
  const etag = `${md5.digest('hex')}-${parts.length}`
  return { key, headers, meta, etag, size, checksums, segments, modifiedAt: Date.now() }
}

export async function completeUpload(ctx: Context): Promise<void> {
  const bucket = bucketOf(ctx)
  const upload = uploadOf(ctx, bucket)
  const named = namedParts(await receiveText(ctx, true))
  let etag = ''
  const build = async () => {
    const object = await assemble(ctx, upload, named)
    etag = object.etag
    return object
  }
  await ctx.store.completeUpload(bucket, upload, build, (current) => checkWrite(ctx.headers, current))
  const path = upload.key.split('/').map(encodeRfc3986).join('/')
  const answer = document(
    'CompleteMultipartUploadResult',
    leaf('Location', `${ctx.origin}/${bucket.name}/${path}`),
    leaf('Bucket', bucket.name),
    leaf('Key', upload.key),
    leaf('ETag', quoted(etag)),
  )
  sendXml(ctx.res, 200, answer)
}

const uploadOrder = (a: Upload, b: Upload) =>
  Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) || a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1)

export async function listUploads(ctx: Context): Promise<void> {
  const { query } = ctx.target
  const bucket = bucketOf(ctx)
  const max = limitOf(query.get('max-uploads'))
  const prefix = query.get('prefix') ?? ''
  const matching = [...bucket.uploads.values()].filter((upload) => upload.key.startsWith(prefix)).toSorted(uploadOrder)
  const keyMarker = query.get('key-marker') ?? ''
  const idMarker = query.get('upload-id-marker') ?? ''
  const at = matching.findIndex((upload) => upload.key === keyMarker && upload.id === idMarker)
  const isAfter = (upload: Upload) => Buffer.compare(Buffer.from(upload.key), Buffer.from(keyMarker)) > 0
  const left = at >= 0 ? matching.slice(at + 1) : matching.filter((upload) => !keyMarker || isAfter(upload))
  const page = left.slice(0, max)
  const answer = document(
    'ListMultipartUploadsResult',
    leaf('Bucket', bucket.name),
    leaf('Prefix', prefix),
    leaf('KeyMarker', keyMarker),
    leaf('UploadIdMarker', idMarker),
    leaf('NextKeyMarker', page.at(-1)?.key),
    leaf('NextUploadIdMarker', page.at(-1)?.id),
    leaf('MaxUploads', max),
    leaf('IsTruncated', left.length > page.length),
    ...page.map((upload) => {
      const started = leaf('Initiated', new Date(upload.startedAt).toISOString())
      return branch('Upload', leaf('Key', upload.key), leaf('UploadId', upload.id), started)
    }),
  )
  sendXml(ctx.res, 200, answer)
}
