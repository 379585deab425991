/** When the owner of a document is reminded of its review. */
export interface ReviewRhythm {
  /** So many days before it is due; 0 is the day itself. */
  daysBefore: readonly number[]
  /** Once it is overdue, every so many days. */
  overdueEveryDays: number
}

/** What holds until an organization chooses otherwise. */
export const DEFAULT_RHYTHM: ReviewRhythm = { daysBefore: [30, 7, 1, 0], overdueEveryDays: 7 }

/** Bounds of what can be chosen. */
export const RHYTHM_BOUNDS = { mostReminders: 10, mostDaysBefore: 365, mostEveryDays: 90 } as const

/** From what the next review counts: from the day of the last one, or from the day on which that was due. */
export const COUNTS_FROM = ['review', 'due'] as const
export type CountsFrom = (typeof COUNTS_FROM)[number]
export const DEFAULT_COUNTS_FROM: CountsFrom = 'review'
