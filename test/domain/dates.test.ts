import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  dateIn,
  daysBetween,
  endOfDay,
  instantAt,
  isPlainDate,
  isTimeZone,
  startOfDay,
  weekday,
} from '#domain/dates.ts'
import { randomRuns } from '#test/support/random-runs.ts'

/** Zones that change their clocks at midnight, by half an hour, at 00:01, by a whole day, and not at all. */
const zones = [
  'UTC',
  'America/New_York',
  'America/Santiago',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Asia/Tehran',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Apia',
  'Pacific/Kiritimati',
]
const RUNS = randomRuns(500)
const SECOND = 1_000
const DAY = 86_400_000

/** Made once for each zone: making one takes a hundred times as long as using it. */
const clocks = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }),
  ]),
)
/** What clocks in a zone show, by Intl, as if it were UTC. */
const wallClock = (instant: number, timeZone: string): number =>
  Date.parse(`${clocks.get(timeZone)?.format(instant).replace(' ', 'T')}Z`)
const shownDate = (instant: number, timeZone: string) =>
  new Date(wallClock(instant, timeZone)).toISOString().slice(0, 10)
const offsetAt = (instant: number, timeZone: string) => wallClock(instant, timeZone) - instant
const anyDate = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test('adding days and counting them are each other’s inverse', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
      expect(daysBetween(date, addDays(date, days))).toBe(days)
    }),
    { numRuns: RUNS },
  )
})

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-12-15', 1, '2027-01-15'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-02-28', 12, '2027-02-28'],
])('%s and %i months is %s', (from, months, to) => expect(addMonths(from, months)).toBe(to))

/** The days on which a zone changes its clocks, and the days before and after them. */
const changes = zones.flatMap((zone) => {
  const found: (readonly [string, string])[] = []
  let before = offsetAt(Date.UTC(2005, 0, 1), zone)
  for (let at = Date.UTC(2005, 0, 1); at < Date.UTC(2035, 0, 1); at += DAY) {
    const after = offsetAt(at + DAY, zone)
    if (after !== before) for (const days of [-1, 0, 1]) found.push([addDays(shownDate(at, zone), days), zone])
    before = after
  }
  return found
})
const anyDay = fc.oneof(fc.tuple(anyDate, fc.constantFrom(...zones)), fc.constantFrom(...changes))
const anyTime = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)

test('the zones of these tests change their clocks often enough', () => expect(changes.length).toBeGreaterThan(500))

test('the date at an instant is the one that clocks show', () => {
  fc.assert(
    fc.property(anyDay, fc.nat(2 * DAY), ([date, zone], later) => {
      const instant = Date.parse(date) - DAY / 2 + later
      expect(dateIn(new Date(instant), zone)).toBe(shownDate(instant, zone))
    }),
    { numRuns: RUNS },
  )
})

test('clocks show the time that was asked for; the first time where they show it twice, as much later where they skip it', () => {
  fc.assert(
    fc.property(anyDay, anyTime, ([date, zone], time) => {
      const wanted = Date.parse(`${date}T${time}Z`)
      const instant = instantAt(date, time, zone).getTime()
      // Zones change their clocks at most once in two days, so these are all the offsets there are.
      const offsets = [offsetAt(wanted - DAY, zone), offsetAt(wanted + DAY, zone)]
      const matches = offsets.map((offset) => wanted - offset).filter((at) => wallClock(at, zone) === wanted)
      expect(instant).toBe(matches.length > 0 ? Math.min(...matches) : wanted - (offsets[0] ?? 0))
    }),
    { numRuns: RUNS },
  )
})

test('a day begins when clocks first show its date, and ends a second before the next one begins', () => {
  fc.assert(
    fc.property(anyDay, ([date, zone]) => {
      const [start, end] = [startOfDay(date, zone).getTime(), endOfDay(date, zone).getTime()]
      expect(shownDate(start, zone) >= date).toBe(true)
      expect(shownDate(start - SECOND, zone) < date).toBe(true)
      expect(shownDate(end, zone) <= date).toBe(true)
      expect(shownDate(end + SECOND, zone) > date).toBe(true)
    }),
    { numRuns: RUNS },
  )
})

test.each([
  ['America/Santiago', '2027-09-05', '2027-09-05T04:00:00.000Z'],
  ['Atlantic/Azores', '2027-03-28', '2027-03-28T01:00:00.000Z'],
])('in %s the day %s has no midnight and begins at 01:00', (zone, date, start) => {
  expect(startOfDay(date, zone).toISOString()).toBe(start)
  expect(wallClock(Date.parse(start), zone)).toBe(Date.parse(`${date}T01:00:00Z`))
})

test('a day whose last hour is repeated ends after the second one', () => {
  expect(endOfDay('2027-04-03', 'America/Santiago').toISOString()).toBe('2027-04-04T03:59:59.000Z')
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
  // Where the runtime accepts offsets: PostgreSQL reads their sign the other way round.
  expect(isTimeZone('+05:30')).toBe(false)
  expect(weekday('2026-11-22')).toBe(7)
})
