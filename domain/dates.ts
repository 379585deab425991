import { dateFormatter } from './date-formatter.ts'

/** A calendar date without time or zone, 'YYYY-MM-DD'. It sorts as text. */
export type PlainDate = string

const DAY_MS = 86_400_000
const pattern = /^(\d{4})-(\d{2})-(\d{2})$/

const toUtc = (date: PlainDate): number => Date.parse(`${date}T00:00:00Z`)
const fromUtc = (ms: number): PlainDate => new Date(ms).toISOString().slice(0, 10)

/** True for a date that is on the calendar: '2026-02-30' is not. */
export function isPlainDate(text: string): boolean {
  return pattern.test(text) && !Number.isNaN(toUtc(text)) && fromUtc(toUtc(text)) === text
}

/** The date `days` later, or earlier when negative. */
export const addDays = (date: PlainDate, days: number): PlainDate => fromUtc(toUtc(date) + days * DAY_MS)

/** Whole days from one date to another, negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => Math.round((toUtc(to) - toUtc(from)) / DAY_MS)

/** The date `months` later on the same day, or on the month's last day where that day does not exist. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return fromUtc(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)))
}

/** Day of the week, 1 Monday … 7 Sunday, as ISO 8601 counts. */
export const weekday = (date: PlainDate): number => new Date(toUtc(date)).getUTCDay() || 7

const formatterOf = (timeZone: string): Intl.DateTimeFormat =>
  dateFormatter('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })

function wallClockAsUtc(instant: number, timeZone: string): number {
  const part: Record<string, number> = {}
  for (const { type, value } of formatterOf(timeZone).formatToParts(instant)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** The calendar date at an instant, as people in that zone see it. */
export const dateIn = (instant: Date, timeZone: string): PlainDate =>
  fromUtc(wallClockAsUtc(instant.getTime(), timeZone))

/**
 * The instant at which clocks in `timeZone` show `time` on `date`. A time skipped by a change of clocks
 * gives the instant just as far after the change; a repeated one gives one of the two.
 */
export function instantAt(date: PlainDate, time: string, timeZone: string): Date {
  const wanted = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`)
  // Twice: the first guess may sit on the other side of a change of clocks.
  let instant = wanted - (wallClockAsUtc(wanted, timeZone) - wanted)
  instant = wanted - (wallClockAsUtc(instant, timeZone) - instant)
  return new Date(instant)
}

/**
 * True for a zone by a name that this runtime knows, such as 'Europe/Berlin'. Not for an offset such as '+05:30', which
 * newer runtimes take for a zone and PostgreSQL for the opposite one.
 */
export function isTimeZone(timeZone: string): boolean {
  if (!/^[a-z]/i.test(timeZone)) return false
  try {
    formatterOf(timeZone)
    return true
  } catch {
    return false
  }
}
