import { AlarmClock, CircleCheck, CircleDashed, CircleX, Clock, History, type LucideIcon } from 'lucide-react'
import { formatMoment } from '#app/lib/format.ts'
import { BOUND_LABELS, type BoundState } from '#domain/bound/state.ts'

const LOOKS = {
  accepted: { icon: CircleCheck, tone: 'published' },
  accepted_earlier: { icon: History, tone: 'draft' },
  waiting: { icon: Clock, tone: 'in_review' },
  overdue: { icon: AlarmClock, tone: 'overdue' },
  not_accepted: { icon: CircleX, tone: 'danger' },
  not_asked: { icon: CircleDashed, tone: 'archived' },
} as const satisfies Record<BoundState, { icon: LucideIcon; tone: string }>

export interface AcceptanceLine {
  state: BoundState
  asked: { askedAt: string; dueAt: string } | null
  acceptance: { label: string; acceptedAt: string } | null
}

/** How somebody stood towards a document, and what was known of it. Times are those of the zone that was asked for. */
export function BoundAcceptance({ line: { state, asked, acceptance }, zone }: { line: AcceptanceLine; zone: string }) {
  const { icon: Icon, tone } = LOOKS[state]
  const isAccepted = state === 'accepted' || state === 'accepted_earlier'
  return (
    <>
      <span className={`state state-${tone}`}>
        <Icon className="i" />
        {BOUND_LABELS[state]}
      </span>
      {!isAccepted && asked ? (
        <small>
          Asked {formatMoment(asked.askedAt, zone)}, due {formatMoment(asked.dueAt, zone)}
        </small>
      ) : null}
      {acceptance ? (
        <small>
          {state === 'accepted' ? '' : `${acceptance.label} on `}
          {formatMoment(acceptance.acceptedAt, zone)}
        </small>
      ) : null}
    </>
  )
}
