import type { RoundState, StepRow } from '#db/queries/rounds.ts'
import type { SignoffRow } from '#db/queries/signoffs.ts'
import type { WorkCalendar } from '#domain/approvals/calendar.ts'
import type { ReviewOutcome } from '#domain/approvals/process.ts'
import { nextWake, type OpenSignoff } from '#domain/approvals/schedule.ts'
import { isOpen, signoffsOf } from './state.ts'

/** Looks up a signer's calendar. */
export type Calendars = (membershipId: string) => WorkCalendar

/** A sign-off as the schedule sees it. */
export const openSignoff = (row: SignoffRow, calendars: Calendars): OpenSignoff => ({
  requestedAt: row.requestedAt,
  dueAt: row.dueAt,
  lastRemindedAt: row.lastRemindedAt,
  escalatedAt: row.escalatedAt,
  calendar: calendars(row.signerId),
})

/** What the process waits for in a step that is under way. */
export function waiting(state: RoundState, step: StepRow, calendars: Calendars): ReviewOutcome {
  const open = signoffsOf(state, step).filter(isOpen)
  const wakeAt = nextWake(
    step.plan,
    open.map((row) => openSignoff(row, calendars)),
  )
  return {
    outcome: 'waiting',
    position: step.position,
    steps: state.steps.length,
    awaiting: open.length,
    dueAt: step.dueAt?.toISOString() ?? null,
    wakeAt: wakeAt?.toISOString() ?? null,
  }
}
