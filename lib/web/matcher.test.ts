import { expect, it } from 'vitest'
import { config } from '../../proxy.ts'

// Of what comes through the proxy Next keeps the first 10 MiB: a mail that is handed on is larger, and must not be cut.

const passes = (path: string): boolean => config.matcher.some(({ source }) => new RegExp(`^${source}$`).test(path))

it.each(['/', '/cases/1', '/api/stripe/webhook', '/api/cases/1/records', '/api/mail/inbound/x', '/api/mail'])(
  'gives %s its headers',
  (path) => expect(passes(path)).toBe(true),
)

it.each(['/api/mail/inbound', '/_next/static/a.js', '/icon.svg'])('leaves %s alone', (path) =>
  expect(passes(path)).toBe(false),
)
