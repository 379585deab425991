import { dateFormatter, dayIn } from '#domain/date-formatter.ts'

/** A calendar date as documents write it: 1 Jan 2027. */
export const formatDate = (date: string): string => dayIn(`${date}T00:00:00Z`, 'UTC')

/** An instant with its zone by name and offset, so that it reads the same in fifty years: 2 Dec 2026, 08:47:19 CET (UTC+01:00). */
export function formatInstant(iso: string, timeZone: string): string {
  const instant = new Date(iso)
  const part = (options: Intl.DateTimeFormatOptions, type: Intl.DateTimeFormatPartTypes, locale = 'en-US') =>
    dateFormatter(locale, { timeZone, ...options })
      .formatToParts(instant)
      .find((p) => p.type === type)?.value ?? ''
  const date = dateFormatter('en-CA', { timeZone, dateStyle: 'short' }).format(instant)
  const time = dateFormatter('en-GB', { timeZone, timeStyle: 'medium' }).format(instant)
  const offset = part({ timeZoneName: 'longOffset' }, 'timeZoneName').replace('GMT', 'UTC')
  const name = ['en-US', 'en-GB']
    .map((locale) => part({ timeZoneName: 'short' }, 'timeZoneName', locale))
    .find((zone) => !/\d/.test(zone))
  if (/^UTC(?:\+00:00)?$/.test(offset)) return `${formatDate(date)}, ${time} UTC`
  return `${formatDate(date)}, ${time} ${name ? `${name} (${offset})` : offset}`
}
