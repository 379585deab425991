import { ScrollText } from 'lucide-react'
import { type ActivityEntry, EntrySentence } from '../documents/activity.tsx'
import { Empty } from '../ui/empty.tsx'
import { Person } from '../ui/person.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Time } from '../ui/time.tsx'

type Row = ActivityEntry & { hash: string }

const capitalized = ([lead = '', ...rest]: readonly string[]) => [lead.charAt(0).toUpperCase() + lead.slice(1), ...rest]

const columnsFor = (org: string): Column<Row>[] => [
  { key: 'seq', label: 'No.', className: 'num c-seq', cell: (row) => <span className="muted">{row.seq}</span> },
  { key: 'at', label: 'When', className: 'c-when', cell: (row) => <Time at={row.at} style="moment" /> },
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
        {row.quote ? <span className="muted"> “{row.quote}”</span> : null}
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
