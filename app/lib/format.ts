import { dateFormatter } from '#domain/date-formatter.ts'

/** Dates, numbers and names as people read them. Pure: `now` and the zone are passed in. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export type Moment = Date | string

const toDate = (at: Moment) => (at instanceof Date ? at : new Date(at.length === 10 ? `${at}T00:00:00Z` : at))

const inZone = (at: Date, zone: string) => {
  const parts = dateFormatter('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at)
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  const year = Number(read('year'))
  const month = Number(read('month'))
  const day = Number(read('day'))
  return {
    year,
    month,
    day,
    time: `${read('hour')}:${read('minute')}`,
    dayNumber: Date.UTC(year, month - 1, day) / DAY,
  }
}

/** 3 Dec 2026. A date without a time has no zone and is taken as it stands. */
export function formatDate(at: Moment, zone = 'UTC'): string {
  const { year, month, day } = inZone(toDate(at), typeof at === 'string' && at.length === 10 ? 'UTC' : zone)
  return `${day} ${MONTHS[month - 1]} ${year}`
}

/** 3 Dec, for where the year is clear. */
export const formatDay = (at: Moment, zone = 'UTC') => formatDate(at, zone).replace(/ \d{4}$/, '')

/** 14:02 */
export const formatClock = (at: Moment, zone = 'UTC') => inZone(toDate(at), zone).time

/** 3 Dec 2026 14:02 CET: the absolute form, shown on hover. */
export function formatMoment(at: Moment, zone = 'UTC'): string {
  const date = toDate(at)
  const name = dateFormatter('en-US', { timeZone: zone, timeZoneName: 'short' })
    .formatToParts(date)
    .find((part) => part.type === 'timeZoneName')?.value
  return `${formatDate(date, zone)} ${formatClock(date, zone)} ${name ?? zone}`
}

/** 3 Dec 2026 14:02:31 CET: as exact as people need it, where the order of things matters. */
export function formatExact(at: Moment, zone = 'UTC'): string {
  const seconds = String(toDate(at).getUTCSeconds()).padStart(2, '0')
  return formatMoment(at, zone).replace(/(\d\d:\d\d) /, `$1:${seconds} `)
}

/** Thursday 26 November 2026 */
export const formatLongDate = (at: Moment, zone = 'UTC') =>
  dateFormatter('en-GB', { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    .format(toDate(at))
    .replace(',', '')

const plain = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`

/** 18 minutes ago, yesterday, on Tuesday, 3 Dec 2026; in 4 days, tomorrow. Coarse on purpose: the exact time is a hover away. */
export function formatRelative(at: Moment, now: Date, zone = 'UTC'): string {
  const date = toDate(at)
  const gap = date.getTime() - now.getTime()
  const size = Math.abs(gap)
  const days = inZone(date, zone).dayNumber - inZone(now, zone).dayNumber

  if (size < MINUTE) return 'just now'
  if (days === 0 && size < HOUR) return direction(plain(Math.round(size / MINUTE), 'minute'), gap)
  if (days === 0) return direction(plain(Math.round(size / HOUR), 'hour'), gap)
  if (days === -1) return 'yesterday'
  if (days === 1) return 'tomorrow'
  if (days < 0 && days >= -6) return `on ${WEEKDAYS[new Date(inZone(date, zone).dayNumber * DAY).getUTCDay()]}`
  if (days > 0 && days <= 30) return `in ${days} days`
  return formatDate(date, zone)
}

const direction = (amount: string, gap: number) => (gap < 0 ? `${amount} ago` : `in ${amount}`)

/** 12 days late, due today, in 6 days; beyond 30 days the date. Whole days, as the calendar of the zone counts them. */
export function formatDue(
  at: Moment,
  now: Date,
  zone = 'UTC',
  soonDays = 3,
): { words: string; tone: 'late' | 'soon' | 'later' } {
  const dateOnly = typeof at === 'string' && at.length === 10
  const days = inZone(toDate(at), dateOnly ? 'UTC' : zone).dayNumber - inZone(now, zone).dayNumber
  if (days < 0) return { words: `${plain(-days, 'day')} late`, tone: 'late' }
  if (days === 0) return { words: 'Due today', tone: 'soon' }
  if (days === 1) return { words: 'Due tomorrow', tone: 'soon' }
  if (days <= 30) return { words: `in ${days} days`, tone: days <= soonDays ? 'soon' : 'later' }
  return { words: formatDate(at, zone), tone: 'later' }
}

/** 1,204 */
export const formatNumber = (value: number) => value.toLocaleString('en-US')

/** 1 policy, 2 policies: a count with its unit, zero written. */
export const countOf = (count: number, one: string, many = `${one}s`) =>
  `${formatNumber(count)} ${count === 1 ? one : many}`

/** AO for Ada Okafor, C for Cher. */
export const initials = (name: string) => {
  const words = name.trim().split(/\s+/)
  const [first = '?', last = ''] = [words[0]?.[0], words.length > 1 ? words[words.length - 1]?.[0] : '']
  return (first + last).toUpperCase()
}

/** One of the six tints; the same person has the same one everywhere. */
export const personTint = (name: string): 1 | 2 | 3 | 4 | 5 | 6 => {
  let hash = 0
  for (const char of name) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0
  return ((hash % 6) + 1) as 1 | 2 | 3 | 4 | 5 | 6
}

/** Access control for access_control. */
export const sentenceCase = (code: string) => {
  const words = code.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The first name of a person, for sentences that name several. */
export const firstName = (name: string) => name.split(/\s+/)[0] ?? name
