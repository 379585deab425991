import { Link } from '@remix-run/react'
import { paths } from '#domain/paths.ts'
import { Time } from '../ui/time.tsx'
import { Shelf } from './section.tsx'

export interface AcceptedRow {
  id: string
  identifier: string
  title: string
  /** The version that was accepted. */
  label: string
  acceptedNumber: number
  acceptedAt: string
  /** The version in effect. */
  labelNow: string
  number: number
  changeSummary: string
  effectiveFrom: string
}

/** What the reader has accepted last of each document in effect, and when. */
export function AcceptedList({ org, rows, total }: { org: string; rows: readonly AcceptedRow[]; total: number }) {
  if (rows.length === 0) return null
  return (
    <Shelf id="accepted" title="Accepted" total={total}>
      <ul className="accepted">
        {rows.map((row) => (
          <li key={row.id}>
            <span>
              <Link to={paths.document(org, row.identifier)}>{row.title}</Link>{' '}
              <span className="muted tnum">{row.label}</span>
            </span>
            <span className="muted tnum">
              <Time at={row.acceptedAt} style="date" />
            </span>
          </li>
        ))}
      </ul>
    </Shelf>
  )
}
