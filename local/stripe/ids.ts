import { randomBytes } from 'node:crypto'

/** A new id in Stripe's manner, such as `pi_3f…`; 96 bits, so that a page's address cannot be guessed. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`
}
