import { S3Error } from './errors.ts'
import { isPresigned, presignedClaim } from './presign.ts'
import {
  canonicalRequest,
  ChunkVerifier,
  hmac,
  parseAmzDate,
  parseCredential,
  sameSignature,
  scopeText,
  sha256Hex,
  signingKey,
} from './sigv4.ts'
import type { Scope } from './sigv4.ts'

const CLOCK_SKEW_MS = 15 * 60_000

export type Credentials = { accessKeyId: string; secretAccessKey: string; region: string }

/** What a request says about its signature, before anything is checked. */
export type SignatureClaim = {
  credential: string
  date: string
  signedHeaders: string[]
  signature: string
  payload: string
}

export type Authorised = {
  /** x-amz-content-sha256: a hash in hex, UNSIGNED-PAYLOAD or a STREAMING-… scheme. */
  payload: string
  presigned: boolean
  chunks: ChunkVerifier
}

export type SignedRequest = { method: string; path: string; query: URLSearchParams; headers: Record<string, string> }

function headerClaim(headers: Record<string, string>, now: number): SignatureClaim {
  const [scheme, ...rest] = (headers['authorization'] ?? '').split(' ')
  const fields = new Map(
    rest
      .join('')
      .split(',')
      .map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)] as const),
  )
  const credential = fields.get('Credential')
  const signed = fields.get('SignedHeaders')
  const signature = fields.get('Signature')
  if (scheme !== 'AWS4-HMAC-SHA256' || !credential || !signed || !signature)
    throw new S3Error('AuthorizationHeaderMalformed')
  const date = headers['x-amz-date'] ?? ''
  const payload = headers['x-amz-content-sha256']
  if (!payload) throw new S3Error('InvalidRequest', 'x-amz-content-sha256 is missing')
  const skew = Math.abs(parseAmzDate(date) - now)
  if (Number.isNaN(skew)) throw new S3Error('AccessDenied', 'x-amz-date is missing or not a date')
  if (skew > CLOCK_SKEW_MS) throw new S3Error('RequestTimeTooSkewed')
  return { credential, date, signedHeaders: signed.split(';'), signature, payload }
}

/** The scope of a credential that is ours, dated as the signature is. Throws for any other. */
export function checkCredential(text: string, date: string, ours: Credentials): Scope {
  const credential = parseCredential(text)
  if (!credential) throw new S3Error('AuthorizationHeaderMalformed')
  if (credential.accessKeyId !== ours.accessKeyId) throw new S3Error('InvalidAccessKeyId')
  const { day, region, service, terminator } = credential.scope
  if (region !== ours.region)
    throw new S3Error('AuthorizationHeaderMalformed', `The region '${region}' is wrong; expecting '${ours.region}'`)
  if (service !== 's3' || terminator !== 'aws4_request' || day !== date.slice(0, 8))
    throw new S3Error('SignatureDoesNotMatch', 'The credential scope is not one of this day and service')
  return credential.scope
}

/** Host and every x-amz-* header must be under the signature, else a proxy or attacker could add or change them. */
function requireSigned(headers: Record<string, string>, signedHeaders: string[]): void {
  const needed = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))]
  const missing = needed.find((name) => !signedHeaders.includes(name))
  if (missing) throw new S3Error('AccessDenied', `The header ${missing} is present but not signed`)
}

/** Verifies SigV4 in the Authorization header or in the query. There is no anonymous access. */
export function authenticate(request: SignedRequest, ours: Credentials, now: number): Authorised {
  const presigned = isPresigned(request.query)
  if (!presigned && !request.headers['authorization']) throw new S3Error('AccessDenied', 'Anonymous access is refused')
  const claim = presigned ? presignedClaim(request.query, request.headers, now) : headerClaim(request.headers, now)
  const scope = checkCredential(claim.credential, claim.date, ours)
  requireSigned(request.headers, claim.signedHeaders)
  const canonical = canonicalRequest({ ...request, signedHeaders: claim.signedHeaders, payload: claim.payload })
  const key = signingKey(ours.secretAccessKey, scope)
  const wanted = hmac(key, ['AWS4-HMAC-SHA256', claim.date, scopeText(scope), sha256Hex(canonical)].join('\n'))
  if (!sameSignature(claim.signature, wanted)) throw new S3Error('SignatureDoesNotMatch')
  return {
    payload: claim.payload,
    presigned,
    chunks: new ChunkVerifier(key, claim.date, scope, claim.signature),
  }
}
