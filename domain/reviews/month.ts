import { addDays, addMonths, isPlainDate, type PlainDate, weekday } from '../dates.ts'

/** A month of a calendar, 'YYYY-MM'. */
export type Month = string

/** The month that somebody asks for, or the one of a day where they ask for none that there is. */
export const monthOf = (asked: string | null, today: PlainDate): Month =>
  asked !== null && isPlainDate(`${asked}-01`) && /^(19|2\d)\d\d/.test(asked) ? asked : today.slice(0, 7)

/** The month after, or before. */
export const nextMonth = (month: Month, by: 1 | -1): Month => addMonths(`${month}-01`, by).slice(0, 7)

/** The weeks of a month, from Monday to Sunday, with the days of other months that they reach into. */
export function weeksOf(month: Month): PlainDate[][] {
  const first: PlainDate = `${month}-01`
  const monday = addDays(first, 1 - weekday(first))
  const weeks: PlainDate[][] = []
  for (let start = monday; start.slice(0, 7) <= month; start = addDays(start, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, n) => addDays(start, n)))
  }
  return weeks
}
