import { AlarmClock, CircleCheck, Clock } from 'lucide-react'
import { useDue } from '../ui/time.tsx'

/** Where a campaign stands, as the chip beside its name. */
export function CampaignState({ status, dueAt, late }: { status: string; dueAt: string; late: number }) {
  const due = useDue(dueAt)
  if (status === 'closed')
    return (
      <span className="chip chip-archived">
        <CircleCheck className="i" />
        Closed
      </span>
    )
  if (status === 'launching')
    return (
      <span className="chip chip-in_review">
        <Clock className="i" />
        Asking people
      </span>
    )
  if (due?.tone === 'late' && late > 0)
    return (
      <span className="chip chip-overdue">
        <AlarmClock className="i" />
        {due.words}
      </span>
    )
  return (
    <span className="chip chip-published">
      <Clock className="i" />
      Open
    </span>
  )
}
