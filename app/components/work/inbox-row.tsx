import { Link, useSearchParams } from '@remix-run/react'
import { AlarmClock, CalendarClock, Check, CircleArrowUp, Clock, FileCheck, type LucideIcon, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { countOf } from '#app/lib/format.ts'
import { frequencyInWords, type InboxItem, type SignoffItem } from '#app/lib/work.ts'
import { PURPOSES } from '#domain/approvals/purposes.ts'
import { REVIEW_DUE_SOON_DAYS } from '#domain/documents/review.ts'
import { CHANGE_TYPE_LABELS } from '#domain/documents/status.ts'
import { paths } from '#domain/paths.ts'
import type { WorkKind } from '#domain/work/kinds.ts'
import { buttonClass } from '../ui/button.tsx'
import { Time, useDue } from '../ui/time.tsx'

/** The work that a row may be, and where each leads. */
type Item<K extends WorkKind> = Extract<InboxItem, { kind: K }>

/** Distinguishes the rows of a list: one document can be sent back and be due for review. */
export const rowKey = ({ kind, id }: Pick<InboxItem, 'kind' | 'id'>): string =>
  kind === 'signoff' ? id : `${kind}-${id}`

/** Where a row leads: to what has to be read before it is decided. */
export const rowTarget = (org: string, item: InboxItem): string => {
  if (item.kind === 'signoff') return paths.sign(org, item.id)
  return paths.document(org, item.identifier, item.kind === 'sent_back' ? 'draft' : undefined)
}

const KINDS: Record<WorkKind, { name: string; icon: LucideIcon }> = {
  signoff: { name: 'Sign-off', icon: FileCheck },
  sent_back: { name: 'Sent back', icon: Undo2 },
  publish: { name: 'Publish', icon: CircleArrowUp },
  review: { name: 'Review', icon: CalendarClock },
}

interface RowProps {
  org: string
  item: InboxItem
  /** In focus. A sign-off shows what changed, and the decision. */
  open?: boolean
  /** There is room for one button. */
  narrow?: boolean
}

/** One thing that waits. */
export function InboxRow({ org, item, open = false, narrow = false }: RowProps) {
  const { name, icon: Icon } = KINDS[item.kind]
  const to = rowTarget(org, item)
  return (
    <li className={open ? 'inbox-row is-current' : 'inbox-row'} data-row={rowKey(item)}>
      <span className="inbox-kind" title={name}>
        <Icon className="i" />
      </span>
      <div>
        <div className="what">
          <span className="id">{item.identifier}</span>
          <Link className="truncate" to={to} title={item.title} prefetch="intent" dir="auto">
            {item.title}
          </Link>
        </div>
        <p className="why">
          <Why item={item} />
        </p>
      </div>
      <DueLabel item={item} />
      <span className="acts">
        <Acts org={org} item={item} open={open} narrow={narrow} />
      </span>
      {open && item.kind === 'signoff' ? <OpenRow org={org} to={to} item={item} /> : null}
    </li>
  )
}

/** Why it waits for the reader, in one sentence. */
function Why({ item }: { item: InboxItem }) {
  switch (item.kind) {
    case 'signoff':
      return (
        <>
          {item.purpose === 'approval' ? 'Sign off' : `Decide on ${PURPOSES[item.purpose].noun} of`} {item.version}
          {item.onBehalfOf ? ` for ${item.onBehalfOf}` : ''}, {CHANGE_TYPE_LABELS[item.changeType].toLowerCase()}, by{' '}
          {item.by}.
        </>
      )
    case 'sent_back':
      return (
        <>
          {item.rejectedBy ? `${item.rejectedBy} rejected ${item.version}: ` : 'Sent back for revision: '}“{item.reason}
          ”
        </>
      )
    case 'publish':
      return (
        <>
          {item.version}, {CHANGE_TYPE_LABELS[item.changeType].toLowerCase()}, is approved with{' '}
          {countOf(item.signatures, 'signature')}. Publish it.
        </>
      )
    case 'review':
      return (
        <>
          Review of {item.inEffect}, {frequencyInWords(item.every)}. Is it right as it is?
        </>
      )
  }
}

function Acts({ org, item, open, narrow }: RowProps) {
  const small = buttonClass({ size: 'small' })
  switch (item.kind) {
    case 'signoff':
      return open ? null : (
        <Link className={small} to={rowTarget(org, item)}>
          Review and sign
        </Link>
      )
    case 'sent_back':
      return (
        <Link className={small} to={paths.documentEdit(org, item.identifier)}>
          Edit
        </Link>
      )
    case 'publish':
      return (
        <Link className={small} to={paths.documentCommand(org, item.identifier, 'publish')}>
          Publish…
        </Link>
      )
    case 'review':
      return narrow ? (
        <Link className={small} to={rowTarget(org, item)}>
          Review
        </Link>
      ) : (
        <>
          <Link className={small} to={paths.review(org, item.identifier)}>
            Review…
          </Link>
          {item.mayRevise ? (
            <Link className={small} to={paths.documentCommand(org, item.identifier, 'revise')}>
              Revise
            </Link>
          ) : null}
        </>
      )
  }
}

function OpenRow({ org, to, item }: { org: string; to: string; item: Item<'signoff'> }) {
  const [search] = useSearchParams()
  const approving = new URLSearchParams(search)
  approving.set('approve', item.id)
  return (
    <div className="open">
      <p className="fs13" dir="auto">
        {item.summary}
      </p>
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
        {item.onBehalfOf ? null : (
          <Link className={buttonClass({ kind: 'ghost' })} to={paths.sign(org, item.id, 'delegate')}>
            Delegate…
          </Link>
        )}
      </div>
    </div>
  )
}

/** When it is due; a request without a date says since when it waits. */
function DueLabel({ item }: { item: InboxItem }): ReactNode {
  const due = useDue(item.due, item.kind === 'review' ? REVIEW_DUE_SOON_DAYS : undefined)
  if (!due) return item.kind === 'signoff' ? <Since at={item.requestedAt} /> : <span className="due" />
  const Icon = due.tone === 'late' ? AlarmClock : Clock
  return (
    <span className={due.tone === 'later' ? 'due' : `due ${due.tone}`}>
      {due.tone === 'later' ? null : <Icon className="i i-sm" />}
      <time dateTime={due.at} title={due.full}>
        {/^(Due|\d+ days? late)/.test(due.words) ? due.words : `Due ${due.words}`}
      </time>
    </span>
  )
}

const Since = ({ at }: { at: SignoffItem['requestedAt'] }) => (
  <span className="due">
    Since <Time at={at} style="day" />
  </span>
)
