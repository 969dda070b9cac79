import { expect, test } from 'vitest'
import { fixedClock, now, setClock } from './clock.ts'

test('a clock can be put in place and taken away', () => {
  const clock = fixedClock('2026-11-22T09:00:00Z')
  const putBack = setClock(clock)
  expect(now().toISOString()).toBe('2026-11-22T09:00:00.000Z')
  clock.advance(60_000)
  expect(now().toISOString()).toBe('2026-11-22T09:01:00.000Z')
  putBack()
  expect(Math.abs(now().getTime() - Date.now())).toBeLessThan(1_000)
})
