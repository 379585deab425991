import { addDays, dateIn, instantAt, type PlainDate, startOfDay } from '#domain/dates.ts'
import { scattered } from './ids.ts'

/** Longer than any story goes back. */
const STORY_DAYS = 2_000

/** Turns "so many days ago" into times at which people of one organization really work. */
export class Moments {
  readonly today: PlainDate

  constructor(
    readonly now: Date,
    private readonly timeZone: string,
  ) {
    this.today = dateIn(now, timeZone)
  }

  date(daysAhead: number): PlainDate {
    return addDays(this.today, daysAhead)
  }

  /** The date of an instant, as the organization's calendar has it. */
  dateOf(at: Date): PlainDate {
    return dateIn(at, this.timeZone)
  }

  /** The first instant of a day, in the organization's time zone. */
  startOf(daysAhead: number): Date {
    return startOfDay(this.date(daysAhead), this.timeZone)
  }

  /** A time of the working day, the same every run for the same name; today's are always already past. */
  ago(days: number, ...name: (string | number)[]): Date {
    if (days === 0) return new Date(this.now.getTime() - (20 + scattered(100, ...name)) * 60_000)
    const minute = 8 * 60 + 30 + scattered(9 * 60, ...name)
    const clock = `${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(scattered(60, 'second', ...name))}`
    return instantAt(addDays(this.today, -days), clock, this.timeZone)
  }

  /** Which minute of the story it is, counted from before its beginning; the same on whichever day it is told. */
  minute(at: Date): number {
    const began = startOfDay(addDays(this.today, -STORY_DAYS), this.timeZone)
    return Math.floor((at.getTime() - began.getTime()) / 60_000)
  }

  /** The same, but never before what it follows: an answer comes after its question. */
  agoAfter(previous: Date, days: number, ...name: (string | number)[]): Date {
    const at = this.ago(days, ...name)
    const earliest = new Date(previous.getTime() + (3 + scattered(25, ...name)) * 60_000)
    return at > earliest ? at : earliest
  }
}

const two = (value: number): string => String(value).padStart(2, '0')
