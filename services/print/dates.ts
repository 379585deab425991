import { Temporal } from 'temporal-polyfill'
import { dateFormatter, dayIn } from '#domain/date-formatter.ts'

/** A calendar date as documents write it: 1 Jan 2027. */
export const formatDate = (date: string): string => dayIn(`${date}T00:00:00Z`, 'UTC')

/** An instant with its zone by name and offset, so that it reads the same in fifty years: 2 Dec 2026, 08:47:19 CET (UTC+01:00). */
export function formatInstant(iso: string, timeZone: string): string {
  const zoned = Temporal.Instant.from(iso).toZonedDateTimeISO(timeZone)
  const moment = `${formatDate(zoned.toPlainDate().toString())}, ${zoned.toPlainTime().toString({ smallestUnit: 'second' })}`
  if (zoned.offsetNanoseconds === 0) return `${moment} UTC`
  const offset = `UTC${zoned.offset}`
  const name = shortName(new Date(iso), timeZone)
  return `${moment} ${name ? `${name} (${offset})` : offset}`
}

/** What people call the zone then: CET, EDT. Each locale has the names of its own part of the world, for the rest it writes an offset. */
const shortName = (at: Date, timeZone: string): string | undefined =>
  ['en-US', 'en-GB']
    .flatMap((locale) => dateFormatter(locale, { timeZone, timeZoneName: 'short' }).formatToParts(at))
    .find(({ type, value }) => type === 'timeZoneName' && !/\d/.test(value))?.value
