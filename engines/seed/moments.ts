import { createHash } from 'node:crypto'
import { addDays, dateIn, daysBetween, instantAt, type PlainDate } from '#domain/dates.ts'

const MINUTE_MS = 60_000
/** Longer than any story goes back. */
const STORY_DAYS = 2_000

/** Turns "so many days ago" into times at which people of one organization really work. */
export class Moments {
  private readonly today: PlainDate

  constructor(
    readonly now: Date,
    private readonly timeZone: string,
  ) {
    this.today = dateIn(now, timeZone)
  }

  /** So many days from today; negative ones have passed. */
  date(days: number): PlainDate {
    return addDays(this.today, days)
  }

  /** A time of the working day, the same every run for the same name; today's are always already past. */
  ago(days: number, name: string): Date {
    if (days === 0) return new Date(this.now.getTime() - (20 + scattered(100, name)) * MINUTE_MS)
    const minute = 8 * 60 + 30 + scattered(9 * 60, name)
    const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(scattered(60, `second of ${name}`))}`
    return instantAt(this.date(-days), time, this.timeZone)
  }

  /** The same, but never before what it follows: an answer comes after its question. */
  agoAfter(previous: Date, days: number, name: string): Date {
    const at = this.ago(days, name)
    const earliest = later(previous, 3 + scattered(25, name))
    return at > earliest ? at : earliest
  }

  /** Which minute of the story it is by the clocks of the organization: the same on whichever day the story is played. */
  minute(at: Date): number {
    const date = dateIn(at, this.timeZone)
    // Counted from noon: clocks change at night, and a day of such a night is an hour longer or shorter.
    const sinceNoon = Math.floor((at.getTime() - instantAt(date, '12:00:00', this.timeZone).getTime()) / MINUTE_MS)
    return ((STORY_DAYS + daysBetween(this.today, date)) * 24 + 12) * 60 + sinceNoon
  }
}

export const later = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * MINUTE_MS)

/** A number from 0 to `below` (exclusive) that looks arbitrary and is the same every time for the same name. */
export const scattered = (below: number, name: string): number =>
  createHash('sha256').update(name).digest().readUInt32BE(0) % below

const two = (value: number): string => String(value).padStart(2, '0')
