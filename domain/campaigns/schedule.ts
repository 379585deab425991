import { dateAfter, morningOf, nearestWorkingDay, type WorkCalendar } from '../approvals/calendar.ts'
import { addDays, dateIn, daysBetween, endOfDay, type PlainDate } from '../dates.ts'

/** What a campaign says of chasing. Days are working days of the organization; null: never. */
export interface ChasePlan {
  remindEvery: number | null
  escalateAfter: number | null
}

/** Somebody who has not accepted yet, with what was already sent to them. */
export interface OpenReader {
  askedAt: Date
  dueAt: Date
  lastRemindedAt: Date | null
  escalatedAt: Date | null
}

/**
 * When somebody is reminded next: so many working days after they were asked or reminded, and on the last working day
 * before it is due. However long nobody looked, the next reminder is one.
 */
export function nextReminder({ remindEvery }: ChasePlan, reader: OpenReader, calendar: WorkCalendar): Date | null {
  if (remindEvery === null) return null
  const last = dateIn(reader.lastRemindedAt ?? reader.askedAt, calendar.timeZone)
  const regular = dateAfter(last, remindEvery, 'business', calendar)
  const lastDay = nearestWorkingDay(dateIn(reader.dueAt, calendar.timeZone), calendar, -1)
  // By days: who was reminded before the morning of the last day is not reminded again on it.
  return morningOf(lastDay > last && lastDay < regular ? lastDay : regular, calendar)
}

/** When the manager of somebody is notified that they are late: once. */
export function escalationAt({ escalateAfter }: ChasePlan, reader: OpenReader, calendar: WorkCalendar): Date | null {
  if (escalateAfter === null || reader.escalatedAt !== null) return null
  const due = dateIn(reader.dueAt, calendar.timeZone)
  return morningOf(dateAfter(due, escalateAfter, 'business', calendar), calendar)
}

/** What is due for somebody at a moment. */
export function chasesDue(plan: ChasePlan, reader: OpenReader, calendar: WorkCalendar, at: Date) {
  const isDue = (moment: Date | null): boolean => moment !== null && moment <= at
  return {
    remind: isDue(nextReminder(plan, reader, calendar)),
    escalate: isDue(escalationAt(plan, reader, calendar)),
  }
}

/** When a campaign looks again: on the next working morning, or when it closes. All reminders fall on such mornings. */
export function nextLook(at: Date, closesAt: Date | null, calendar: WorkCalendar): Date {
  const today = dateIn(at, calendar.timeZone)
  const thisMorning = morningOf(nearestWorkingDay(today, calendar, 1), calendar)
  const morning =
    thisMorning > at ? thisMorning : morningOf(nearestWorkingDay(addDays(today, 1), calendar, 1), calendar)
  return closesAt !== null && closesAt > at && closesAt < morning ? closesAt : morning
}

/** By when somebody who is asked at a moment has to accept: they get as many days as those who were asked first. */
export function dueAtFor(at: Date, daysToRead: number, closesAt: Date | null, timeZone: string): Date {
  const due = endOfDay(addDays(dateIn(at, timeZone), daysToRead), timeZone)
  return closesAt !== null && closesAt < due ? closesAt : due
}

/** How many days people have who are asked today. */
export const daysToRead = (today: PlainDate, due: PlainDate): number => daysBetween(today, due)
