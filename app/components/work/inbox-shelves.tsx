import { Link } from '@remix-run/react'
import { CalendarCheck, CircleX, Signature } from 'lucide-react'
import { paths } from '#domain/paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Time } from '../ui/time.tsx'

export interface PlannedRow {
  identifier: string
  title: string
  version: string
  at: string
}

/** Approved versions that take effect on a day that is set. They wait for nobody. */
export const PlannedList = ({
  org,
  rows,
  mayChange,
}: {
  org: string
  rows: readonly PlannedRow[]
  mayChange: boolean
}) => (
  <ul className="inbox gap-t">
    {rows.map(({ identifier, title, version, at }) => (
      <li className="inbox-row" key={identifier}>
        <span className="inbox-kind" title="Planned">
          <CalendarCheck className="i" />
        </span>
        <div>
          <What identifier={identifier} title={title} to={paths.document(org, identifier)} />
          <p className="why">
            {version} takes effect on <Time at={at} style="date" />.
          </p>
        </div>
        <span className="due">
          <Time at={at} />
        </span>
        <span className="acts">
          {mayChange ? (
            <Link
              className={buttonClass({ size: 'small' })}
              to={paths.documentCommand(org, identifier, 'publish')}
              aria-label={`Change when ${identifier} takes effect`}
            >
              Change…
            </Link>
          ) : null}
        </span>
      </li>
    ))}
  </ul>
)

export interface DoneRow {
  id: string
  identifier: string
  title: string
  version: string
  approved: boolean
  at: string
  comment: string | null
  onBehalfOf: string | null
}

/** What the reader has decided: on which version, when, with what words. */
export const DoneList = ({ org, rows }: { org: string; rows: readonly DoneRow[] }) => (
  <ul className="inbox gap-t">
    {rows.map(({ id, identifier, title, version, approved, at, comment, onBehalfOf }) => (
      <li className="inbox-row done-row" key={id}>
        <span className="inbox-kind" title={approved ? 'Signed' : 'Rejected'}>
          {approved ? <Signature className="i" /> : <CircleX className="i" />}
        </span>
        <div>
          <What identifier={identifier} title={title} to={paths.sign(org, id)} />
          <p className="why">
            You {approved ? 'signed' : 'rejected'} {version}
            {onBehalfOf ? ` for ${onBehalfOf}` : ''}
            {comment ? `: “${comment}”` : '.'}
          </p>
        </div>
        <span className="due">
          <Time at={at} />
        </span>
      </li>
    ))}
  </ul>
)

const What = ({ identifier, title, to }: { identifier: string; title: string; to: string }) => (
  <div className="what">
    <span className="id">{identifier}</span>
    <Link className="truncate" to={to} title={title} prefetch="intent">
      {title}
    </Link>
  </div>
)
