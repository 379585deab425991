import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { digestAfter, digestOf, nextDigest } from '#domain/notifications/digest.ts'
import { randomRuns } from '#test/support/random-runs.ts'

test('the next digest is the one of today until its hour, and then the one of tomorrow', () => {
  const next = (now: string) => nextDigest(new Date(now), 8, 'Europe/Zurich')
  expect(next('2026-06-01T05:59:59Z')).toEqual({ day: '2026-06-01', at: new Date('2026-06-01T06:00:00Z') })
  expect(next('2026-06-01T06:00:00Z')).toEqual({ day: '2026-06-02', at: new Date('2026-06-02T06:00:00Z') })
})

test('whatever the zone and the change of clocks, there is one digest for each day, and it comes after now', () => {
  const zone = fc.constantFrom('Europe/Zurich', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Beirut', 'UTC')
  const when = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(zone, when, fc.integer({ min: 0, max: 23 }), (timeZone, now, hour) => {
      const next = nextDigest(now, hour, timeZone)
      expect(next.at.getTime()).toBeGreaterThan(now.getTime())
      expect(next.at.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 3_600_000)
      const after = digestAfter(next.day, hour, timeZone)
      expect(Temporal.PlainDate.from(next.day).add({ days: 1 }).toString()).toBe(after.day)
      expect(after.at.getTime()).toBeGreaterThan(next.at.getTime())
    }),
    { numRuns: randomRuns(1_000) },
  )
})

test('what waits stands there once, by its last line, and nothing that is settled does', () => {
  const line = (id: string, about: string, asks: boolean, settled = false) => ({ id, about, asks, settled })
  const { waits, happened } = digestOf([
    line('asked', 'a', true),
    line('reminded', 'a', true),
    line('signed meanwhile', 'b', true, true),
    line('published', 'c', false),
    line('published again', 'c', false),
    line('read', 'd', false, true),
  ])
  expect(waits.map(({ id }) => id)).toEqual(['reminded'])
  expect(happened.map(({ id }) => id)).toEqual(['published', 'published again'])
})
