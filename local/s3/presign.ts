import { S3Error } from './errors.ts'
import { parseAmzDate } from './sigv4.ts'
import type { SignatureClaim } from './auth.ts'

const LONGEST_SECONDS = 7 * 24 * 3600
const CLOCK_SKEW_MS = 15 * 60_000
const REQUIRED = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Expires', 'X-Amz-SignedHeaders'] as const

/** True when the query claims to carry a signature, good or bad. */
export const isPresigned = (query: URLSearchParams) => query.has('X-Amz-Signature')

/** Reads the signature out of a presigned address and refuses one that is not yet or no longer valid. */
export function presignedClaim(query: URLSearchParams, headers: Record<string, string>, now: number): SignatureClaim {
  const wrong = (why: string) => new S3Error('AuthorizationQueryParametersError', why)
  if (headers['authorization']) throw new S3Error('InvalidArgument', 'Only one way of signing is allowed')
  for (const name of [...REQUIRED, 'X-Amz-Signature'])
    if (query.getAll(name).length !== 1) throw wrong(`${name} must be given once`)
  const [algorithm, credential, date, expires, signed] = REQUIRED.map((name) => query.get(name) ?? '')
  if (algorithm !== 'AWS4-HMAC-SHA256' || !credential || !date || !signed) throw wrong('Only AWS4-HMAC-SHA256 is known')
  const start = parseAmzDate(date)
  const seconds = /^\d{1,6}$/.test(expires ?? '') ? Number(expires) : NaN
  if (Number.isNaN(start)) throw wrong('X-Amz-Date is not a date')
  if (!(seconds >= 1 && seconds <= LONGEST_SECONDS)) throw wrong('X-Amz-Expires must be 1 to 604800 seconds')
  if (start - now > CLOCK_SKEW_MS) throw new S3Error('AccessDenied', 'Request is not yet valid')
  if (now > start + seconds * 1000) throw new S3Error('AccessDenied', 'Request has expired')
  return {
    credential,
    date,
    signedHeaders: signed.split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    payload: headers['x-amz-content-sha256'] ?? query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
  }
}
