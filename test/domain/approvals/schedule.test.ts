import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateAfter, isWorkingDay, nearestWorkingDay, stepDueAt } from '#domain/approvals/calendar.ts'
import { type Approver, OVERDUE_ACTIONS } from '#domain/approvals/definition.ts'
import { type ChasePlan, chasesDue, nextWake, type OpenSignoff, reminderSentence } from '#domain/approvals/schedule.ts'
import { addDays, daysBetween } from '#domain/dates.ts'
import { randomRuns } from '#test/support/random-runs.ts'

const calendar = { timeZone: 'Europe/Berlin', workingDays: [1, 2, 3, 4, 5], holidays: new Set<string>() }
/** Asked on Monday 1 June 2026 at noon, due on Friday 12 June. */
const signoff = (changes: Partial<OpenSignoff> = {}): OpenSignoff => ({
  requestedAt: new Date('2026-06-01T10:00:00Z'),
  dueAt: new Date('2026-06-12T21:59:59Z'),
  lastRemindedAt: null,
  escalatedAt: null,
  calendar,
  ...changes,
})
const plan = (changes: Partial<ChasePlan> = {}): ChasePlan => ({
  reminders: { everyDays: 5, lastDay: true },
  escalation: { afterDays: 2, to: [{ kind: 'owner' }] },
  overdueAction: 'remind',
  ...changes,
})

/** Plays the workflow: sleeps until the next wake, does what is due, and so on. Gives what was done and when. */
function play(chasePlan: ChasePlan, first: OpenSignoff, until: Date, wakeLate = (at: Date) => at): string[] {
  const done: string[] = []
  let now = first.requestedAt
  let state = first
  for (let turns = 0; turns < 1000; turns += 1) {
    const wake = nextWake(chasePlan, [state])
    if (wake === null || wake > until) return done
    now = wakeLate(wake)
    for (const chase of chasesDue(chasePlan, state, now)) {
      done.push(`${chase} ${now.toISOString()}`)
      if (chase === 'remind') state = { ...state, lastRemindedAt: now }
      if (chase === 'escalate') state = { ...state, escalatedAt: now }
      if (chase === 'reject') return done
    }
  }
  throw new Error('the schedule never comes to rest')
}

test('reminders come in the morning of working days, on the last day, and after the due date', () => {
  expect(play(plan({ escalation: null }), signoff(), new Date('2026-06-23T00:00:00Z'))).toEqual([
    // Five days after the first is a Saturday.
    'remind 2026-06-08T07:00:00.000Z',
    'remind 2026-06-11T07:00:00.000Z',
    'remind 2026-06-12T07:00:00.000Z',
    // The day after the due date is a Saturday too.
    'remind 2026-06-15T07:00:00.000Z',
    'remind 2026-06-18T07:00:00.000Z',
  ])
})

test('an escalation comes once, or again and again where the step says so', () => {
  const only = (action: ChasePlan['overdueAction']) =>
    play(plan({ overdueAction: action }), signoff(), new Date('2026-06-19T00:00:00Z')).filter((line) =>
      line.startsWith('escalate'),
    )
  expect(only('remind')).toEqual(['escalate 2026-06-14T07:00:00.000Z'])
  expect(only('escalate')).toHaveLength(3)
})

test.each([0, 1])('an escalation after %i days comes on the day after the due date', (afterDays) => {
  const first = play(plan({ escalation: { afterDays, to: [] } }), signoff(), new Date('2026-06-19T00:00:00Z')).find(
    (line) => line.startsWith('escalate'),
  )
  expect(first).toBe('escalate 2026-06-13T07:00:00.000Z')
})

test('an overdue step rejects only where it says so: with the due date, or after the escalation had its time', () => {
  const last = (chasePlan: ChasePlan) => play(chasePlan, signoff(), new Date('2026-07-01T00:00:00Z')).at(-1)
  expect(last(plan({ overdueAction: 'reject', escalation: null }))).toBe('reject 2026-06-12T21:59:59.000Z')
  expect(last(plan({ overdueAction: 'reject' }))).toBe('reject 2026-06-16T07:00:00.000Z')
})

test('a worker that was down for days sends one reminder, and skips no escalation', () => {
  const at = new Date('2026-06-17T12:00:00Z')
  expect(chasesDue(plan(), signoff(), at)).toEqual(['remind', 'escalate'])
  const after = signoff({ lastRemindedAt: at, escalatedAt: at })
  expect(chasesDue(plan(), after, at)).toEqual([])
})

test('without a due date nothing is overdue, and without a rhythm nothing wakes the round', () => {
  const open = signoff({ dueAt: null })
  expect(nextWake(plan(), [open])).toEqual(new Date('2026-06-08T07:00:00Z'))
  expect(nextWake(plan({ reminders: { everyDays: null, lastDay: true } }), [open])).toBeNull()
})

test('a reminder that was missed wakes the round at once, and the next one only when it is due', () => {
  const missed = signoff({ lastRemindedAt: new Date('2026-06-08T07:00:00Z') })
  const now = new Date('2026-06-17T10:00:00Z')
  expect(nextWake(plan({ escalation: null }), [missed])?.getTime()).toBeLessThan(now.getTime())
  expect(chasesDue(plan({ escalation: null }), missed, now)).toEqual(['remind'])
  const reminded = { ...missed, lastRemindedAt: now }
  expect(nextWake(plan({ escalation: null }), [reminded])?.getTime()).toBeGreaterThan(now.getTime())
})

