import {
  AlarmClock,
  Ban,
  Box,
  CalendarClock,
  Check,
  CircleCheck,
  CircleX,
  Clock,
  Forward,
  type LucideIcon,
  Pencil,
  Undo2,
} from 'lucide-react'
import { formatDate } from '#app/lib/format.ts'
import { Time, useDue } from './time.tsx'

/** One word, one icon, one color for each state, everywhere. */
const STATES = {
  draft: { word: 'Draft', icon: Pencil, tone: 'draft' },
  in_review: { word: 'In review', icon: Clock, tone: 'in_review' },
  approved: { word: 'Approved', icon: Check, tone: 'approved' },
  published: { word: 'Published', icon: CircleCheck, tone: 'published' },
  /** For those who read only that: whether it is being revised, they do not see. */
  in_effect: { word: 'In effect', icon: CircleCheck, tone: 'published' },
  archived: { word: 'Archived', icon: Box, tone: 'archived' },
  overdue: { word: 'Overdue', icon: AlarmClock, tone: 'overdue' },
  running: { word: 'Running', icon: Clock, tone: 'in_review' },
  waiting: { word: 'Waiting', icon: Clock, tone: 'draft' },
  active: { word: 'Active', icon: Clock, tone: 'in_review' },
  pending: { word: 'Pending', icon: Clock, tone: 'in_review' },
  rejected: { word: 'Rejected', icon: CircleX, tone: 'danger' },
  withdrawn: { word: 'Withdrawn', icon: Undo2, tone: 'archived' },
  canceled: { word: 'Canceled', icon: Ban, tone: 'archived' },
  delegated: { word: 'Delegated', icon: Forward, tone: 'archived' },
  skipped: { word: 'Skipped', icon: Forward, tone: 'archived' },
  superseded: { word: 'Superseded', icon: Box, tone: 'archived' },
} as const satisfies Record<string, { word: string; icon: LucideIcon; tone: string }>

export type StateName = keyof typeof STATES

/** With a box, for headers. */
export function StatusChip({ state }: { state: StateName }) {
  const { word, icon: Icon, tone } = STATES[state]
  return (
    <span className={`chip chip-${tone}`}>
      <Icon className="i" />
      {word}
    </span>
  )
}

/** An approved version whose day is set. */
export function PlannedChip({ day }: { day: string }) {
  return (
    <span className="chip chip-approved">
      <CalendarClock className="i" />
      Takes effect <Time at={day} style="date" />
    </span>
  )
}

/** A review that is due soon or late; late is red, and the words say it too. */
export function ReviewChip({ day }: { day: string }) {
  const due = useDue(day)
  if (!due) return null
  const late = due.tone === 'late'
  const Icon = late ? AlarmClock : CalendarClock
  return (
    <span className={late ? 'chip chip-overdue' : 'chip chip-draft'} title={due.full}>
      <Icon className="i" />
      Review {late ? due.words : `due ${due.words}`}
    </span>
  )
}

/** Without a box, for tables: 25 rows stay calm. */
export function State({ state }: { state: StateName }) {
  const { word, icon: Icon, tone } = STATES[state]
  return (
    <span className={`state state-${tone}`}>
      <Icon className="i" />
      {word}
    </span>
  )
}

/** The state of a document in a list, by the name that its page has for it. */
export const DocumentState = ({ state, planned }: { state: StateName; planned: string | null }) =>
  planned === null ? (
    <State state={state} />
  ) : (
    <span className="state state-approved" title={`Takes effect on ${formatDate(planned)}`}>
      <CalendarClock className="i" />
      <span>
        Takes effect <Time at={planned} style="day" />
      </span>
    </span>
  )
