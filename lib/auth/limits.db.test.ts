import { expect, test } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { limit, placeOf } from './limits.ts'

const { owner } = useDatabase()

test('a limit counts over all processes, keeps no address, and ends by itself', async () => {
  const uses = await Promise.allSettled(Array.from({ length: 9 }, () => limit('linkToAddress', 'ana@example.test')))
  expect(uses.filter((use) => use.status === 'fulfilled')).toHaveLength(6)
  const { rows } = await owner.query<{ key: string; points: number }>('select key, points from "RateLimit"')
  expect(rows).toEqual([{ key: expect.stringMatching(/^linkToAddress:[0-9a-f]{32}$/), points: 9 }])
  await owner.query('update "RateLimit" set expire = 1')
  await expect(limit('linkToAddress', 'ana@example.test')).resolves.toBeUndefined()
})

test.each([
  [null, ''],
  ['', ''],
  ['192.0.2.7', '192.0.2.7'],
  ['198.51.100.1, 192.0.2.7', '192.0.2.7'],
  ['spoofed,, 192.0.2.7 ', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::ffff:192.0.2.7', '::ffff:192.0.2.7'],
])('%j comes from %j', (header, place) => {
  expect(placeOf(header)).toBe(place)
})
