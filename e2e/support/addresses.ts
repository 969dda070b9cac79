import { readFileSync } from 'node:fs'
import { z } from 'zod'

const url = z.url().transform((value) => value.replace(/\/$/, ''))
const schema = z.object({ web: url, mail: url })

/** Where the parts of the running product answer, without a slash at the end. */
export type Addresses = z.output<typeof schema>

/** Names the file that the supervisor writes (`--json`); set it to test a product that already runs. */
export const ADDRESSES_FILE = 'CONFERRAL_E2E_JSON'

/** Throws when nothing was started, or when the supervisor's file says something else than expected. */
export function addresses(): Addresses {
  const file = process.env[ADDRESSES_FILE]
  if (!file) throw new Error(`${ADDRESSES_FILE} is not set: the product was not started`)
  return parseAddresses(readFileSync(file, 'utf8'))
}

export function parseAddresses(text: string): Addresses {
  return schema.parse(JSON.parse(text))
}
