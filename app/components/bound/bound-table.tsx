import { Link } from '@remix-run/react'
import { formatDate } from '#app/lib/format.ts'
import { paths } from '#domain/paths.ts'
import { type Column, Table } from '../ui/table.tsx'
import { type AcceptanceLine, BoundAcceptance } from './bound-state.tsx'

export interface BoundLine extends AcceptanceLine {
  identifier: string
  title: string
  label: string
  number: number
  effectiveFrom: string
  reasons: readonly string[]
  mayOpen: boolean
}

const columnsOf = (org: string, zone: string): Column<BoundLine>[] => [
  {
    key: 'document',
    label: 'Document and why it bound',
    className: 'c-title',
    cell: ({ identifier, title, number, reasons, mayOpen }) => (
      <span className="bound-doc">
        {mayOpen ? (
          <Link className="title" to={paths.documentVersion(org, identifier, number)}>
            {title}
          </Link>
        ) : (
          <span className="title">{title}</span>
        )}
        <small>
          <span className="id">{identifier}</span> {reasons.join(', ')}
        </small>
      </span>
    ),
  },
  {
    key: 'version',
    label: 'Version',
    cell: ({ label, effectiveFrom }) => (
      <>
        <span className="medium tnum">{label}</span>
        <small>since {formatDate(effectiveFrom, zone)}</small>
      </>
    ),
  },
  { key: 'language', label: 'Language', className: 'on-wide', cell: () => 'English' },
  { key: 'acceptance', label: 'Acceptance', cell: (line) => <BoundAcceptance line={line} zone={zone} /> },
]

/** The documents that bound somebody at a moment. */
export const BoundTable = ({ org, zone, rows }: { org: string; zone: string; rows: readonly BoundLine[] }) => (
  <Table
    caption="Documents that bound them at that moment"
    className="bound-table"
    columns={columnsOf(org, zone)}
    rows={rows}
    rowKey={({ identifier }) => identifier}
    empty={<p className="muted gap-t">No document of this organization bound them at that moment.</p>}
  />
)
