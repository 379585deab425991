import { BOUND_ERRORS } from '#domain/bound/errors.ts'
import { dateIn, instantAt, isPlainDate, isTimeZone } from '#domain/dates.ts'
import { formatClock } from './format.ts'
import type { FieldErrors } from './forms.ts'

/** The moment that an address names, as the form shows it. */
export interface AskedMoment {
  day: string
  time: string
  timeZone: string
}

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/

/** Reads the moment in an address: a day, a time and a zone; without them now, in the zone of the organization. */
export function readMoment(search: URLSearchParams, zone: string, now: Date) {
  const given = search.get('timeZone') ?? ''
  const timeZone = given === '' ? zone : given
  const isZone = isTimeZone(timeZone)
  const here = isZone ? timeZone : zone
  const asked: AskedMoment = {
    day: search.get('day') || dateIn(now, here),
    time: search.get('time') || formatClock(now, here),
    timeZone,
  }
  const errors: FieldErrors = {}
  if (!isPlainDate(asked.day)) errors.day = 'Choose a day'
  if (!CLOCK.test(asked.time)) errors.time = 'Write a time such as 14:00'
  if (!isZone) errors.timeZone = 'Choose a time zone from the list'
  if (Object.keys(errors).length > 0) return { asked, errors, at: null }
  const isNow = !search.get('day') && !search.get('time')
  return { asked, errors, at: isNow ? now : instantAt(asked.day, asked.time, timeZone) }
}

/** What is said where the day is, when no such moment can be asked for. */
export const outOfRange: FieldErrors = { day: BOUND_ERRORS.moment_out_of_range.sentence() }
