import { Link } from '@remix-run/react'
import { BookOpenCheck, CalendarCheck, CalendarSync, CircleX, type LucideIcon, Signature } from 'lucide-react'
import type { Deed, DoneEntry } from '#app/lib/work.ts'
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

/** What a reader did: its sign, its name, the sentence before the version, and where more of it stands. */
const DEEDS: Record<
  Deed,
  { icon: LucideIcon; name: string; verb: string; to: (org: string, of: DoneEntry) => string }
> = {
  signed: { icon: Signature, name: 'Signed', verb: 'signed', to: (org, { id }) => paths.sign(org, id) },
  rejected: { icon: CircleX, name: 'Rejected', verb: 'rejected', to: (org, { id }) => paths.sign(org, id) },
  confirmed: {
    icon: CalendarCheck,
    name: 'Reviewed',
    verb: 'confirmed that nothing changes in',
    to: (org, { identifier }) => paths.review(org, identifier),
  },
  sent_to_revision: {
    icon: CalendarSync,
    name: 'Reviewed',
    verb: 'asked for a change of',
    to: (org, { identifier }) => paths.review(org, identifier),
  },
  accepted: {
    icon: BookOpenCheck,
    name: 'Accepted',
    verb: 'read and accepted',
    to: (org, { identifier }) => paths.document(org, identifier),
  },
}

/** What the reader has done: on which version, when, with what words. */
export const DoneList = ({ org, rows }: { org: string; rows: readonly DoneEntry[] }) => (
  <ul className="inbox gap-t">
    {rows.map((row) => {
      const { icon: Icon, name, verb, to } = DEEDS[row.did]
      return (
        <li className="inbox-row done-row" key={row.id}>
          <span className="inbox-kind" title={name}>
            <Icon className="i" />
          </span>
          <div>
            <What identifier={row.identifier} title={row.title} to={to(org, row)} />
            <p className="why">
              You {verb} {row.version}
              {row.onBehalfOf ? ` for ${row.onBehalfOf}` : ''}
              {row.words ? `: “${row.words}”` : '.'}
            </p>
          </div>
          <span className="due">
            <Time at={row.at} />
          </span>
        </li>
      )
    })}
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
