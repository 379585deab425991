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

interface Reviewed {
  inEffect: boolean
  nextReviewDate: PlainDate | null
  reviewEvery: number | null
  reviewUnit: ReviewUnit | null
}

/** When a document is to be reviewed, and when next if it is confirmed on `today`; null for one that is not in effect or not reviewed regularly. */
export function reviewOf({ inEffect, nextReviewDate: due, reviewEvery, reviewUnit }: Reviewed, today: PlainDate) {
  if (!inEffect || due === null || reviewEvery === null || reviewUnit === null) return null
  return { due, next: nextReviewDate(today, { unit: reviewUnit, count: reviewEvery }) }
}