test('each signer is reminded in their own morning', () => {
  const tokyo = signoff({ calendar: { ...calendar, timeZone: 'Asia/Tokyo' } })
  expect(nextWake(plan(), [signoff(), tokyo])).toEqual(new Date('2026-06-08T00:00:00Z'))
})

test('however plan and delays are: the clock moves on, nothing comes twice at once, reminders on working days only', () => {
  const anyPlan = fc.record({
    reminders: fc.record({ everyDays: fc.option(fc.integer({ min: 1, max: 10 })), lastDay: fc.boolean() }),
    escalation: fc.option(fc.record({ afterDays: fc.integer({ min: 0, max: 5 }), to: fc.constant<Approver[]>([]) })),
    overdueAction: fc.constantFrom(...OVERDUE_ACTIONS),
  })
  const zones = fc.constantFrom('UTC', 'Asia/Kolkata', 'America/New_York', 'Pacific/Kiritimati')
  const until = new Date('2026-07-15T00:00:00Z')
  fc.assert(
    fc.property(anyPlan, zones, fc.integer({ min: 0, max: 100 }), (chasePlan, timeZone, lateHours) => {
      const first = signoff({ calendar: { ...calendar, timeZone } })
      const late = (at: Date) => new Date(at.getTime() + lateHours * 3_600_000)
      const done = play(chasePlan, first, until, late)
      expect(new Set(done).size).toBe(done.length)
      if (lateHours > 0) return
      const weekdays = done
        .filter((line) => line.startsWith('remind'))
        .map((line) => new Intl.DateTimeFormat('en', { weekday: 'short', timeZone }).format(new Date(line.slice(7))))
      expect(weekdays.filter((day) => day === 'Sat' || day === 'Sun')).toEqual([])
    }),
    { numRuns: randomRuns(60) },
  )
})

test('business days skip the weekend; an organization without working days counts every day', () => {
  expect(dateAfter('2026-06-05', 3, 'business', calendar)).toBe('2026-06-10')
  expect(dateAfter('2026-06-05', 3, 'calendar', calendar)).toBe('2026-06-08')
  expect(nearestWorkingDay('2026-06-06', { ...calendar, workingDays: [] }, 1)).toBe('2026-06-06')
  const due = stepDueAt(new Date('2026-06-05T23:30:00Z'), { count: 1, kind: 'business' }, calendar)
  // Past midnight in Berlin it is Saturday already; one working day later is Monday.
  expect(due).toEqual(new Date('2026-06-08T21:59:59Z'))
})

test('the nearest working day is worked on, and no day before it; so many business days later is so many of them later', () => {
  const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-12-01', days))
  const calendars = fc.record({
    timeZone: fc.constant('Europe/Berlin'),
    workingDays: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
    holidays: fc.array(day, { maxLength: 30 }).map((days): ReadonlySet<string> => new Set(days)),
  })
  const between = (from: string, to: string, step: 1 | -1) =>
    Array.from({ length: Math.abs(daysBetween(from, to)) }, (_, n) => addDays(from, n * step))
  fc.assert(
    fc.property(calendars, day, fc.constantFrom(1 as const, -1 as const), fc.nat(20), (given, from, step, count) => {
      const nearest = nearestWorkingDay(from, given, step)
      expect(isWorkingDay(nearest, given)).toBe(true)
      expect(between(from, nearest, step).filter((date) => isWorkingDay(date, given))).toEqual([])
      const due = dateAfter(from, count, 'business', given)
      const worked = between(from, due, 1).map((date) => addDays(date, 1))
      expect(worked.filter((date) => isWorkingDay(date, given))).toHaveLength(count)
    }),
    { numRuns: randomRuns(200) },
  )
})

test('a holiday is stepped over like a weekend', () => {
  const christmas = { ...calendar, holidays: new Set(['2026-12-25', '2026-12-28']) }
  expect(dateAfter('2026-12-24', 1, 'business', christmas)).toBe('2026-12-29')
  expect(nearestWorkingDay('2026-12-28', christmas, -1)).toBe('2026-12-24')
})

describe('what signers may expect of reminders', () => {
  const now = new Date('2026-03-02T10:00:00Z')
  const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)
  const sentence = (everyDays: number | null, lastDay: boolean, dueAt: Date | null) =>
    reminderSentence({ reminders: { everyDays, lastDay } }, dueAt, now)

  test.each([
    ['without a due date, the rhythm', sentence(7, true, null), 'A reminder goes out every week.'],
    ['without a due date and a rhythm, nothing', sentence(null, true, null), null],
    [
      'before the last day, that one comes then',
      sentence(7, true, inDays(5)),
      'A reminder goes out on the last working day.',
    ],
    ['without the last day, the rhythm', sentence(2, false, inDays(5)), 'A reminder goes out every 2 days.'],
    ['a rhythm longer than the time left is no promise', sentence(7, false, inDays(5)), null],
    ['a rhythm as long as the time left is none either', sentence(5, false, inDays(5)), null],
    [
      'a rhythm a little shorter than the time left is one',
      sentence(5, false, inDays(5.1)),
      'A reminder goes out every 5 days.',
    ],
    ['on the last day nothing more is promised', sentence(7, true, inDays(0.5)), null],
    ['when it is late, the rhythm', sentence(1, true, inDays(-1)), 'A reminder goes out every day.'],
    [
      'when it is late without a rhythm, every working day',
      sentence(null, true, inDays(-1)),
      'A reminder goes out every working day.',
    ],
  ])('%s', (_, said, expected) => expect(said).toBe(expected))
})
