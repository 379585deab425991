import { addDays, dateIn, instantAt, weekday } from '../dates.ts'

/** When somebody wants no messages, by the clocks of their time zone. */
export interface QuietHours {
  /** 'HH:MM'. Hours that end earlier than they begin end on the next day. */
  from: string
  until: string
  /** ISO weekdays on which they begin, Monday is 1. */
  days: readonly number[]
}

/** Whether quiet hours run past midnight. */
export const isOvernight = ({ from, until }: Pick<QuietHours, 'from' | 'until'>): boolean => until < from

/**
 * The end of the quiet hours that an instant falls into; null when it falls into none. Where clocks change meanwhile, they
 * begin and end by what the clocks show.
 */
export function quietUntil(now: Date, quiet: QuietHours, timeZone: string): Date | null {
  const today = dateIn(now, timeZone)
  for (const day of [addDays(today, -1), today]) {
    if (!quiet.days.includes(weekday(day))) continue
    const begin = instantAt(day, quiet.from, timeZone)
    const end = instantAt(isOvernight(quiet) ? addDays(day, 1) : day, quiet.until, timeZone)
    if (begin <= now && now < end) return end
  }
  return null
}
