import { ScrollText } from 'lucide-react'
import type { AuditChange } from '#domain/audit/changes.ts'
import { type ActivityEntry, EntrySentence } from '../documents/activity.tsx'
import { Empty } from '../ui/empty.tsx'
import { Person } from '../ui/person.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Time } from '../ui/time.tsx'

type Row = ActivityEntry & { hash: string; changes: readonly AuditChange[] }

const capitalized = ([lead = '', ...rest]: readonly string[]) => [lead.charAt(0).toUpperCase() + lead.slice(1), ...rest]

const columnsFor = (org: string): Column<Row>[] => [
  { key: 'seq', label: 'No.', className: 'num c-seq', cell: (row) => <span className="muted">{row.seq}</span> },
  { key: 'at', label: 'When', className: 'c-when', cell: (row) => <Time at={row.at} style="exact" /> },
  {
    key: 'who',
    label: 'Who',
    className: 'c-who',
    cell: (row) => (row.bySystem ? <span className="muted">Accord</span> : <Person name={row.actorName} />),
  },
  {
    key: 'what',
    label: 'What',
    className: 'c-what',
    cell: (row) => (
      <>
        <EntrySentence org={org} entry={{ ...row, sentence: capitalized(row.sentence) }} />
        {row.quote ? <bdi className="muted"> “{row.quote}”</bdi> : null}
        <Changes changes={row.changes} />
      </>
    ),
  },
  {
    key: 'hash',
    label: 'Hash',
    className: 'c-hash',
    cell: (row) => (
      <span className="id" title={row.hash}>
        {row.hash.slice(0, 8)}
      </span>
    ),
  },
]

/** From what to what each thing changed. */
function Changes({ changes }: { changes: readonly AuditChange[] }) {
  if (changes.length === 0) return null
  return (
    <ul className="changes">
      {changes.map(({ what, from, to }) => (
        <li key={what}>
          <span className="muted">{what}:</span> <bdi>{from}</bdi> <span aria-hidden="true">→</span>
          <span className="sr">to</span> <bdi>{to}</bdi>
        </li>
      ))}
    </ul>
  )
}

/** The log, newest first. Rows are never changed or removed; the database refuses it. */
export function AuditTable({ org, entries }: { org: string; entries: readonly Row[] }) {
  return (
    <Table
      className="audit"
      caption="Audit log, newest first"
      columns={columnsFor(org)}
      rows={entries}
      rowKey={(row) => String(row.seq)}
      empty={
        <Empty icon={ScrollText} title="No entry fits" card>
          <p>Nothing of that kind happened in that time. Widen the dates, or ask for everything.</p>
        </Empty>
      }
    />
  )
}
