import { addDays, type PlainDate } from '../dates.ts'

/** The parts of the list of reviews, by when they are due. */
export const REVIEW_WINDOWS = ['overdue', '30', '60', '90'] as const
export type ReviewWindow = (typeof REVIEW_WINDOWS)[number]

/** From day to day, both included; null: without a bound on that side. */
export interface DaySpan {
  from: PlainDate | null
  until: PlainDate | null
}

/** The days of a part of the list, seen from today; without a part, all that is due within 90 days. */
export function windowSpan(window: ReviewWindow | null, today: PlainDate): DaySpan {
  switch (window) {
    case 'overdue':
      return { from: null, until: addDays(today, -1) }
    case '30':
      return { from: today, until: addDays(today, 30) }
    case '60':
      return { from: addDays(today, 31), until: addDays(today, 60) }
    case '90':
      return { from: addDays(today, 61), until: addDays(today, 90) }
    case null:
      return { from: null, until: addDays(today, 90) }
  }
}

/** In which part of the list a day is; null: later than all of them. */
export const windowOf = (day: PlainDate, today: PlainDate): ReviewWindow | null =>
  REVIEW_WINDOWS.find((window) => day <= (windowSpan(window, today).until ?? day)) ?? null
