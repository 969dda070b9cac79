import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs, Rate, timeLeftWords } from './upload-progress.ts'

describe('time left', () => {
  it('is not guessed before there is a measure', () => {
    const rate = new Rate()
    expect(rate.secondsFor(100)).toBeNull()
    rate.add(0, 0)
    rate.add(50, 100)
    expect(rate.secondsFor(100)).toBeNull()
    rate.add(1000, 1000)
    expect(rate.secondsFor(2000)).toBeCloseTo(2)
    expect(rate.secondsFor(0)).toBe(0)
  })

  it('comes to the true speed, is smooth, and survives parts that are sent anew and pauses', () => {
    const rate = new Rate()
    let [sent, at] = [0, 0]
    for (let second = 0; second < 60; second += 1) rate.add((sent += 1_000_000), (at += 1000))
    expect(rate.secondsFor(10_000_000)).toBeCloseTo(10, 0)
    rate.add((sent += 0), (at += 1000))
    expect(rate.secondsFor(10_000_000)).toBeLessThan(14)
    rate.add((sent -= 8_000_000), (at += 1000))
    expect(rate.secondsFor(10_000_000)).toBeLessThan(14)
    rate.rest()
    rate.add(sent, (at += 3_600_000))
    rate.add((sent += 1_000_000), (at += 1000))
    expect(rate.secondsFor(10_000_000)).toBeLessThan(14)
  })

  it('is never negative or NaN, whatever it is told', () => {
    const step = fc.tuple(fc.nat(1e9), fc.nat(1e6))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), fc.nat(1e9), (steps, rest) => {
        const rate = new Rate()
        let at = 0
        for (const [sent, elapsed] of steps) rate.add(sent, (at += elapsed))
        const seconds = rate.secondsFor(rest)
        expect(seconds === null || seconds >= 0).toBe(true)
        expect(timeLeftWords(seconds)).not.toMatch(/NaN|Infinity|-/)
      }),
    )
  })

  it.each([
    [null, ''],
    [3, 'a few seconds left'],
    [42, 'about 50 seconds left'],
    [58, 'about a minute left'],
    [125, 'about 2 minutes left'],
    [3 * 3600, 'about 3 hours left'],
    [1e9, 'more than two days left'],
  ])('%s seconds read "%s"', (seconds, words) => {
    expect(timeLeftWords(seconds)).toBe(words)
  })
})

it('waits longer each time, within limits, and never in step', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, chance) => {
      const ms = backoffMs(n, chance)
      expect(ms).toBeGreaterThanOrEqual(250)
      expect(ms).toBeLessThanOrEqual(15_000)
    }),
  )
  expect(backoffMs(1, 0)).not.toBe(backoffMs(1, 1))
})
