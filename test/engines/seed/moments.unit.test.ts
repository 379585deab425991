import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateIn } from '#domain/dates.ts'
import { Moments } from '#engines/seed/moments.ts'
import { ORGANIZATIONS } from '#engines/seed/organizations.ts'
import { randomRuns } from '#test/support/random-runs.ts'

const zone = fc.constantFrom(...ORGANIZATIONS.map(({ timeZone }) => timeZone))
const today = fc.date({ min: new Date('2026-01-01'), max: new Date('2032-01-01'), noInvalidDate: true })
const days = fc.integer({ min: 1, max: 1_500 })
const name = fc.string()

test('a moment of the story has the same minute on whichever day the story is played', () => {
  fc.assert(
    fc.property(zone, today, today, days, name, (timeZone, one, other, ago, what) => {
      const minutes = [one, other].map((now) => {
        const moments = new Moments(now, timeZone)
        return moments.minute(moments.ago(ago, what))
      })
      expect(minutes[0]).toBe(minutes[1])
    }),
    { numRuns: randomRuns(500) },
  )
})

test('a moment lies in the working day so many days ago, and today before now', () => {
  fc.assert(
    fc.property(zone, today, days, name, (timeZone, now, ago, what) => {
      const moments = new Moments(now, timeZone)
      expect(dateIn(moments.ago(ago, what), timeZone)).toBe(moments.date(-ago))
      expect(moments.ago(0, what).getTime()).toBeLessThan(now.getTime())
    }),
    { numRuns: randomRuns(200) },
  )
})
