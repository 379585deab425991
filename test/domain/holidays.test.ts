import { expect, test } from 'vitest'
import { readHolidays } from '#domain/organizations/holidays.ts'

test('holidays are read from lines, each with its date first', () => {
  expect(readHolidays('2027-01-01 New Year\r\n\r\n2027-05-01;Labour Day')).toEqual({
    holidays: [
      { date: '2027-01-01', name: 'New Year' },
      { date: '2027-05-01', name: 'Labour Day' },
    ],
  })
  expect(readHolidays('2027-01-01 New Year\n1 May')).toEqual({
    error: 'Line 2 does not begin with a date such as 2027-01-01',
  })
  expect(readHolidays('2027-02-30 Never')).toEqual({ error: 'Line 1 does not begin with a date such as 2027-01-01' })
  expect(readHolidays('2027-01-01')).toEqual({ error: 'Line 1 has no name' })
  expect(readHolidays(' \n')).toEqual({ error: 'Write a date and its name, such as 2027-01-01 New Year' })
})

test('holidays are read from an iCalendar file: the events that take whole days, with folded lines', () => {
  const file = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20271225',
    'SUMMARY;LANGUAGE=en:Christmas\\, the',
    '  first day',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'DTSTART:20270301T090000Z',
    'SUMMARY:A meeting',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')
  expect(readHolidays(file)).toEqual({ holidays: [{ date: '2027-12-25', name: 'Christmas, the first day' }] })
  expect(readHolidays('BEGIN:VCALENDAR\nEND:VCALENDAR')).toEqual({
    error: 'The file has no event that takes whole days',
  })
})
