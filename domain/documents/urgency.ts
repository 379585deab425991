import { daysBetween, type PlainDate } from '../dates.ts'

/** How pressing a due date is; `days` is the distance to it, always positive. */
export type Urgency =
  | { state: 'no_schedule' }
  | { state: 'on_track'; days: number }
  | { state: 'due_soon'; days: number }
  | { state: 'overdue'; days: number }
export type UrgencyKind = 'review' | 'other'

/** Reviews take weeks to prepare; everything else is a matter of days. */
export const DUE_SOON_DAYS = { review: 30, other: 3 } as const satisfies Record<UrgencyKind, number>

/** Urgency of something due on `due`, as of `today`. The due day itself is not overdue. */
export function urgency(due: PlainDate | null, today: PlainDate, kind: UrgencyKind = 'other'): Urgency {
  if (due === null) return { state: 'no_schedule' }
  const days = daysBetween(today, due)
  if (days < 0) return { state: 'overdue', days: -days }
  return { state: days <= DUE_SOON_DAYS[kind] ? 'due_soon' : 'on_track', days }
}

const RANK = { overdue: 0, due_soon: 1, on_track: 2, no_schedule: 3 } as const

/** Overdue first, then by due date, then by age; what has no date comes last. */
export function compareByUrgency(
  a: { due: PlainDate | null; createdAt: Date },
  b: { due: PlainDate | null; createdAt: Date },
  today: PlainDate,
): number {
  const rank = RANK[urgency(a.due, today).state] - RANK[urgency(b.due, today).state]
  if (rank !== 0) return rank
  if (a.due !== b.due) return (a.due ?? '') < (b.due ?? '') ? -1 : 1
  return a.createdAt.getTime() - b.createdAt.getTime()
}

/** In words: 'Overdue by 3 days', 'Due today', 'Due in 12 days'. */
export function urgencyInWords(value: Urgency): string {
  if (value.state === 'no_schedule') return 'No schedule'
  const days = value.days === 1 ? '1 day' : `${value.days} days`
  if (value.state === 'overdue') return `Overdue by ${days}`
  return value.days === 0 ? 'Due today' : `Due in ${days}`
}
