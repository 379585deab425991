import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dateIn, daysBetween, instantAt, weekday } from '#domain/dates.ts'
import { DEFAULT_RHYTHM } from '#domain/reviews/rhythm.ts'
import { begunAt, nextReminder, type OpenReview, reviewMoment } from '#domain/reviews/schedule.ts'
import { randomRuns } from '#test/support/random-runs.ts'

const weekdays = [1, 2, 3, 4, 5]
const review = (changes: Partial<OpenReview> = {}): OpenReview => ({
  dueOn: '2027-06-16',
  begunAt: new Date('2026-06-16T09:00:00Z'),
  lastRemindedAt: null,
  calendar: { timeZone: 'UTC', workingDays: weekdays, holidays: new Set() },
  timeZone: 'UTC',
  ...changes,
})

/** All reminders up to a moment, if each is sent on time. */
function remindersUntil(end: string, of: OpenReview): string[] {
  const sent: string[] = []
  let lastRemindedAt = of.lastRemindedAt
  for (let at = nextReminder(DEFAULT_RHYTHM, of); at <= new Date(end); ) {
    sent.push(at.toISOString().slice(0, 16))
    lastRemindedAt = at
    at = nextReminder(DEFAULT_RHYTHM, { ...of, lastRemindedAt })
  }
  return sent
}

test('the owner is reminded 30, 7 and 1 days before, on the day, and then every week', () => {
  expect(remindersUntil('2027-07-01T00:00:00Z', review())).toEqual([
    // 30 days before is a Monday; the others fall on a Wednesday, a Tuesday and the Wednesday itself.
    '2027-05-17T09:00',
    '2027-06-09T09:00',
    '2027-06-15T09:00',
    '2027-06-16T09:00',
    '2027-06-23T09:00',
    '2027-06-30T09:00',
  ])
})

test('a reminder that falls on a day off comes before it while there is time, and after it once it is late', () => {
  // Due on a Sunday: the last two fall together on Friday.
  expect(remindersUntil('2027-06-29T00:00:00Z', review({ dueOn: '2027-06-13' }))).toEqual([
    '2027-05-14T09:00',
    '2027-06-04T09:00',
    '2027-06-11T09:00',
    '2027-06-21T09:00',
    '2027-06-28T09:00',
  ])
})

test('a review of 29 February is reminded of like any other', () => {
  expect(
    remindersUntil('2028-03-10T00:00:00Z', review({ dueOn: '2028-02-29', begunAt: new Date('2027-03-01T00:00:00Z') })),
  ).toEqual(['2028-01-28T09:00', '2028-02-22T09:00', '2028-02-28T09:00', '2028-02-29T09:00', '2028-03-07T09:00'])
})

test('reminders come at nine where the owner is, before and after clocks change there', () => {
  const zurich = { timeZone: 'Europe/Zurich', workingDays: weekdays, holidays: new Set<string>() }
  // Clocks go back on 31 October 2027.
  const sent = remindersUntil('2027-11-04T00:00:00Z', review({ dueOn: '2027-11-03', calendar: zurich }))
  expect(sent).toEqual(['2027-10-04T07:00', '2027-10-27T07:00', '2027-11-02T08:00', '2027-11-03T08:00'])
})

test('reminders from before the review began are not made up for', () => {
  const monthly = review({ begunAt: new Date('2027-06-10T12:00:00Z') })
  expect(remindersUntil('2027-06-17T00:00:00Z', monthly)).toEqual(['2027-06-15T09:00', '2027-06-16T09:00'])
})

test('a review that is overdue when it is first looked at is reminded of at once', () => {
  const at = new Date('2027-06-18T12:00:00Z')
  const found = review({ begunAt: begunAt('2027-06-16', 'UTC', at) })
  expect(reviewMoment(DEFAULT_RHYTHM, found, at)).toMatchObject({ remind: true, stage: 'overdue' })
})

test('the process looks again when the review becomes due soon, and when it becomes overdue', () => {
  const wakeAt = (at: string, lastRemindedAt: string | null = null) =>
    reviewMoment(
      DEFAULT_RHYTHM,
      review({ lastRemindedAt: lastRemindedAt === null ? null : new Date(lastRemindedAt) }),
      new Date(at),
    )
  expect(wakeAt('2027-05-01T09:00:00Z')).toEqual({
    remind: false,
    stage: 'scheduled',
    wakeAt: new Date('2027-05-17T00:00:00Z'),
  })
  expect(wakeAt('2027-06-16T09:00:00Z')).toEqual({
    remind: true,
    stage: 'due',
    wakeAt: new Date('2027-06-17T00:00:00Z'),
  })
  expect(wakeAt('2027-06-17T00:00:00Z', '2027-06-16T09:00:00Z')).toMatchObject({ remind: false, stage: 'overdue' })
})

const zones = ['UTC', 'Europe/Zurich', 'America/Santiago', 'Pacific/Apia', 'Asia/Kathmandu']
const rhythms = fc.record({
  daysBefore: fc.uniqueArray(fc.integer({ min: 0, max: 365 }), { maxLength: 10 }),
  overdueEveryDays: fc.integer({ min: 1, max: 90 }),
})
const reviews = fc
  .record({
    due: fc.integer({ min: 0, max: 4_000 }),
    begun: fc.integer({ min: 0, max: 4_000 * 24 }),
    away: fc.option(fc.integer({ min: 0, max: 4_000 * 24 }), { nil: null }),
    timeZone: fc.constantFrom(...zones),
    workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  })
  .map(({ due, begun, away, timeZone, workingDays }) => {
    const start = Date.parse('2026-01-01T00:00:00Z')
    const begunMs = start + begun * 3_600_000
    return review({
      dueOn: addDays('2026-01-01', due),
      begunAt: new Date(begunMs),
      lastRemindedAt: away === null ? null : new Date(begunMs + away * 3_600_000),
      calendar: { timeZone, workingDays, holidays: new Set() },
      timeZone: 'UTC',
    })
  })

test('there is always a next reminder: later than the last, on a working morning, and never long after it should be', () => {
  fc.assert(
    fc.property(rhythms, reviews, (rhythm, open) => {
      const done = open.lastRemindedAt ?? open.begunAt
      const at = nextReminder(rhythm, open)
      const { timeZone, workingDays } = open.calendar
      const day = dateIn(at, timeZone)
      expect(at > done).toBe(true)
      expect(workingDays).toContain(weekday(day))
      expect(at).toEqual(instantAt(day, '09:00', timeZone))
      if (dateIn(done, timeZone) >= open.dueOn) {
        expect(daysBetween(dateIn(done, timeZone), day)).toBeLessThanOrEqual(rhythm.overdueEveryDays + 7)
      }
    }),
    { numRuns: randomRuns(300) },
  )
})

test('whoever was away over any number of reminders is reminded once, and then not again at the same moment', () => {
  fc.assert(
    fc.property(rhythms, reviews, fc.integer({ min: 0, max: 2_000 * 24 }), (rhythm, open, hours) => {
      const at = new Date((open.lastRemindedAt ?? open.begunAt).getTime() + hours * 3_600_000)
      const { remind, wakeAt } = reviewMoment(rhythm, open, at)
      expect(wakeAt > at).toBe(true)
      if (remind) expect(reviewMoment(rhythm, { ...open, lastRemindedAt: at }, at).remind).toBe(false)
    }),
    { numRuns: randomRuns(300) },
  )
})
