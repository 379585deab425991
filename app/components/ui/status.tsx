import {
  AlarmClock,
  Ban,
  Box,
  Check,
  CircleCheck,
  CircleX,
  Clock,
  Forward,
  type LucideIcon,
  Pencil,
  Undo2,
} from 'lucide-react'

/** One word, one icon, one color for each state, everywhere. */
const STATES = {
  draft: { word: 'Draft', icon: Pencil, tone: 'draft' },
  in_review: { word: 'In review', icon: Clock, tone: 'in_review' },
  approved: { word: 'Approved', icon: Check, tone: 'approved' },
  published: { word: 'Published', icon: CircleCheck, tone: 'published' },
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
