import { Link } from '@remix-run/react'
import { paths } from '#domain/paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Time } from '../ui/time.tsx'
import type { AcceptedRow } from './accepted-list.tsx'
import { Shelf } from './section.tsx'

/** What has another version in effect than the reader accepted: what changed, in the words of its authors, and word by word. */
export function ChangedList({ org, rows, total }: { org: string; rows: readonly AcceptedRow[]; total: number }) {
  if (rows.length === 0) return null
  return (
    <Shelf id="changed" title="Changed since you accepted" total={total}>
      <ul className="to-read">
        {rows.map((row) => (
          <li key={row.id}>
            <h3>
              <Link to={paths.document(org, row.identifier)}>{row.title}</Link>
            </h3>
            <span className="fs13 muted">
              <span className="id">{row.identifier}</span> {row.labelNow} since{' '}
              <Time at={row.effectiveFrom} style="day" />, you accepted {row.label} on{' '}
              <Time at={row.acceptedAt} style="date" />
            </span>
            <span className="fs13" dir="auto">
              {row.changeSummary}
            </span>
            <Link
              className={buttonClass()}
              to={paths.documentCompare(org, row.identifier, row.acceptedNumber, row.number)}
            >
              See what changed
            </Link>
          </li>
        ))}
      </ul>
    </Shelf>
  )
}
