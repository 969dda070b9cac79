import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ENV_NAMES, EnvError, parseEnv } from './env.ts'

const complete = {
  APP_URL: 'https://conferral.example/',
  NEXTAUTH_URL: 'https://conferral.example',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  DATABASE_URL: 'postgresql://conferral_app:s@db/conferral',
  S3_REGION: 'eu-central-1',
  S3_BUCKET: 'records',
  S3_ACCESS_KEY_ID: 'key',
  S3_SECRET_ACCESS_KEY: 'secret',
  SMTP_URL: 'smtp://mail:25',
  MAIL_FROM: 'Conferral <no-reply@conferral.example>',
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
}
const local = {
  ...complete,
  APP_URL: 'http://localhost:3000',
  NEXTAUTH_URL: 'http://localhost:3000',
  CONFERRAL_LOCAL: '1',
}

function refused(changes: Record<string, string | undefined>, base: Record<string, string> = complete): EnvError {
  try {
    parseEnv({ ...base, ...changes })
  } catch (error) {
    if (error instanceof EnvError) return error
    throw error
  }
  throw new Error('was not refused')
}

test('a complete environment is parsed, with defaults', () => {
  expect(parseEnv(complete)).toMatchObject({
    NODE_ENV: 'development',
    APP_URL: 'https://conferral.example',
    DATABASE_LISTEN_URL: complete.DATABASE_URL,
    DATABASE_POOL: 10,
    S3_FORCE_PATH_STYLE: false,
    PLATFORM_FEE_BPS: 1000,
    CONFERRAL_LOCAL: false,
    LOG_LEVEL: 'info',
  })
  expect(
    parseEnv({ ...local, S3_FORCE_PATH_STYLE: 'true', DATABASE_POOL: '3', MAIL_VIEW_URL: 'http://127.0.0.1:1080' }),
  ).toMatchObject({
    S3_FORCE_PATH_STYLE: true,
    DATABASE_POOL: 3,
    CONFERRAL_LOCAL: true,
  })
})

test('everything missing is named at once, with purpose and example', () => {
  const { message, variables } = refused(Object.fromEntries(Object.keys(complete).map((name) => [name, undefined])))
  expect(variables).toEqual(
    Object.keys(complete).toSorted((a, b) => ENV_NAMES.indexOf(a as never) - ENV_NAMES.indexOf(b as never)),
  )
  expect(message).toContain('SMTP_URL is not set.\n    It is the server that sends mail. Example: smtps://')
})

test('an empty variable counts as not set', () => {
  expect(parseEnv({ ...complete, STRIPE_API_URL: '', CLAMD_ADDRESS: ' ', DATABASE_POOL: '' })).toMatchObject({
    DATABASE_POOL: 10,
  })
  expect(refused({ S3_REGION: '' }).message).toContain('S3_REGION is not set')
})

test.each([
  ['APP_URL', 'conferral.example', 'begins with http:// or https://'],
  ['APP_URL', 'https://conferral.example/app', 'without a path'],
  ['APP_URL', 'http://conferral.example', 'https:// unless it is this machine'],
  ['NEXTAUTH_URL', 'https://other.example', 'the same as APP_URL'],
  ['NEXTAUTH_SECRET', 'short', 'at least 32 characters'],
  ['DATABASE_URL', 'mysql://x/y', 'postgresql://'],
  ['DATABASE_POOL', '0', 'at least 1'],
  ['DATABASE_POOL', 'many', 'must be a number'],
  ['S3_BUCKET', 'My Bucket', 'small letters'],
  ['S3_FORCE_PATH_STYLE', 'yes', 'must be 1 or 0'],
  ['SMTP_URL', 'mail:25', 'smtp://'],
  ['MAIL_FROM', 'Conferral', 'must be an address'],
  ['INBOUND_MAIL_DOMAIN', 'In.Conferral.example', 'a domain in small letters'],
  ['INBOUND_MAIL_SECRET', 'short', 'at least 32 characters'],
  ['STRIPE_SECRET_KEY', 'pk_test_1', 'sk_test_'],
  ['STRIPE_WEBHOOK_SECRET', 'abc', 'whsec_'],
  ['PLATFORM_FEE_BPS', '5001', 'at most 5000'],
  ['PLATFORM_FEE_BPS', '10.5', 'whole number'],
  ['CLAMD_ADDRESS', 'clamav', 'host:port'],
  ['CONFERRAL_LOCAL', '1', 'APP_URL is not this machine'],
  ['MAIL_VIEW_URL', 'http://127.0.0.1:1080', 'outside local mode'],
  ['LOG_LEVEL', 'loud', 'must be trace'],
])('%s=%s is refused: %s', (name, value, words) => {
  const { message, variables } = refused({ [name]: value })
  expect(variables).toContain(name)
  expect(message).toContain(words)
})

test('a domain for mail that comes in needs the secret with which it is signed', () => {
  expect(refused({ INBOUND_MAIL_DOMAIN: 'in.conferral.example' }).variables).toEqual(['INBOUND_MAIL_SECRET'])
})

test('a live key is refused beside a stand-in and in local mode, and no value is ever shown', () => {
  const live = { STRIPE_SECRET_KEY: 'sk_live_verysecret' }
  expect(refused({ ...live, STRIPE_API_URL: 'http://127.0.0.1:12111' }).variables).toEqual(['STRIPE_API_URL'])
  expect(refused(live, local).message).not.toContain('verysecret')
  expect(parseEnv({ ...complete, ...live }).STRIPE_SECRET_KEY).toBe('sk_live_verysecret')
})

test('local mode is refused for addresses that only look local', () => {
  for (const address of [
    'https://localhost.example',
    'https://127.0.0.1.example',
    'https://0.0.0.0',
    'https://10.0.0.1',
  ])
    expect(refused({ APP_URL: address, NEXTAUTH_URL: address }, local).variables).toContain('CONFERRAL_LOCAL')
  for (const address of ['http://127.0.0.1:3000', 'http://[::1]:3000', 'http://app.localhost'])
    expect(parseEnv({ ...local, APP_URL: address, NEXTAUTH_URL: address }).CONFERRAL_LOCAL).toBe(true)
})

test('.env.example names exactly the variables that are read', () => {
  const lines = fs.readFileSync(path.join(import.meta.dirname, '../.env.example'), 'utf8').split('\n')
  const names = lines.filter((line) => /^[A-Z]/.test(line)).map((line) => line.split('=')[0])
  expect(names.toSorted()).toEqual([...ENV_NAMES].toSorted())
})

test('docker-compose.yml passes on only what is read, and all of it that is required', () => {
  const file = fs.readFileSync(path.join(import.meta.dirname, '../docker-compose.yml'), 'utf8')
  const blocks = [...file.matchAll(/^x-(?:environment|owner):.*\n((?: {2}.*\n)+)/gm)].map(([, block]) => block).join('')
  const passed = [...blocks.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name)
  expect(passed).toContain('DATABASE_OWNER_URL')
  expect(passed.filter((name) => !(ENV_NAMES as readonly string[]).includes(name ?? ''))).toEqual([])
  expect(Object.keys(complete).filter((name) => !passed.includes(name))).toEqual([])
})
