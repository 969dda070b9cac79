import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localPath } from './next.ts'

test.each([
  ['/home', '/home'],
  ['/cases/1?tab=2#top', '/cases/1?tab=2#top'],
  ['/a/../b', '/b'],
  ['/signs', '/signs'],
  ['/Ä', '/%C3%84'],
])('%j leads to %j', (given, path) => {
  expect(localPath(given)).toBe(path)
})

test.each([
  '',
  'home',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/.//evil.example',
  '/..//evil.example',
  'https://evil.example',
  'mailto:ana@example.com',
  ' /home',
  '/\t/evil.example',
  '/\u0000',
  '/a\\b',
  '/sign-in',
  '/sign-in/confirm?token=1',
  '/sign-in?next=/home',
  '/demo',
  '/api/auth/signout',
  '/a'.repeat(600),
  undefined,
  null,
  7,
  ['/home'],
  '/\ud800',
])('%j leads nowhere', (given) => {
  expect(localPath(given)).toBeNull()
})

test('whatever comes, a browser stays on this site', () => {
  const near = fc.array(
    fc.constantFrom('/', '\\', '.', '..', '//', '@', ':', 'http:', 'evil.example', '\t', '%2f', '?', '#'),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        near.map((parts) => `/${parts.join('')}`),
        fc.webUrl(),
        fc.string(),
      ),
      (given) => {
        const path = localPath(given)
        return (
          path === null || new URL(path, 'https://conferral.example/sign-in').origin === 'https://conferral.example'
        )
      },
    ),
    { numRuns: 400 },
  )
})
