import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MOST_ZOOM, pushed, turned, UPRIGHT, zoomAt } from './picture-place.ts'

const place = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) })

it('keeps what lies under the pointer there', () => {
  fc.assert(
    fc.property(place, fc.double({ min: 1.1, max: 3, noNaN: true }), (at, by) => {
      const once = zoomAt(UPRIGHT, by, at)
      const under = { x: (at.x - once.x) / once.zoom, y: (at.y - once.y) / once.zoom }
      const twice = zoomAt(once, by, at)
      expect((at.x - twice.x) / twice.zoom).toBeCloseTo(under.x)
      expect((at.y - twice.y) / twice.zoom).toBeCloseTo(under.y)
    }),
  )
})

it('comes back to the middle when it fits again, and never beyond its limits', () => {
  const far = { x: 300, y: -90, zoom: 2, turn: -90 }
  expect(zoomAt(far, 0.1, { x: 5, y: 5 })).toEqual({ x: 0, y: 0, zoom: 1, turn: -90 })
  expect(zoomAt(far, 99).zoom).toBe(MOST_ZOOM)
  expect(pushed(far, 10, 5)).toEqual({ ...far, x: 310, y: -85 })
  expect(pushed(UPRIGHT, 10, 5)).toBe(UPRIGHT)
  expect(turned(far)).toEqual({ ...UPRIGHT, turn: -180 })
})
