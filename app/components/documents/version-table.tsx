import { Form, Link } from '@remix-run/react'
import { History } from 'lucide-react'
import { formatNumber } from '#app/lib/format.ts'
import type { RoundStatus } from '#domain/approvals/definition.ts'
import { CHANGE_TYPE_LABELS, type ChangeType } from '#domain/documents/status.ts'
import { paths } from '#domain/paths.ts'
import { Empty } from '../ui/empty.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { Person } from '../ui/person.tsx'
import { State } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Time } from '../ui/time.tsx'

export interface VersionItem {
  number: number
  label: string | null
  /** What people call it. */
  name: string
  changeType: ChangeType
  changeSummary: string
  words: number
  contentHash: string
  createdAt: string
  createdBy: string
  effectiveFrom: string | null
  effectiveUntil: string | null
  roundStatus: RoundStatus | null
}

export interface VersionTableProps {
  org: string
  identifier: string
  versions: readonly VersionItem[]
  mayRestore: boolean
}

/** Every version that was frozen, newest first: who, when, what changed, and which hash was signed. */
export function VersionTable({ org, identifier, versions, mayRestore }: VersionTableProps) {
  const columns: Column<VersionItem>[] = [
    {
      key: 'version',
      label: 'Version',
      className: 'c-ver',
      cell: (row) => (
        <Link className="title" to={paths.documentVersion(org, identifier, row.number)}>
          {row.name}
        </Link>
      ),
    },
    { key: 'state', label: 'State', className: 'c-state', cell: (row) => <VersionState version={row} /> },
    {
      key: 'change',
      label: 'Change',
      className: 'c-change',
      cell: (row) => <span className="muted">{CHANGE_TYPE_LABELS[row.changeType]}</span>,
    },
    { key: 'summary', label: 'What changed', className: 'c-sum', cell: (row) => <bdi>{row.changeSummary}</bdi> },
    { key: 'who', label: 'By', className: 'c-who', cell: (row) => <Person name={row.createdBy} /> },
    { key: 'when', label: 'Saved', className: 'c-when', cell: (row) => <Time at={row.createdAt} /> },
    { key: 'words', label: 'Words', className: 'num c-words', cell: (row) => formatNumber(row.words) },
    {
      key: 'hash',
      label: 'SHA-256',
      className: 'c-hash',
      cell: (row) => (
        <span className="id" title={row.contentHash}>
          {row.contentHash.slice(0, 8)}
        </span>
      ),
    },
    {
      key: 'menu',
      label: 'More',
      head: <span className="sr">More</span>,
      className: 'num c-more',
      cell: (row) => <VersionMenu {...{ org, identifier, mayRestore }} version={row} />,
    },
  ]
  return (
    <section className="section" aria-label="Versions">
      <Table
        className="table-plain versions"
        caption="Versions, newest first"
        columns={columns}
        rows={versions}
        rowKey={(row) => String(row.number)}
        empty={
          <Empty icon={History} title="No versions yet" card>
            <p>A version is frozen for good when the draft is submitted, or when someone saves one.</p>
          </Empty>
        }
      />
    </section>
  )
}

function VersionState({ version: { effectiveFrom, effectiveUntil, roundStatus, label } }: { version: VersionItem }) {
  if (effectiveFrom && effectiveUntil === null) return <State state="published" />
  if (effectiveFrom) return <State state="superseded" />
  if (roundStatus === 'running') return <State state="in_review" />
  if (roundStatus !== null) return <State state={roundStatus} />
  return label ? <State state="approved" /> : <span className="muted">Saved</span>
}

function VersionMenu({
  org,
  identifier,
  version,
  mayRestore,
}: Omit<VersionTableProps, 'versions'> & { version: VersionItem }) {
  const { number } = version
  return (
    <Menu className="btn btn-sm btn-icon btn-ghost" label={`More actions for version ${number}`}>
      <MenuItem as={Link} to={paths.documentVersion(org, identifier, number)}>
        Read
      </MenuItem>
      {number > 1 ? (
        <MenuItem as={Link} to={paths.documentCompare(org, identifier, number - 1, number)}>
          Compare with the one before
        </MenuItem>
      ) : null}
      <MenuItem as="a" href={paths.documentExport(org, identifier, 'pdf', number)}>
        Download PDF
      </MenuItem>
      {mayRestore ? (
        <Form method="post">
          <MenuItem
            type="submit"
            name="restore"
            value={number}
            detail="The draft becomes this text again; what is not saved is kept as a version"
          >
            Take back into the draft
          </MenuItem>
        </Form>
      ) : null}
    </Menu>
  )
}
