import { Temporal } from 'temporal-polyfill'
import { dateFormatter } from './date-formatter.ts'

/** A calendar date without time or zone, 'YYYY-MM-DD'. It sorts as text. */
export type PlainDate = string

const pattern = /^\d{4}-\d{2}-\d{2}$/
const plain = (date: PlainDate): Temporal.PlainDate => Temporal.PlainDate.from(date)
const toDate = ({ epochMilliseconds }: Temporal.ZonedDateTime): Date => new Date(epochMilliseconds)

/** True for a date that is on the calendar: '2026-02-30' is not. */
export function isPlainDate(text: string): boolean {
  if (!pattern.test(text)) return false
  try {
    plain(text)
    return true
  } catch {
    return false
  }
}

/** The date `days` later, or earlier when negative. */
export const addDays = (date: PlainDate, days: number): PlainDate => plain(date).add({ days }).toString()

/** Whole days from one date to another, negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => plain(from).until(plain(to)).days

/** The date `months` later on the same day, or on the month's last day where that day does not exist. */
export const addMonths = (date: PlainDate, months: number): PlainDate => plain(date).add({ months }).toString()

/** Day of the week, 1 Monday … 7 Sunday, as ISO 8601 counts. */
export const weekday = (date: PlainDate): number => plain(date).dayOfWeek

/** The calendar date at an instant, as people in that zone see it. */
export const dateIn = (instant: Date, timeZone: string): PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/**
 * The instant at which clocks in `timeZone` show `time` on `date`. A time that a change of clocks skips gives the instant
 * just as far after the change; one that is repeated gives the first.
 */
export const instantAt = (date: PlainDate, time: string, timeZone: string): Date =>
  toDate(plain(date).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }))

/** The first instant of a date. In some zones clocks change at midnight, and the date begins at 01:00. */
export const startOfDay = (date: PlainDate, timeZone: string): Date => toDate(plain(date).toZonedDateTime(timeZone))

/** The last second of a date: the one before the next date begins. */
export const endOfDay = (date: PlainDate, timeZone: string): Date =>
  toDate(plain(date).add({ days: 1 }).toZonedDateTime(timeZone).subtract({ seconds: 1 }))

/**
 * True for a zone by a name that this runtime has, such as 'Europe/Berlin'. Not for an offset such as '+05:30', which
 * newer runtimes take for a zone and PostgreSQL for the opposite one.
 */
export function isTimeZone(timeZone: string): boolean {
  if (!/^[a-z]/i.test(timeZone)) return false
  try {
    dateFormatter('en', { timeZone })
    return true
  } catch {
    return false
  }
}
