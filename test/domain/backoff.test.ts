import { expect, test } from 'vitest'
import { backoffMs } from '#domain/backoff.ts'

test.each([
  [1, 5, 10],
  [2, 10, 20],
  [5, 80, 160],
  [40, 500, 1_000],
  [5_000, 500, 1_000],
])('after %s failures the next attempt comes within %s to %s milliseconds', (failures, least, most) => {
  const wait = (chance: number) => backoffMs(failures, { firstMs: 10, mostMs: 1_000 }, chance)
  expect([wait(0), wait(1)]).toEqual([least, most])
  expect(wait(0.25)).toBeLessThan(wait(0.75))
})
