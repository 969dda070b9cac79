import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HEIGHT, tickWords, trendGeometry, WIDTH } from './trend-geometry.ts'

describe('a small chart', () => {
  it('puts days from left to right and values from bottom to top, the interval as a band behind them', () => {
    const { dots, bands, path, ticks } = trendGeometry([
      { day: '2026-01-01', value: 100, low: 44, high: 159 },
      { day: '2026-07-01', value: 159, low: 44, high: 159 },
      { day: '2026-12-31', value: 212, low: 50, high: 160 },
    ])
    expect(dots.map(({ x }) => x)).toEqual(dots.map(({ x }) => x).toSorted((a, b) => a - b))
    expect(dots[2]!.y).toBeLessThan(dots[0]!.y)
    // The second value lies on the upper limit of its sheet.
    expect(bands[1]!.y).toBe(dots[1]!.y)
    expect(bands).toHaveLength(3)
    expect(path).toMatch(/^M[\d.]+ [\d.]+L.+L/)
    expect(ticks.map(({ value }) => tickWords(value))).toEqual(['44', '212'])
  })

  it('stays within its frame, whatever the values', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    const point = fc.record({
      day: fc.constantFrom('2025-01-01', '2025-06-30', '2026-11-01'),
      value: number,
      low: fc.option(number),
      high: fc.option(number),
    })
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 8 }), (points) => {
        const rising = points.toSorted((a, b) => (a.day < b.day ? -1 : 1))
        const { dots } = trendGeometry(rising)
        for (const { x, y } of dots) {
          expect(x).toBeGreaterThanOrEqual(0)
          expect(x).toBeLessThanOrEqual(WIDTH)
          expect(y).toBeGreaterThanOrEqual(0)
          expect(y).toBeLessThanOrEqual(HEIGHT)
        }
      }),
    )
  })
})
