import { describe, expect, test } from 'vitest'
import { formatDate, formatDue, formatMoment, formatRelative, initials } from '#app/lib/format.ts'
import { listOf } from '#domain/words.ts'

const now = new Date('2026-11-26T14:20:00Z')
const ago = (at: string, zone = 'UTC') => formatRelative(at, now, zone)

test('a date is written as 3 Dec 2026, in the zone of the reader', () => {
  expect(formatDate('2026-12-03T23:30:00Z')).toBe('3 Dec 2026')
  expect(formatDate('2026-12-03T23:30:00Z', 'Asia/Tokyo')).toBe('4 Dec 2026')
})

test('a date without a time belongs to no zone', () => {
  expect(formatDate('2026-12-03', 'America/Los_Angeles')).toBe('3 Dec 2026')
})

test('the absolute form names its zone', () => {
  expect(formatMoment('2026-12-03T14:02:00Z')).toBe('3 Dec 2026 14:02 UTC')
})

describe('relative time', () => {
  test.each([
    ['2026-11-26T14:19:40Z', 'just now'],
    ['2026-11-26T14:02:00Z', '18 minutes ago'],
    ['2026-11-26T13:20:00Z', '1 hour ago'],
    ['2026-11-25T23:59:00Z', 'yesterday'],
    ['2026-11-24T10:00:00Z', 'on Tuesday'],
    ['2026-11-19T10:00:00Z', '19 Nov 2026'],
    ['2026-11-27T09:00:00Z', 'tomorrow'],
    ['2026-12-02T09:00:00Z', 'in 6 days'],
  ])('%s is %s', (at, words) => expect(ago(at)).toBe(words))

  test('counts the days of the reader, not of the server', () => {
    expect(ago('2026-11-26T01:00:00Z', 'America/New_York')).toBe('yesterday')
  })
})

test('what is due says so in words and in tone', () => {
  expect(formatDue('2026-11-14', now)).toEqual({ words: '12 days late', tone: 'late' })
  expect(formatDue('2026-11-26', now)).toEqual({ words: 'Due today', tone: 'soon' })
  expect(formatDue('2026-11-30', now)).toEqual({ words: 'in 4 days', tone: 'later' })
})

test('initials come from the first and the last name', () => {
  expect([initials('Ada Okafor'), initials('Cher'), initials('Emil van der Sørensen')]).toEqual(['AO', 'C', 'ES'])
})

test('names are listed as a person would say them', () => {
  expect([listOf([]), listOf(['Ben']), listOf(['Ben', 'Chen', 'Dana'])]).toEqual(['', 'Ben', 'Ben, Chen and Dana'])
})
