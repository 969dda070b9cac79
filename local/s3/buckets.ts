import { ALGORITHMS, checksumHeader } from './checksums.ts'
import { sendEmpty, sendXml } from './context.ts'
import { parseRules, rulesDocument } from './cors.ts'
import { S3Error } from './errors.ts'
import { receiveText } from './intake.ts'
import { branch, childrenNamed, childText, document, leaf, parseXml } from './xml.ts'
import type { Context } from './context.ts'

const MOST_DELETES = 1000

const bucketOf = (ctx: Context) => ctx.store.bucket(ctx.target.bucket)

export async function listBuckets(ctx: Context): Promise<void> {
  const buckets = ctx.store
    .buckets()
    .map((b) => branch('Bucket', leaf('Name', b.name), leaf('CreationDate', new Date(b.createdAt).toISOString())))
  const owner = branch('Owner', leaf('ID', 'local'), leaf('DisplayName', 'local'))
  sendXml(ctx.res, 200, document('ListAllMyBucketsResult', owner, branch('Buckets', ...buckets)))
}

export async function createBucket(ctx: Context): Promise<void> {
  if (Number(ctx.headers['content-length'] ?? 0) > 0) await receiveText(ctx) // a LocationConstraint; there is one place
  await ctx.store.createBucket(ctx.target.bucket)
  sendEmpty(ctx.res, 200, { location: `/${ctx.target.bucket}` })
}

export async function headBucket(ctx: Context): Promise<void> {
  bucketOf(ctx)
  sendEmpty(ctx.res, 200, { 'x-amz-bucket-region': ctx.region })
}

export async function getLocation(ctx: Context): Promise<void> {
  bucketOf(ctx)
  const region = ctx.region === 'us-east-1' ? '' : ctx.region // as AWS has it
  sendXml(ctx.res, 200, document('LocationConstraint', region))
}

export async function putCors(ctx: Context): Promise<void> {
  const bucket = bucketOf(ctx)
  await ctx.store.setCors(bucket, parseRules(await receiveText(ctx)))
  sendEmpty(ctx.res, 200)
}

export async function getCors(ctx: Context): Promise<void> {
  const { cors } = bucketOf(ctx)
  if (!cors) throw new S3Error('NoSuchCORSConfiguration')
  sendXml(ctx.res, 200, rulesDocument(cors))
}

export async function deleteCors(ctx: Context): Promise<void> {
  await ctx.store.setCors(bucketOf(ctx), undefined)
  sendEmpty(ctx.res, 204)
}

/** Deletes up to 1000 keys. As on AWS, the body must come with a checksum or MD5. */
export async function deleteObjects(ctx: Context): Promise<void> {
  const bucket = bucketOf(ctx)
  const named = ['content-md5', 'x-amz-trailer', ...ALGORITHMS.map(checksumHeader)]
  if (!named.some((name) => ctx.headers[name] !== undefined))
    throw new S3Error('InvalidRequest', 'Content-MD5 or an x-amz-checksum-* header is required')
  const root = parseXml(await receiveText(ctx))
  const objects = childrenNamed(root, 'Object')
  if (objects.some((object) => object.children.some((child) => child.name !== 'Key')))
    throw new S3Error('NotImplemented', 'Only the Key of an object to delete is known here')
  const keys = objects.map((object) => childText(object, 'Key') ?? '')
  if (root.name !== 'Delete' || !keys.length || keys.length > MOST_DELETES || keys.includes(''))
    throw new S3Error('MalformedXML')
  for (const key of keys) await ctx.store.deleteObject(bucket, key)
  const quiet = childText(root, 'Quiet')?.trim() === 'true'
  const deleted = quiet ? [] : keys.map((key) => branch('Deleted', leaf('Key', key)))
  sendXml(ctx.res, 200, document('DeleteResult', ...deleted))
}
