import { addDays, addMonths, type PlainDate } from '../dates.ts'
import { type CountsFrom, DEFAULT_COUNTS_FROM } from '../reviews/rhythm.ts'

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

export interface Reviewed {
  inEffect: boolean
  nextReviewDate: PlainDate | null
  reviewEvery: number | null
  reviewUnit: ReviewUnit | null
}

/** How often a document is reviewed; null for one that is not reviewed regularly. */
export const frequencyOf = ({
  reviewEvery: count,
  reviewUnit: unit,
}: Pick<Reviewed, 'reviewEvery' | 'reviewUnit'>): ReviewFrequency | null =>
  count === null || unit === null ? null : { unit, count }

/** Whether a process reminds of the reviews of a document. */
export const isReviewed = (document: Reviewed): boolean =>
  document.inEffect && document.nextReviewDate !== null && frequencyOf(document) !== null

/**
 * When a document is to be reviewed, and when next if it is found right on `today`; null for one that is not in effect or
 * not reviewed regularly. Counted from the due date, the next one is the first after today, however late the review is.
 */
export function reviewOf(document: Reviewed, today: PlainDate, countsFrom: CountsFrom = DEFAULT_COUNTS_FROM) {
  const frequency = frequencyOf(document)
  const { inEffect, nextReviewDate: due } = document
  if (!inEffect || due === null || frequency === null) return null
  if (countsFrom === 'review') return { due, next: nextReviewDate(today, frequency) }
  const nth = (n: number) => nextReviewDate(due, { ...frequency, count: n * frequency.count })
  // Counted from the first date each time: a review of the 31st stays on the last day of the month only where it must.
  let n = 1
  while (nth(n) <= today) n += 1
  return { due, next: nth(n) }
}

/**
 * When a document is reviewed next whose frequency was changed: so long after its last review or the day on which it went
 * into effect, and today where that is over.
 */
export function rescheduled(frequency: ReviewFrequency, last: PlainDate, today: PlainDate): PlainDate {
  const next = nextReviewDate(last, frequency)
  return next < today ? today : next
}
