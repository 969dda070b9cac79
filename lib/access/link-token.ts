import 'server-only'
import { createHmac } from 'node:crypto'
import { env } from '#lib/env.ts'

/**
 * The token of a mailed link, made from its id: the database holds only its hash, and the worker can write the mail
 * again without keeping the token. A change of NEXTAUTH_SECRET ends every link.
 */
export function linkToken(linkId: string): string {
  return createHmac('sha256', env().NEXTAUTH_SECRET).update(`link:${linkId}`).digest('base64url')
}
