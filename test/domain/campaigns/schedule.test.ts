import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastYearly } from '#domain/campaigns/campaign.ts'
import { chasesDue, dueAtFor, nextLook, nextReminder, type OpenReader } from '#domain/campaigns/schedule.ts'
import { endOfDay, weekday } from '#domain/dates.ts'
import { randomRuns } from '#test/support/random-runs.ts'

const calendar = { timeZone: 'UTC', workingDays: [1, 2, 3, 4, 5], holidays: new Set(['2026-07-03']) }
const plan = { remindEvery: 5, escalateAfter: 2 }
// A Monday.
const ASKED = new Date('2026-06-01T09:30:00Z')
const reader: OpenReader = {
  askedAt: ASKED,
  dueAt: endOfDay('2026-06-17', 'UTC'),
  lastRemindedAt: null,
  escalatedAt: null,
}
const morning = (day: string) => new Date(`${day}T09:00:00Z`)

test('a reminder comes so many working days after the request, and on the last working day', () => {
  expect(nextReminder(plan, reader, calendar)).toEqual(morning('2026-06-08'))
  expect(nextReminder(plan, { ...reader, lastRemindedAt: morning('2026-06-15') }, calendar)).toEqual(
    morning('2026-06-17'),
  )
  expect(nextReminder({ ...plan, remindEvery: null }, reader, calendar)).toBeNull()
})

test('a due date on a day off is spoken of on the working day before', () => {
  const sunday = { ...reader, dueAt: endOfDay('2026-06-14', 'UTC'), lastRemindedAt: morning('2026-06-11') }
  expect(nextReminder(plan, sunday, calendar)).toEqual(morning('2026-06-12'))
})

test('who was reminded early on the last day is not reminded again that morning', () => {
  const dueOn = reader.dueAt.toISOString().slice(0, 10)
  const early = { ...reader, lastRemindedAt: new Date(`${dueOn}T05:00:00Z`) }
  const next = nextReminder(plan, early, calendar)
  expect(next?.toISOString().slice(0, 10)).not.toBe(dueOn)
})

test('a manager is notified once, so many working days after the due date', () => {
  expect(chasesDue(plan, reader, calendar, morning('2026-06-18')).escalate).toBe(false)
  expect(chasesDue(plan, reader, calendar, morning('2026-06-19')).escalate).toBe(true)
  expect(chasesDue(plan, { ...reader, escalatedAt: ASKED }, calendar, morning('2026-07-19')).escalate).toBe(false)
})

test('however often a campaign looks, nobody is reminded twice in a rhythm or on a day off', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }),
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 60 }),
      (remindEvery, gaps) => {
        let state = reader
        let at = ASKED
        const reminded: Date[] = []
        for (const hours of gaps) {
          at = new Date(at.getTime() + hours * 3_600_000)
          const next = nextReminder({ ...plan, remindEvery }, state, calendar)
          expect(next && calendar.workingDays.includes(weekday(next.toISOString().slice(0, 10)))).toBe(true)
          if (!chasesDue({ ...plan, remindEvery }, state, calendar, at).remind) continue
          reminded.push(at)
          state = { ...state, lastRemindedAt: at }
        }
        const days = reminded.map((moment) => moment.toISOString().slice(0, 10))
        expect(new Set(days).size).toBe(days.length)
      },
    ),
    { numRuns: randomRuns(300) },
  )
})

test('a campaign looks again on the next working morning, or when it closes', () => {
  expect(nextLook(ASKED, null, calendar)).toEqual(morning('2026-06-02'))
  expect(nextLook(new Date('2026-06-01T07:00:00Z'), null, calendar)).toEqual(morning('2026-06-01'))
  expect(nextLook(new Date('2026-06-05T12:00:00Z'), null, calendar)).toEqual(morning('2026-06-08'))
  const closes = endOfDay('2026-06-05', 'UTC')
  expect(nextLook(new Date('2026-06-05T12:00:00Z'), closes, calendar)).toEqual(closes)
})

test('who joins later has as many days, but none after the campaign closes', () => {
  expect(dueAtFor(morning('2026-06-10'), 14, null, 'UTC')).toEqual(endOfDay('2026-06-24', 'UTC'))
  const closes = endOfDay('2026-06-20', 'UTC')
  expect(dueAtFor(morning('2026-06-10'), 14, closes, 'UTC')).toEqual(closes)
})

test('a day of the year has come last year as long as it has not come this year', () => {
  expect(lastYearly('03-01', '2026-03-01')).toBe('2026-03-01')
  expect(lastYearly('03-01', '2026-02-28')).toBe('2025-03-01')
  expect(lastYearly('02-29', '2026-06-01')).toBe('2026-02-28')
  expect(lastYearly('02-29', '2028-06-01')).toBe('2028-02-29')
})
