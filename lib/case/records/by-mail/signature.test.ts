import { describe, expect, it } from 'vitest'
import { FRESH_SECONDS, HEADERS, readDelivery, signDelivery } from './signature.ts'

const SECRET = 'a secret of a mail server, for tests'
const NOW = new Date('2026-11-25T12:00:00Z')
const envelope = { from: 'kim@größe.example', to: ['cf-7k3m2-x@in.conferral.example'] }
const body = Buffer.from('Subject: hello\r\n\r\n')
const signed = () => new Headers(signDelivery(SECRET, envelope, body, NOW))
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const changed = (name: string, value: string) => {
  const headers = signed()
  headers.set(name, value)
  return headers
}

describe('a signed delivery', () => {
  it('says whom the mail server spoke with, and what it carries', () => {
    expect(readDelivery(SECRET, signed(), NOW)).toMatchObject({
      envelope,
      content: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(readDelivery(SECRET, signed(), later(FRESH_SECONDS))).not.toBeNull()
    expect(readDelivery(SECRET, signed(), later(-FRESH_SECONDS))).not.toBeNull()
  })

  it.each([
    ['with another secret', signed(), 'another secret of a mail server', NOW],
    ['too late', signed(), SECRET, later(FRESH_SECONDS + 1)],
    ['from the future', signed(), SECRET, later(-FRESH_SECONDS - 1)],
    ['with another time', changed(HEADERS.time, String(NOW.getTime() / 1000 + 1)), SECRET, NOW],
    ['with another recipient', changed(HEADERS.envelope, '{"from":"","to":["x@y"]}'), SECRET, NOW],
    ['with another content', changed(HEADERS.content, '0'.repeat(64)), SECRET, NOW],
    ['with half a signature', changed(HEADERS.signature, 'abc'), SECRET, NOW],
    ['without anything', new Headers(), SECRET, NOW],
  ])('is nothing %s', (_what, headers, secret, now) => expect(readDelivery(secret, headers, now)).toBeNull())
})
