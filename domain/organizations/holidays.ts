import type { PlainDate } from '../dates.ts'

/** How far back and ahead a calendar of holidays reaches. With one name a date that bounds how many there are. */
const YEARS = { back: 1, ahead: 9 } as const

const yearOf = (date: PlainDate): number => Number(date.slice(0, 4))

/** The first and the last date that a holiday may have. */
export const holidayDates = (today: PlainDate): { first: PlainDate; last: PlainDate } => ({
  first: `${yearOf(today) - YEARS.back}-01-01`,
  last: `${yearOf(today) + YEARS.ahead}-12-31`,
})

/** May a holiday be on this date? */
export function isHolidayDate(date: PlainDate, today: PlainDate): boolean {
  const { first, last } = holidayDates(today)
  return first <= date && date <= last
}
