import { addDays, dateIn, endOfDay, instantAt, type PlainDate, weekday } from '../dates.ts'
import type { DayKind } from './definition.ts'

/** Where and when somebody works. */
export interface WorkCalendar {
  timeZone: string
  /** ISO weekdays, Monday is 1. Without any, every day counts, or nothing would ever be due. */
  workingDays: readonly number[]
  /** Dates on which nobody of the organization works. */
  holidays: ReadonlySet<PlainDate>
}

/** Reminders come when people begin to work. */
const MORNING = '09:00'

/** Does somebody work on a date? */
export const isWorkingDay = (date: PlainDate, { workingDays, holidays }: WorkCalendar): boolean =>
  (workingDays.length === 0 || workingDays.includes(weekday(date))) && !holidays.has(date)

/** The date itself if somebody works then, else the next (or previous) working day. It ends: a calendar has only so many holidays. */
export function nearestWorkingDay(date: PlainDate, calendar: WorkCalendar, step: 1 | -1): PlainDate {
  let day = date
  while (!isWorkingDay(day, calendar)) day = addDays(day, step)
  return day
}

/** The date that lies so many days after `start`, counted in calendar or in working days. */
export function dateAfter(start: PlainDate, count: number, kind: DayKind, calendar: WorkCalendar): PlainDate {
  if (kind === 'calendar') return addDays(start, count)
  let day = start
  for (let left = count; left > 0; left -= 1) day = nearestWorkingDay(addDays(day, 1), calendar, 1)
  return day
}

/** When work begins on a date. */
export const morningOf = (date: PlainDate, { timeZone }: WorkCalendar): Date => instantAt(date, MORNING, timeZone)

/** When a step that starts at `start` is due: at the end of a day, or null when it has no limit. */
export function stepDueAt(
  start: Date,
  daysToDecide: { count: number; kind: DayKind } | null,
  calendar: WorkCalendar,
): Date | null {
  if (daysToDecide === null) return null
  const date = dateAfter(dateIn(start, calendar.timeZone), daysToDecide.count, daysToDecide.kind, calendar)
  return endOfDay(date, calendar.timeZone)
}
