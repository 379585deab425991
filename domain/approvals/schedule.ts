import { addDays, dateIn, type PlainDate } from '../dates.ts'
import { dateAfter, morningOf, nearestWorkingDay, type WorkCalendar } from './calendar.ts'
import type { StepDefinition } from './definition.ts'

/** One open sign-off with what was already sent about it, in its signer's own calendar. */
export interface OpenSignoff {
  requestedAt: Date
  dueAt: Date | null
  lastRemindedAt: Date | null
  escalatedAt: Date | null
  calendar: WorkCalendar
}
export type ChasePlan = Pick<StepDefinition, 'reminders' | 'escalation' | 'overdueAction'>

/** What is due for a sign-off. `reject` speaks for the whole step. */
export const CHASES = ['remind', 'escalate', 'reject'] as const
export type Chase = (typeof CHASES)[number]
type Moment = { chase: Chase; at: Date }

/** A year of overdue notices is enough for any round; the bound keeps the walk finite. */
const MAX_MOMENTS = 400
/** How often an overdue signer is reminded when the step names no rhythm: every morning of work. */
const OVERDUE_EVERY_DAYS = 1

/** Every n days from the request until the due date. */
function* regularReminders({ reminders }: ChasePlan, { requestedAt, dueAt, calendar }: OpenSignoff): Generator<Date> {
  if (reminders.everyDays === null) return
  const requested = dateIn(requestedAt, calendar.timeZone)
  for (let n = 1; n <= MAX_MOMENTS; n += 1) {
    const at = morningOf(nearestWorkingDay(addDays(requested, n * reminders.everyDays), calendar, 1), calendar)
    if (dueAt !== null && at >= dueAt) return
    yield at
  }
}

/** On the last day; on a day off the signer would see it too late, so it comes on the last day of work before. */
function* lastDayReminder({ reminders }: ChasePlan, { requestedAt, dueAt, calendar }: OpenSignoff): Generator<Date> {
  if (!reminders.lastDay || dueAt === null) return
  const at = morningOf(nearestWorkingDay(dateIn(dueAt, calendar.timeZone), calendar, -1), calendar)
  if (at > requestedAt) yield at
}

/** Reminders after the due date: the first when it has passed, then in the step's rhythm. */
function* overdueReminders({ reminders }: ChasePlan, { dueAt, calendar }: OpenSignoff): Generator<Date> {
  if (dueAt === null) return
  const due = dateIn(dueAt, calendar.timeZone)
  const every = reminders.everyDays ?? OVERDUE_EVERY_DAYS
  for (let n = 0; n < MAX_MOMENTS; n += 1) {
    yield morningOf(nearestWorkingDay(addDays(due, 1 + n * every), calendar, 1), calendar)
  }
}

const after = (due: PlainDate, days: number, calendar: WorkCalendar): Date =>
  morningOf(dateAfter(due, Math.max(days, 1), 'calendar', calendar), calendar)

/** Escalations: the first after `afterDays`; again in the same rhythm only where the step says so. */
function* escalations({ escalation, overdueAction }: ChasePlan, { dueAt, calendar }: OpenSignoff): Generator<Date> {
  if (escalation === null || dueAt === null) return
  const due = dateIn(dueAt, calendar.timeZone)
  const times = overdueAction === 'escalate' ? MAX_MOMENTS : 1
  for (let n = 1; n <= times; n += 1) yield after(due, n * Math.max(escalation.afterDays, 1), calendar)
}

/** When an overdue step rejects by itself: with the due date, or as long after the escalation as that came after it. */
function rejectionAt({ escalation, overdueAction }: ChasePlan, { dueAt, calendar }: OpenSignoff): Date | null {
  if (overdueAction !== 'reject' || dueAt === null) return null
  if (escalation === null) return dueAt
  return after(dateIn(dueAt, calendar.timeZone), 2 * Math.max(escalation.afterDays, 1), calendar)
}

/** The first of some ordered moments that lies after `done`. */
function firstAfter(times: Iterable<Date>, done: Date): Date | null {
  for (const at of times) if (at > done) return at
  return null
}

/** What comes next of each kind, after what was already done. */
function pending(plan: ChasePlan, signoff: OpenSignoff): Moment[] {
  const reminded = signoff.lastRemindedAt ?? signoff.requestedAt
  const escalated = signoff.escalatedAt ?? signoff.requestedAt
  const next: { chase: Chase; at: Date | null }[] = [
    { chase: 'remind', at: firstAfter(regularReminders(plan, signoff), reminded) },
    { chase: 'remind', at: firstAfter(lastDayReminder(plan, signoff), reminded) },
    { chase: 'remind', at: firstAfter(overdueReminders(plan, signoff), reminded) },
    { chase: 'escalate', at: firstAfter(escalations(plan, signoff), escalated) },
    { chase: 'reject', at: rejectionAt(plan, signoff) },
  ]
  return next.flatMap(({ chase, at }) => (at === null ? [] : [{ chase, at }]))
}

/**
 * What to do at `at` about one sign-off. However many reminders were missed meanwhile, one is sent, since a reminder
 * says how things stand now; an escalation that was missed too is sent beside it. A rejection makes both pointless.
 */
export function chasesDue(plan: ChasePlan, signoff: OpenSignoff, at: Date): Chase[] {
  const due = new Set(pending(plan, signoff).flatMap((moment) => (moment.at <= at ? [moment.chase] : [])))
  if (due.has('reject')) return ['reject']
  return CHASES.filter((chase) => due.has(chase))
}

/**
 * When the workflow must look again, or null when only a decision can bring it on. What was missed (a decision came
 * while the worker was down, a process was begun anew) lies in the past: then at once.
 */
export function nextWake(plan: ChasePlan, signoffs: readonly OpenSignoff[]): Date | null {
  const moments = signoffs.flatMap((signoff) => pending(plan, signoff))
  return moments.reduce<Date | null>((next, { at }) => (next === null || at < next ? at : next), null)
}

const HOURS_OF_LAST_DAY = 24
const rhythmOf = (days: number): string => {
  if (days === 7) return 'every week'
  return days === 1 ? 'every day' : `every ${days} days`
}

/** What the signers of an open step may expect of reminders, as a sentence; null when none comes before it is due. */
export function reminderSentence(
  { reminders }: Pick<ChasePlan, 'reminders'>,
  dueAt: Date | null,
  now: Date,
): string | null {
  const { everyDays, lastDay } = reminders
  if (dueAt === null) return everyDays === null ? null : `A reminder goes out ${rhythmOf(everyDays)}.`
  if (now > dueAt) return `A reminder goes out ${everyDays === null ? 'every working day' : rhythmOf(everyDays)}.`
  const hoursLeft = (dueAt.getTime() - now.getTime()) / 3_600_000
  if (hoursLeft <= HOURS_OF_LAST_DAY) return null
  if (lastDay) return 'A reminder goes out on the last working day.'
  return everyDays !== null && hoursLeft > everyDays * 24 ? `A reminder goes out ${rhythmOf(everyDays)}.` : null
}
