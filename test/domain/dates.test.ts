import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths, dateIn, daysBetween, instantAt, isPlainDate, isTimeZone, weekday } from '#domain/dates.ts'

const zones = ['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Kiritimati']
const anyDate = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test('adding days and counting them are each other’s inverse', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
      expect(daysBetween(date, addDays(date, days))).toBe(days)
    }),
  )
})

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-12-15', 1, '2027-01-15'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-02-28', 12, '2027-02-28'],
])('%s and %i months is %s', (from, months, to) => expect(addMonths(from, months)).toBe(to))

test('noon of a date is on that date, in every zone and through every change of clocks', () => {
  fc.assert(
    fc.property(anyDate, fc.constantFrom(...zones), (date, zone) => {
      expect(dateIn(instantAt(date, '12:00', zone), zone)).toBe(date)
      expect(dateIn(instantAt(date, '23:59:59', zone), zone)).toBe(date)
    }),
  )
})

test('the day clocks change, an hour in the morning is that hour', () => {
  expect(instantAt('2026-03-29', '09:00', 'Europe/Berlin').toISOString()).toBe('2026-03-29T07:00:00.000Z')
  expect(instantAt('2026-03-28', '09:00', 'Europe/Berlin').toISOString()).toBe('2026-03-28T08:00:00.000Z')
})

test('only dates on the calendar are dates', () => {
  expect(['2026-02-28', '2026-02-30', '2026-2-3', 'today', '2026-13-01'].map(isPlainDate)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
  expect([isTimeZone('Europe/Berlin'), isTimeZone('Mars/Olympus'), isTimeZone('')]).toEqual([true, false, false])
  // Where the runtime knows offsets: PostgreSQL reads their sign the other way round.
  expect(isTimeZone('+05:30')).toBe(false)
  expect(weekday('2026-11-22')).toBe(7)
})
