import { Link } from '@remix-run/react'
import { CalendarCheck, Inbox, Signature } from 'lucide-react'
import { INBOX_LABELS, type InboxView, whatWillWait } from '#app/lib/work.ts'
import { paths } from '#domain/paths.ts'
import { isWorkKind, type WorkKind } from '#domain/work/kinds.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'

/** A view of the inbox in which nothing is. That nothing waits is said only where nothing of any kind does. */
export function InboxEmpty({
  org,
  view,
  counted,
}: {
  org: string
  view: InboxView
  counted: { total: number; kinds: readonly { kind: WorkKind }[] }
}) {
  if (view === 'planned') {
    return (
      <Empty icon={CalendarCheck} title="No publication is planned" card>
        <p>What is approved and takes effect on a day that is set shows here until it does.</p>
      </Empty>
    )
  }
  if (view === 'done') {
    return (
      <Empty icon={Signature} title="You have done nothing yet" card>
        <p>What you sign, reject, review or accept shows here, with the version and the day.</p>
      </Empty>
    )
  }
  if (counted.total > 0) {
    return (
      <Empty icon={Inbox} title={`Nothing under ${INBOX_LABELS[view]}`} card>
        <p>Other things wait for you.</p>
        <div className="acts">
          <Button as={Link} to={paths.inbox(org)}>
            Show all {counted.total}
          </Button>
        </div>
      </Empty>
    )
  }
  return (
    <Empty icon={Inbox} title="Nothing waits for you" card>
      <p>{whatWillWait(isWorkKind(view) ? [view] : counted.kinds.map(({ kind }) => kind))}</p>
      <div className="acts">
        <Button as={Link} to={paths.policies(org)}>
          Read policies
        </Button>
      </div>
    </Empty>
  )
}
