import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function capture() {
  const lines: string[] = []
  const log = createLog({ level: 'debug', destination: { write: (line: string) => void lines.push(line) } })
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> }
}

test('a line is JSON with level, time, fields and message', () => {
  const { log, last } = capture()
  log.info({ caseId: 'c1', count: 3 }, 'case opened')
  expect(last()).toMatchObject({ level: 'info', caseId: 'c1', count: 3, msg: 'case opened' })
  log.info('worker ready')
  expect(last()).toMatchObject({ level: 'info', msg: 'worker ready' })
  expect(last().time).toMatch(/^\d{4}-\d\d-\d\dT/)
})

test('secrets and addresses stay out, wherever they stand', () => {
  const { log, lines } = capture()
  const secrets = {
    headers: { Cookie: 'session=abc123', authorization: 'Bearer abc123' },
    sessionToken: 'abc123',
    jobs: [{ to: 'abc123@example.test', payload: { link: 'https://x.test/agree/abc123' } }],
    nested: {
      note: 'from ana+abc123@example.co.uk, see /invite/abc123?x=1',
      url: new URL('https://x.test/?token=abc123'),
    },
    key: 'sk_test_abc123',
    smtp: 'smtp://user:abc123@host:25',
    download: 'https://s3.test/k?X-Amz-Signature=abc123&X-Amz-Credential=abc123',
  }
  log.warn(secrets, 'mail to abc123@example.test was refused')
  expect(lines.join('')).not.toContain('abc123')
  expect(lines.join('')).toContain('was refused')
})

test('errors keep type, stack and cause, and lose addresses', () => {
  const { log, last, lines } = capture()
  const cause = Object.assign(new Error('550 no such user ana@example.test'), {
    responseCode: 550,
    recipient: 'ana@example.test',
  })
  log.error({ err: new TypeError('mail failed', { cause }) }, 'unexpected')
  const { err } = last() as { err: { type: string; stack: string; cause: { responseCode: number } } }
  expect(err.type).toBe('TypeError')
  expect(err.stack).toContain('log.test.ts')
  expect(err.cause.responseCode).toBe(550)
  expect(lines.join('')).not.toContain('ana@')
})

test('a loop, a bigint and bytes do not break a line', () => {
  const { log, last } = capture()
  const loop: Record<string, unknown> = { amount: 12n, bytes: new Uint8Array(5) }
  loop.self = loop
  log.with({ job: 'scan' }).debug(loop, 'odd')
  expect(last()).toMatchObject({ job: 'scan', amount: '12', bytes: '[5 bytes]' })
})
