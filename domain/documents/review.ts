import { addDays, addMonths, type PlainDate } from '../dates.ts'

/** How often a document is reviewed: every n days or every n months, n > 0. */
export type ReviewFrequency = { unit: ReviewUnit; count: number }
export const REVIEW_UNITS = ['days', 'months'] as const
export type ReviewUnit = (typeof REVIEW_UNITS)[number]

export const DEFAULT_REVIEW_FREQUENCY: ReviewFrequency = { unit: 'months', count: 12 }

/** A review is shown as due this many days ahead: reviews take weeks to prepare. */
export const REVIEW_DUE_SOON_DAYS = 30

/** The next review after `from`. Months keep the day or take the month's last. */
export function nextReviewDate(from: PlainDate, { unit, count }: ReviewFrequency): PlainDate {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`A review frequency is at least 1, not ${count}`)
  return unit === 'days' ? addDays(from, count) : addMonths(from, count)
}
