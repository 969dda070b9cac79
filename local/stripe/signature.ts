import { createHmac } from 'node:crypto'

/** The `Stripe-Signature` header: `t` in seconds, `v1` the HMAC-SHA-256 of `t.payload`. */
export function signatureHeader(payload: string, secret: string, seconds: number): string {
  const mac = createHmac('sha256', secret).update(`${seconds}.${payload}`).digest('hex')
  return `t=${seconds},v1=${mac}`
}
