import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeOf } from '#app/lib/menu-place.ts'
import { randomRuns } from '#test/support/random-runs.ts'

const box = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})
const phone = { width: 360, height: 640 }

test('a menu that fits stays below its button', () => {
  expect(placeOf(box(100, 134, 220, 200), box(100, 100, 30, 30), phone)).toEqual({ x: 0, y: 0 })
})

test('one that hangs over the lower edge opens upward, if there is room', () => {
  expect(placeOf(box(100, 534, 220, 200), box(100, 500, 30, 30), phone)).toEqual({ x: 0, y: -238 })
  expect(placeOf(box(100, 534, 220, 600), box(100, 500, 30, 30), phone).y).toBe(0)
})

test('wherever its button stands, a menu no wider than the screen is on it from side to side', () => {
  const place = fc.integer({ min: -400, max: 700 })
  fc.assert(
    fc.property(place, fc.integer({ min: 40, max: 344 }), (left, width) => {
      const { x } = placeOf(box(left, 134, width, 200), box(left, 100, 30, 30), phone)
      expect(left + x).toBeGreaterThanOrEqual(8)
      expect(left + width + x).toBeLessThanOrEqual(352)
    }),
    { numRuns: randomRuns(100) },
  )
})
