import 'server-only'
import { z } from 'zod'

// The only reader of process.env. Parsed on first use, not on import: `next build` needs none of these variables.

const url = (...protocols: string[]) =>
  z.string().refine((value) => protocols.includes(protocolOf(value)), {
    error: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  })
const origin = url('http:', 'https:')
  .refine((value) => URL.parse(value)?.pathname === '/' && !/[?#]/.test(value), {
    error: 'must be an address without a path',
  })
  .transform((value) => value.replace(/\/$/, ''))
const postgres = url('postgresql:', 'postgres:')
const whole = (min: number, max: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
const flag = z
  .enum(['0', '1', 'true', 'false'], { error: 'must be 1 or 0' })
  .transform((value) => value === '1' || value === 'true')

const fields = {
  NODE_ENV: z
    .enum(['development', 'test', 'production'], { error: 'must be development, test or production' })
    .default('development'),
  APP_URL: origin,
  NEXTAUTH_URL: origin,
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters'),
  DATABASE_URL: postgres,
  DATABASE_OWNER_URL: postgres.optional(),
  DATABASE_LISTEN_URL: postgres.optional(),
  DATABASE_POOL: whole(1, 500).default(10),
  S3_ENDPOINT: url('http:', 'https:').optional(),
  S3_PUBLIC_ENDPOINT: url('http:', 'https:').optional(),
  S3_REGION: z.string(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be 3 to 63 small letters, digits, dots and hyphens'),
  S3_ACCESS_KEY_ID: z.string(),
  S3_SECRET_ACCESS_KEY: z.string(),
  S3_FORCE_PATH_STYLE: flag.default(false),
  SMTP_URL: url('smtp:', 'smtps:'),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$/, 'must be an address, or a name and an <address>'),
  INBOUND_MAIL_DOMAIN: z
    .string()
    .regex(/^(?=.{4,190}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'must be a domain in small letters')
    .optional(),
  INBOUND_MAIL_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_(?:test|live)_\w+$/, 'must begin with sk_test_, sk_live_, rk_test_ or rk_live_'),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_', 'must begin with whsec_'),
  STRIPE_API_URL: url('http:', 'https:').optional(),
  PLATFORM_FEE_BPS: whole(0, 5000).default(1000),
  CLAMD_ADDRESS: z
    .string()
    .regex(/^(?:[\w.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/, 'must be host:port')
    .optional(),
  CONFERRAL_LOCAL: flag.default(false),
  MAIL_VIEW_URL: url('http:', 'https:').optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be trace, debug, info, warn, error, fatal or silent',
    })
    .default('info'),
}

type Name = keyof typeof fields
const schema = z.object(fields)

/** Parsed settings, keyed by the variable's name: numbers and flags are numbers and booleans, addresses end without a slash. */
export type Env = Readonly<Omit<z.output<typeof schema>, 'DATABASE_LISTEN_URL'> & { DATABASE_LISTEN_URL: string }>

/** What each variable is for, and an example of it: the words of an `EnvError`. */
const about: Record<Name, readonly [purpose: string, example: string]> = {
  NODE_ENV: ['how this process runs', 'production'],
  APP_URL: ['the address that people and mails use', 'https://conferral.example'],
  NEXTAUTH_URL: ['the address that sign-in uses, the same as APP_URL', 'https://conferral.example'],
  NEXTAUTH_SECRET: ['the secret that signs cookies and links', 'the output of: openssl rand -base64 48'],
  DATABASE_URL: [
    "PostgreSQL as the application's role, which owns no table",
    'postgresql://conferral_app:secret@db:5432/conferral',
  ],
  DATABASE_OWNER_URL: [
    "PostgreSQL as the tables' owner, for migrations and the queue",
    'postgresql://conferral_owner:secret@db:5432/conferral',
  ],
  DATABASE_LISTEN_URL: [
    'a direct connection for live updates, past any pooler',
    'postgresql://conferral_app:secret@db:5432/conferral',
  ],
  DATABASE_POOL: ['how many database connections a process may hold', '10'],
  S3_ENDPOINT: ['the object store, unless it is AWS', 'https://s3.eu-central-1.example'],
  S3_PUBLIC_ENDPOINT: [
    "the object store's address as browsers reach it, where that differs",
    'https://files.conferral.example',
  ],
  S3_REGION: ["the object store's region", 'eu-central-1'],
  S3_BUCKET: ['the bucket that holds the records', 'conferral-records'],
  S3_ACCESS_KEY_ID: ["the object store's key", 'AKIAIOSFODNN7EXAMPLE'],
  S3_SECRET_ACCESS_KEY: ["the object store's secret key", 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  S3_FORCE_PATH_STYLE: ['1 when buckets are folders of the endpoint (most stores but AWS)', '1'],
  SMTP_URL: ['the server that sends mail', 'smtps://user:password@smtp.example:465'],
  MAIL_FROM: ["the sender of the service's mail", 'Conferral <no-reply@conferral.example>'],
  INBOUND_MAIL_DOMAIN: [
    'the domain whose mail becomes records; without it no address is shown',
    'in.conferral.example',
  ],
  INBOUND_MAIL_SECRET: [
    'the secret with which your mail server signs what it hands on',
    'the output of: openssl rand -base64 48',
  ],
  STRIPE_SECRET_KEY: ['the key to the payments account', 'sk_test_51…'],
  STRIPE_WEBHOOK_SECRET: ['the secret that proves that a payment event comes from Stripe', 'whsec_…'],
  STRIPE_API_URL: ['a stand-in for Stripe on a developer machine, never with a live key', 'http://127.0.0.1:12111'],
  PLATFORM_FEE_BPS: ["the platform's part of a fee in hundredths of a percent", '1000 (10 %)'],
  CLAMD_ADDRESS: ['the malware scanner; without it files are marked "not scanned"', 'clamav:3310'],
  CONFERRAL_LOCAL: ['1 on a developer machine: adds a page to sign in as a demo person', '1'],
  MAIL_VIEW_URL: ["the mail catcher's page on a developer machine", 'http://127.0.0.1:1080'],
  LOG_LEVEL: ['how much is logged', 'info'],
}

/** Every variable that the service reads. */
export const ENV_NAMES = Object.keys(fields) as readonly Name[]

/** One or more variables are missing or wrong; the message names each in plain words and never shows a value. */
export class EnvError extends Error {
  override name = 'EnvError'
  readonly variables: readonly string[]
  constructor(problems: readonly { name: Name; wrong: string }[]) {
    const lines = problems.map(
      ({ name, wrong }) => `  ${name} ${wrong}.\n    It is ${about[name][0]}. Example: ${about[name][1]}`,
    )
    super(`The environment is not complete (see .env.example):\n${lines.join('\n')}`)
    this.variables = problems.map(({ name }) => name)
  }
}

/** Parses a set of variables; an empty one counts as absent. Throws one `EnvError` that lists everything wrong. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const parsed = schema.safeParse(given)
  const issues = parsed.error?.issues ?? []
  const problems = issues.map((issue) => {
    const name = issue.path[0] as Name
    return { name, wrong: given[name] === undefined ? 'is not set' : issue.message }
  })
  // One line for each variable, its first: "must be a URL" says enough without "must have no path".
  const first = problems.filter(({ name }, index) => problems.findIndex((other) => other.name === name) === index)
  const all = [...first, ...contradictions(given).filter(({ name }) => !first.some((problem) => problem.name === name))]
  if (!parsed.success || all.length > 0) throw new EnvError(all)
  return Object.freeze({
    ...parsed.data,
    DATABASE_LISTEN_URL: parsed.data.DATABASE_LISTEN_URL ?? parsed.data.DATABASE_URL,
  })
}

let cached: Env | undefined

/** The settings of this process, read once. Throws `EnvError` on the first call when they are not complete. */
export function env(): Env {
  cached ??= parseEnv(process.env)
  return cached
}

function contradictions(given: Record<string, string | undefined>): { name: Name; wrong: string }[] {
  const { APP_URL = '', NEXTAUTH_URL = '' } = given
  const local = isLoopback(APP_URL)
  const standIn = Boolean(given.STRIPE_API_URL)
  const localMode = given.CONFERRAL_LOCAL === '1' || given.CONFERRAL_LOCAL === 'true'
  const live = /^[sr]k_live_/.test(given.STRIPE_SECRET_KEY ?? '')
  const slashless = (value: string) => value.replace(/\/$/, '')
  const found: [when: boolean, name: Name, wrong: string][] = [
    [slashless(APP_URL) !== slashless(NEXTAUTH_URL), 'NEXTAUTH_URL', 'must be the same as APP_URL'],
    [protocolOf(APP_URL) === 'http:' && !local, 'APP_URL', 'must begin with https:// unless it is this machine'],
    [
      localMode && !local,
      'CONFERRAL_LOCAL',
      'is refused: APP_URL is not this machine, and anyone could sign in as a demo person',
    ],
    [standIn && live, 'STRIPE_API_URL', 'is refused: a live key must never be sent to a stand-in'],
    [localMode && live, 'STRIPE_SECRET_KEY', 'is refused: a live key has no place in local mode'],
    [Boolean(given.MAIL_VIEW_URL) && !localMode, 'MAIL_VIEW_URL', 'is refused outside local mode'],
    [
      Boolean(given.INBOUND_MAIL_DOMAIN) && !given.INBOUND_MAIL_SECRET,
      'INBOUND_MAIL_SECRET',
      'is not set, and INBOUND_MAIL_DOMAIN is: anybody could hand in a mail',
    ],
  ]
  return found.filter(([when]) => when).map(([, name, wrong]) => ({ name, wrong }))
}

function protocolOf(value: string): string {
  return URL.parse(value)?.protocol ?? ''
}

function isLoopback(value: string): boolean {
  const host = URL.parse(value)?.hostname ?? ''
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
