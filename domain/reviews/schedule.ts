import { morningOf, nearestWorkingDay, type WorkCalendar } from '../approvals/calendar.ts'
import { addDays, dateIn, daysBetween, endOfDay, type PlainDate, startOfDay } from '../dates.ts'
import { REVIEW_DUE_SOON_DAYS } from '../documents/review.ts'
import type { ReviewStage } from './process.ts'
import type { ReviewRhythm } from './rhythm.ts'

/** A review that waits for its owner. */
export interface OpenReview {
  dueOn: PlainDate
  /** Since when it waits. Reminders that would have come before are not made up for. */
  begunAt: Date
  lastRemindedAt: Date | null
  /** The owner's: when they are reminded. */
  calendar: WorkCalendar
  /** The organization's, by which the day of the review ends. */
  timeZone: string
}

/** Before the day, a reminder that falls on a day off comes on the working day before it, so that it is not too late. */
const reminderBefore = ({ dueOn, calendar }: OpenReview, days: number): Date =>
  morningOf(nearestWorkingDay(addDays(dueOn, -days), calendar, -1), calendar)

/** After the day, one that falls on a day off comes on the next working day. */
const reminderAfter = ({ dueOn, calendar }: OpenReview, days: number): Date =>
  morningOf(nearestWorkingDay(addDays(dueOn, days), calendar, 1), calendar)

/** The first reminder of a review after some moment. There is always one: who is overdue is reminded until they review. */
export function nextReminder({ daysBefore, overdueEveryDays }: ReviewRhythm, review: OpenReview): Date {
  const done = review.lastRemindedAt ?? review.begunAt
  const before = daysBefore.map((days) => reminderBefore(review, days)).filter((at) => at > done)
  if (before.length > 0) return before.reduce((first, at) => (at < first ? at : first))
  // Counted, and not walked to, since a review may be overdue for years.
  const passed = daysBetween(review.dueOn, dateIn(done, review.calendar.timeZone))
  for (let n = Math.max(1, Math.floor(passed / overdueEveryDays)); ; n += 1) {
    const at = reminderAfter(review, n * overdueEveryDays)
    if (at > done) return at
  }
}

/** Where a review stands at a moment. */
export function reviewStage({ dueOn, timeZone }: Pick<OpenReview, 'dueOn' | 'timeZone'>, at: Date): ReviewStage {
  const days = daysBetween(dateIn(at, timeZone), dueOn)
  if (days < 0) return 'overdue'
  return days <= REVIEW_DUE_SOON_DAYS ? 'due' : 'scheduled'
}

/**
 * What to do at `at`, and when to look again. However many reminders were missed meanwhile, one is sent, since a reminder
 * says how things stand now.
 */
export function reviewMoment(rhythm: ReviewRhythm, review: OpenReview, at: Date) {
  const remind = nextReminder(rhythm, review) <= at
  const next = nextReminder(rhythm, remind ? { ...review, lastRemindedAt: at } : review)
  const stageChanges = [startOfDueSoon(review), afterDueDay(review)].filter((change) => change > at)
  const wakeAt = stageChanges.reduce((first, change) => (change < first ? change : first), next)
  return { remind, stage: reviewStage(review, at), wakeAt }
}

/** The moment at which the day of a review is over. */
const afterDueDay = ({ dueOn, timeZone }: OpenReview): Date => new Date(endOfDay(dueOn, timeZone).getTime() + 1_000)

const startOfDueSoon = ({ dueOn, timeZone }: OpenReview): Date =>
  new Date(endOfDay(addDays(dueOn, -REVIEW_DUE_SOON_DAYS - 1), timeZone).getTime() + 1_000)

/** Long enough before the day that the reminder of the day itself is among those that were missed. */
const DAYS_MISSED = 7

/**
 * Since when a review waits that is looked at for the first time. One that is overdue already has waited since before its
 * day, so that its owner is reminded at once.
 */
export function begunAt(dueOn: PlainDate, timeZone: string, at: Date): Date {
  if (endOfDay(dueOn, timeZone) >= at) return at
  return startOfDay(addDays(dueOn, -DAYS_MISSED), timeZone)
}
