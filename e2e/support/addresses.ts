import { readFileSync } from 'node:fs'
import { z } from 'zod'

const url = z.url().transform((value) => value.replace(/\/$/, ''))
const schema = z.object({
  web: url,
  mail: url,
  stripe: url,
  s3: url,
  /** For sending a mail in, as anybody may. */
  smtp: z.string(),
  /** As the application's role, which row-level security binds. */
  databaseUrl: z.string(),
  /** As the owner of the tables, who sees everything: for looking, not for shortcuts. */
  ownerUrl: z.string(),
  /** A few demo people, one for each kind of seat. */
  people: z.array(z.object({ name: z.string(), email: z.string(), role: z.string(), at: z.string().nullable() })),
})

/** Where the parts of the running product answer, without a slash at the end. */
export type Addresses = z.output<typeof schema>

/** Names the file that the supervisor writes (`--json`); set it to test a product that already runs. */
export const ADDRESSES_FILE = 'CONFERRAL_E2E_JSON'

/** Throws when nothing was started, or when the supervisor's file says something else than expected. */
export function addresses(): Addresses {
  const file = process.env[ADDRESSES_FILE]
  if (!file) throw new Error(`${ADDRESSES_FILE} is not set: the product was not started`)
  return addressesIn(file)
}

export function addressesIn(file: string): Addresses {
  return parseAddresses(readFileSync(file, 'utf8'))
}

export function parseAddresses(text: string): Addresses {
  return schema.parse(JSON.parse(text))
}
