import { Link, useSearchParams } from '@remix-run/react'
import { AlarmClock, Check, Clock, FileCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { InboxItem } from '#app/lib/work.server.ts'
import { CHANGE_TYPE_LABELS } from '#domain/documents/status.ts'
import { paths } from '#domain/paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Time, useDue } from '../ui/time.tsx'

/** One request. The row in focus is open: what changed, and the decision. */
export function InboxRow({ org, item, open }: { org: string; item: InboxItem; open: boolean }) {
  const to = paths.sign(org, item.id)
  return (
    <li className={open ? 'inbox-row is-current' : 'inbox-row'} data-row={item.id}>
      <span className="inbox-kind" title="Sign-off">
        <FileCheck className="i" />
      </span>
      <div>
        <div className="what">
          <span className="id">{item.identifier}</span>
          <Link className="truncate" to={to} title={item.title} prefetch="intent">
            {item.title}
          </Link>
        </div>
        <p className="why">
          Sign off {item.version}, {CHANGE_TYPE_LABELS[item.changeType].toLowerCase()}, by {item.by}.
        </p>
      </div>
      <DueLabel at={item.dueAt} since={item.requestedAt} />
      <span className="acts">
        {open ? null : (
          <Link className={buttonClass({ size: 'small' })} to={to}>
            Review and sign
          </Link>
        )}
      </span>
      {open ? <OpenRow to={to} item={item} /> : null}
    </li>
  )
}

function OpenRow({ to, item }: { to: string; item: InboxItem }) {
  const [search] = useSearchParams()
  const approving = new URLSearchParams(search)
  approving.set('approve', item.id)
  return (
    <div className="open">
      <p className="fs13">{item.summary}</p>
      <div className="foot">
        {item.opened ? (
          <Link
            className={buttonClass({ kind: 'primary' })}
            to={`?${approving}`}
            data-key="a"
            data-approve={item.id}
            preventScrollReset
          >
            <Check className="i" />
            Approve…
          </Link>
        ) : (
          // Signing what was never opened would mean nothing: the first way leads to the text.
          <Link className={buttonClass({ kind: 'primary' })} to={to} data-key="a">
            Review and sign
          </Link>
        )}
        <Link className={buttonClass({ kind: 'danger' })} to={`${to}?decide=reject`} data-key="r">
          Reject…
        </Link>
        <Link className={buttonClass({ kind: 'ghost' })} to={to}>
          Open redline
        </Link>
      </div>
    </div>
  )
}

/** When it is due; without a date, since when it waits. */
export function DueLabel({ at, since }: { at: string | null; since: string }): ReactNode {
  const due = useDue(at)
  if (!due) {
    return (
      <span className="due">
        Since <Time at={since} style="day" />
      </span>
    )
  }
  const Icon = due.tone === 'late' ? AlarmClock : Clock
  return (
    <span className={due.tone === 'later' ? 'due' : `due ${due.tone}`}>
      {due.tone === 'later' ? null : <Icon className="i i-sm" />}
      <time dateTime={due.at} title={due.full}>
        {due.tone === 'later' ? `Due ${due.words}` : due.words}
      </time>
    </span>
  )
}
