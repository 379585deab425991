import { isPlainDate, type PlainDate } from '../dates.ts'

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

interface Holiday {
  date: PlainDate
  name: string
}
/** What a form has read, or why it cannot. */
type Read = { holidays: Holiday[] } | { error: string }

/** Reads what somebody pasted: a line for each holiday, or an iCalendar file. */
export function readHolidays(text: string): Read {
  const holidays = /^\s*BEGIN:VCALENDAR/i.test(text) ? inCalendar(text) : inLines(text)
  if ('error' in holidays || holidays.holidays.length > 0) return holidays
  return { error: 'Write a date and its name, such as 2027-01-01 New Year' }
}

function inLines(text: string): Read {
  const holidays: Holiday[] = []
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    const [date = '', ...words] = line.trim().split(/[\s,;]+/)
    if (date === '') continue
    if (!isPlainDate(date)) return { error: `Line ${at + 1} does not begin with a date such as 2027-01-01` }
    if (words.length === 0) return { error: `Line ${at + 1} has no name` }
    holidays.push({ date, name: words.join(' ') })
  }
  return { holidays }
}

/** Whole-day events of one day; others are no holidays. Long lines are folded by a line break and a blank (RFC 5545, 3.1). */
function inCalendar(text: string): Read {
  const holidays: Holiday[] = []
  for (const event of text
    .replace(/\r?\n[ \t]/g, '')
    .split(/^BEGIN:VEVENT\r?$/im)
    .slice(1)) {
    const date = /^DTSTART[^:\r\n]*:(\d{4})(\d\d)(\d\d)\r?$/im.exec(event)?.slice(1).join('-')
    const summary = /^SUMMARY[^:\r\n]*:(.+)$/im.exec(event)?.[1]
    if (date === undefined || summary === undefined) continue
    if (!isPlainDate(date)) return { error: `The file has an event on ${date}, which is no date` }
    holidays.push({ date, name: summary.replace(/\\([,;\\])/g, '$1').trim() })
  }
  return holidays.length > 0 ? { holidays } : { error: 'The file has no event that takes whole days' }
}
