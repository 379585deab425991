import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { type QuietHours, quietUntil } from '#domain/notifications/quiet-hours.ts'
import { randomRuns } from '#test/support/random-runs.ts'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const night = (days = EVERY_DAY): QuietHours => ({ from: '22:00', until: '07:00', days })
const at = (instant: string, quiet: QuietHours, zone: string) =>
  quietUntil(new Date(instant), quiet, zone)?.toISOString() ?? null

test('quiet hours over midnight end in the next morning, by the clocks of the person', () => {
  expect(at('2026-06-01T20:30:00Z', night(), 'Europe/Zurich')).toBe('2026-06-02T05:00:00.000Z')
  expect(at('2026-06-01T02:30:00Z', night(), 'Europe/Zurich')).toBe('2026-06-01T05:00:00.000Z')
  expect(at('2026-06-01T05:00:00Z', night(), 'Europe/Zurich')).toBe(null)
  expect(at('2026-06-01T19:59:59Z', night(), 'Europe/Zurich')).toBe(null)
})

test('they begin on the days that were chosen, and end on the day after such a day', () => {
  // 5 June 2026 is a Friday.
  expect(at('2026-06-05T23:00:00Z', night([5]), 'UTC')).toBe('2026-06-06T07:00:00.000Z')
  expect(at('2026-06-06T06:59:00Z', night([5]), 'UTC')).toBe('2026-06-06T07:00:00.000Z')
  expect(at('2026-06-06T23:00:00Z', night([5]), 'UTC')).toBe(null)
})

test('a night in which clocks change lasts as long as the clocks say', () => {
  // Forward on 29 March, back on 25 October 2026.
  expect(at('2026-03-28T21:00:00Z', night(), 'Europe/Zurich')).toBe('2026-03-29T05:00:00.000Z')
  expect(at('2026-10-24T20:00:00Z', night(), 'Europe/Zurich')).toBe('2026-10-25T06:00:00.000Z')
})

test('an end that the change of clocks skips comes just as far after it', () => {
  const quiet = { from: '01:00', until: '02:30', days: EVERY_DAY }
  expect(at('2026-03-29T00:30:00Z', quiet, 'Europe/Zurich')).toBe('2026-03-29T01:30:00.000Z')
})

/** Zones whose clocks change in both hemispheres, at midnight, by half an hour, and never. */
const ZONES = ['Europe/Zurich', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Beirut', 'UTC']
const quarter = fc.integer({ min: 0, max: 95 }).map((n) => {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(n / 4))}:${two((n % 4) * 15)}`
})

test('whatever the hours, the zone and the change of clocks: waiting ends, once, and never early', () => {
  fc.assert(
    fc.property(
      fc.record({
        zone: fc.constantFrom(...ZONES),
        from: quarter,
        until: quarter,
        days: fc.uniqueArray(fc.constantFrom(...EVERY_DAY), { minLength: 1 }),
        now: fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      }),
      ({ zone, from, until, days, now }) => {
        fc.pre(from !== until)
        const quiet = { from, until, days }
        const end = quietUntil(now, quiet, zone)
        if (end === null) return
        expect(end.getTime()).toBeGreaterThan(now.getTime())
        // A day of at most 25 hours.
        expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 3_600_000)
        // At the end the clocks show what was asked for, or the change of clocks took that time away.
        const shown = Temporal.Instant.fromEpochMilliseconds(end.getTime()).toZonedDateTimeISO(zone)
        const asked = shown.withPlainTime(until)
        if (asked.toPlainTime().toString() === `${until}:00`)
          expect(shown.toPlainTime().toString().slice(0, 5)).toBe(until)
        // All the time until then it is quiet, with the same end or a later one of the day after.
        const midway = new Date((now.getTime() + end.getTime()) / 2)
        expect(quietUntil(midway, quiet, zone)?.getTime()).toBe(end.getTime())
        // Whoever looks again at the end finds it quiet only where hours of the next day begin before these end.
        const again = quietUntil(end, quiet, zone)
        expect(again === null || again.getTime() > end.getTime()).toBe(true)
      },
    ),
    { numRuns: randomRuns(2_000) },
  )
})
