import 'server-only'
import { createHmac } from 'node:crypto'
import { env } from '#lib/env.ts'

/**
 * The token of a mailed link, made from its id: every later mail can carry the same link although only its SHA-256 is
 * stored. 256 bits, so not to be guessed; a change of NEXTAUTH_SECRET ends all links.
 */
export function linkToken(linkId: string): string {
  return createHmac('sha256', env().NEXTAUTH_SECRET).update(`link:${linkId}`).digest('base64url')
}
