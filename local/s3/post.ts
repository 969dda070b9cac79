import { checkCredential } from './auth.ts'
import { checkKey, sendEmpty, sendXml } from './context.ts'
import { describe, quoted } from './description.ts'
import { S3Error } from './errors.ts'
import { readForm } from './form.ts'
import { receiveSegment } from './intake.ts'
import { checksumsIn } from './checksums.ts'
import { encodeRfc3986, hmac, sameSignature, signingKey } from './sigv4.ts'
import { document, leaf } from './xml.ts'
import type { Credentials } from './auth.ts'
import type { UnsignedContext } from './context.ts'
import type { UploadForm } from './form.ts'

// Uploads by an HTML form: the signature is in the form and covers a policy, which says what the form may hold.

const LARGEST_OBJECT = 5 * 2 ** 30
const UNCOVERED = new Set(['x-amz-signature', 'policy', 'file'])

type Condition = { how: 'eq' | 'starts-with'; field: string; value: string }
type Policy = { expires: number; conditions: Condition[]; smallest: number; largest: number }

const refused = (why: string) => new S3Error('AccessDenied', `Invalid according to policy: ${why}`)

/** True for a form upload without a signature elsewhere. */
export const isFormPost = (method: string | undefined, headers: Record<string, string>) =>
  method === 'POST' && !headers['authorization'] && /^multipart\/form-data\b/i.test(headers['content-type'] ?? '')

function readCondition(policy: Policy, condition: unknown): void {
  const list = Array.isArray(condition) ? (condition as unknown[]) : undefined
  const [how, field, value] = list ?? []
  if (how === 'content-length-range' && typeof field === 'number' && typeof value === 'number') {
    policy.smallest = Math.max(policy.smallest, field)
    policy.largest = Math.min(policy.largest, value)
  } else if ((how === 'eq' || how === 'starts-with') && typeof field === 'string' && typeof value === 'string') {
    policy.conditions.push({ how, field: field.replace(/^\$/, '').toLowerCase(), value })
  } else if (!list && typeof condition === 'object' && condition !== null) {
    for (const [name, exact] of Object.entries(condition))
      policy.conditions.push({ how: 'eq', field: name.toLowerCase(), value: String(exact) })
  } else throw refused('a condition could not be read')
}

function parsePolicy(base64: string): Policy {
  let parsed: { expiration?: unknown; conditions?: unknown }
  try {
    parsed = JSON.parse(Buffer.from(base64, 'base64').toString()) as typeof parsed
  } catch {
    throw refused('the policy is not JSON')
  }
  const policy: Policy = {
    expires: Date.parse(String(parsed.expiration)),
    conditions: [],
    smallest: 0,
    largest: LARGEST_OBJECT,
  }
  if (Number.isNaN(policy.expires) || !Array.isArray(parsed.conditions)) throw refused('expiration or conditions')
  for (const condition of parsed.conditions as unknown[]) readCondition(policy, condition)
  return policy
}

/** Every field must be covered by a condition, and every condition must hold. */
function checkConditions(policy: Policy, fields: Map<string, string>): void {
  for (const { how, field, value } of policy.conditions) {
    const given = fields.get(field) ?? ''
    if (how === 'eq' ? given !== value : !given.startsWith(value)) throw refused(field)
  }
  const covered = new Set(policy.conditions.map(({ field }) => field))
  for (const field of fields.keys())
    if (!UNCOVERED.has(field) && !field.startsWith('x-ignore-') && !covered.has(field)) throw refused(`extra ${field}`)
}

function verifySignature(fields: Map<string, string>, ours: Credentials): void {
  const [policy, date] = [fields.get('policy'), fields.get('x-amz-date')]
  if (!policy || !date || fields.get('x-amz-algorithm') !== 'AWS4-HMAC-SHA256')
    throw new S3Error('AccessDenied', 'The form is not signed')
  const scope = checkCredential(fields.get('x-amz-credential') ?? '', date, ours)
  const wanted = hmac(signingKey(ours.secretAccessKey, scope), policy)
  if (!sameSignature(fields.get('x-amz-signature'), wanted)) throw new S3Error('SignatureDoesNotMatch')
}

function answer(ctx: UnsignedContext, fields: Map<string, string>, key: string, etag: string): void {
  const location = `${ctx.origin}/${ctx.target.bucket}/${key.split('/').map(encodeRfc3986).join('/')}`
  const headers = { etag: quoted(etag), location }
  const status = fields.get('success_action_status')
  const named = [leaf('Bucket', ctx.target.bucket), leaf('Key', key), leaf('ETag', quoted(etag))]
  if (status === '201') sendXml(ctx.res, 201, document('PostResponse', leaf('Location', location), ...named), headers)
  else sendEmpty(ctx.res, status === '200' ? 200 : 204, headers)
}

async function store(ctx: UnsignedContext, { fields, file }: UploadForm, policy: Policy): Promise<void> {
  const bucket = ctx.store.bucket(ctx.target.bucket)
  const key = fields.get('key') ?? ''
  if (!key) throw new S3Error('InvalidArgument', 'The form has no key')
  checkKey(key)
  const checksums = checksumsIn(fields)
  const body = { chunks: file, maxLength: policy.largest, checksums, announced: [], trailers: new Map() }
  const [segment, { md5, ...received }] = await receiveSegment(ctx.store.segments, body)
  const object = { ...describe(Object.fromEntries(fields)), ...received, key, etag: md5, segments: [segment] }
  await ctx.store.putObject(bucket, { ...object, modifiedAt: Date.now() }, () => {
    if (received.size < policy.smallest) throw new S3Error('EntityTooSmall')
  })
  answer(ctx, fields, key, md5)
}

/** POST of a form to the bucket. Checks the form's own signature: the request as a whole has none. */
export async function postForm(ctx: UnsignedContext, ours: Credentials, now: number): Promise<void> {
  const source: AsyncIterable<Buffer> = ctx.req.iterator({ destroyOnReturn: false })
  const form = await readForm(source, ctx.headers['content-type'] ?? '')
  const { fields } = form
  try {
    verifySignature(fields, ours)
    const policy = parsePolicy(fields.get('policy') ?? '')
    if (now > policy.expires) throw refused('it has expired')
    fields.set('key', (fields.get('key') ?? '').replaceAll('${filename}', form.filename))
    checkConditions(policy, new Map([...fields, ['bucket', ctx.target.bucket]]))
    await store(ctx, form, policy)
  } finally {
    await form.close()
  }
}
