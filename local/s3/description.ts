import { S3Error } from './errors.ts'
import type { Description, StoredObject } from './model.ts'

const KEPT = ['content-type', 'content-disposition', 'cache-control', 'content-language', 'expires'] as const
const OVERRIDES = [...KEPT, 'content-encoding'] as const
const LARGEST_META = 2048
// Headers that ask for something to be done to the object; to ignore them would be to pretend.
const UNMET = /^x-amz-(tagging$|grant-|object-lock-|website-redirect-|server-side-encryption-customer-)/

/** Header fields as HTTP can carry them; the query of a presigned address and a form can hold other things. */
function checkSendable(headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value))
      throw new S3Error('InvalidArgument', `${name} cannot be sent as a header (ISO-8859-1)`)
  }
}

/** What to keep of an upload's headers. Throws for metadata too large and for wishes that would not be met. */
export function describe(headers: Record<string, string>): Description {
  const unmet = Object.keys(headers).find((name) => UNMET.test(name))
  if (unmet) throw new S3Error('NotImplemented', `${unmet} is not known here`)
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' }
  for (const name of KEPT) if (headers[name]) kept[name] = headers[name]
  // aws-chunked is the framing of the request, not of the object.
  const encoding = (headers['content-encoding'] ?? '').split(',').map((item) => item.trim())
  const own = encoding.filter((item) => item && item !== 'aws-chunked').join(', ')
  if (own) kept['content-encoding'] = own
  const meta = Object.entries(headers).filter(([name]) => name.startsWith('x-amz-meta-'))
  const size = meta.reduce((sum, [name, value]) => sum + name.length - 'x-amz-meta-'.length + value.length, 0)
  if (size > LARGEST_META) throw new S3Error('MetadataTooLarge')
  const description = { headers: kept, meta: Object.fromEntries(meta) }
  checkSendable({ ...description.headers, ...description.meta })
  return description
}

/** Response headers asked for in the query, as in response-content-disposition. The query is always signed. */
function overrides(query: URLSearchParams): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of OVERRIDES) {
    const value = query.get(`response-${name}`)
    if (value !== null) found[name] = value
  }
  checkSendable(found)
  return found
}

export const quoted = (etag: string) => `"${etag}"`

/** Headers of an object that 304 carries as well. */
export const validators = (object: StoredObject): Record<string, string> => ({
  etag: quoted(object.etag),
  'last-modified': new Date(object.modifiedAt).toUTCString(),
})

/** All headers of an object but those of its length. */
export const objectHeaders = (object: StoredObject, query: URLSearchParams): Record<string, string> => ({
  'accept-ranges': 'bytes',
  ...validators(object),
  ...object.headers,
  ...object.meta,
  ...overrides(query),
})
