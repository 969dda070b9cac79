import { sendXml } from './context.ts'
import { quoted } from './description.ts'
import { S3Error } from './errors.ts'
import { encodeRfc3986 } from './sigv4.ts'
import { branch, document, leaf } from './xml.ts'
import type { Context } from './context.ts'
import type { StoredObject } from './model.ts'

const MOST_ENTRIES = 1000

/** A max-… parameter: at most 1000, which is also the default. */
export function limitOf(text: string | null): number {
  if (text === null) return MOST_ENTRIES
  if (!/^\d{1,9}$/.test(text)) throw new S3Error('InvalidArgument', 'The limit is not a number')
  return Math.min(Number(text), MOST_ENTRIES)
}

/** A key, or the common prefix that stands for all keys below it. */
export type Entry = { kind: 'key' | 'prefix'; value: string }
export type PageRequest = { prefix: string; delimiter: string; after?: Entry; max: number }

const comesAfter = (key: string, other: string) => Buffer.compare(Buffer.from(key), Buffer.from(other)) > 0

function isPast(key: string, after: Entry | undefined): boolean {
  if (!after) return true
  return comesAfter(key, after.value) && !(after.kind === 'prefix' && key.startsWith(after.value))
}

/** One page of sorted keys, with keys that share a prefix up to the delimiter rolled into one entry. */
export function listPage(sortedKeys: readonly string[], request: PageRequest): { entries: Entry[]; more: boolean } {
  const { prefix, delimiter, after, max } = request
  const entries: Entry[] = []
  for (const key of sortedKeys) {
    if (!key.startsWith(prefix) || !isPast(key, after)) continue
    const cut = delimiter ? key.indexOf(delimiter, prefix.length) : -1
    const entry: Entry =
      cut < 0 ? { kind: 'key', value: key } : { kind: 'prefix', value: key.slice(0, cut + delimiter.length) }
    const last = entries.at(-1)
    if (last?.kind === 'prefix' && last.value === entry.value) continue
    if (entries.length >= max) return { entries, more: max > 0 }
    entries.push(entry)
  }
  return { entries, more: false }
}

const encodeToken = (entry: Entry) => Buffer.from(`${entry.kind}:${entry.value}`).toString('base64url')

function decodeToken(token: string): Entry {
  const match = /^(key|prefix):(.*)$/s.exec(Buffer.from(token, 'base64url').toString())
  if (!match) throw new S3Error('InvalidArgument', 'The continuation token is not one of ours')
  return { kind: match[1] === 'key' ? 'key' : 'prefix', value: match[2] ?? '' }
}

const contentsXml = (object: StoredObject, encode: (text: string) => string) =>
  branch(
    'Contents',
    leaf('Key', encode(object.key)),
    leaf('LastModified', new Date(object.modifiedAt).toISOString()),
    leaf('ETag', quoted(object.etag)),
    leaf('Size', object.size),
    leaf('StorageClass', 'STANDARD'),
  )

/** ListObjectsV2. */
export async function listObjects(ctx: Context): Promise<void> {
  const { query } = ctx.target
  if (query.get('list-type') !== '2') throw new S3Error('NotImplemented', 'Only list-type=2 is known here')
  const bucket = ctx.store.bucket(ctx.target.bucket)
  const [token, startAfter] = [query.get('continuation-token'), query.get('start-after')]
  const after = token ? decodeToken(token) : startAfter ? ({ kind: 'key', value: startAfter } as const) : undefined
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? '']
  const max = limitOf(query.get('max-keys'))
  const { entries, more } = listPage(ctx.store.sortedKeys(bucket), { prefix, delimiter, after, max })
  const asUrl = query.get('encoding-type') === 'url'
  const encode = (text: string) => (asUrl ? encodeRfc3986(text).replaceAll('%2F', '/') : text)
  const last = entries.at(-1)
  const answer = document(
    'ListBucketResult',
    leaf('Name', bucket.name),
    leaf('Prefix', encode(prefix)),
    leaf('Delimiter', delimiter ? encode(delimiter) : undefined),
    leaf('StartAfter', startAfter === null ? undefined : encode(startAfter)),
    leaf('EncodingType', asUrl ? 'url' : undefined),
    leaf('ContinuationToken', token ?? undefined),
    leaf('NextContinuationToken', more && last ? encodeToken(last) : undefined),
    leaf('KeyCount', entries.length),
    leaf('MaxKeys', max),
    leaf('IsTruncated', more),
    ...entries.map((entry) => {
      const object = entry.kind === 'key' ? bucket.objects.get(entry.value) : undefined
      return object ? contentsXml(object, encode) : branch('CommonPrefixes', leaf('Prefix', encode(entry.value)))
    }),
  )
  sendXml(ctx.res, 200, answer)
}
