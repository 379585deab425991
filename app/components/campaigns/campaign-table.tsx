import { Link } from '@remix-run/react'
import { formatNumber } from '#app/lib/format.ts'
import { paths } from '#domain/paths.ts'
import { type Column, Table } from '../ui/table.tsx'
import { Time, useDue } from '../ui/time.tsx'
import { Share } from './share.tsx'

export interface CampaignLine {
  id: string
  title: string
  identifier: string
  label: string
  asked: number
  accepted: number
  dueAt: string
  launching: boolean
  closedAt: string | null
  /** It has no end of its own. */
  staysOpen: boolean
}

/** Campaigns, each with how far it has come. */
export function CampaignTable({ org, rows }: { org: string; rows: readonly CampaignLine[] }) {
  const columns: Column<CampaignLine>[] = [
    {
      key: 'title',
      label: 'Document',
      className: 'c-title',
      cell: ({ id, title, identifier, label }) => (
        <>
          <Link className="title" to={paths.campaign(org, id)}>
            {title}
          </Link>{' '}
          <span className="muted">
            <span className="id">{identifier}</span> {label}
          </span>
        </>
      ),
    },
    {
      key: 'accepted',
      label: 'Accepted',
      cell: ({ asked, accepted, launching }) => (
        <span className="campaign-share">
          <Share done={accepted} of={asked} />
          <span className="tnum muted">
            {launching ? 'Asking people… ' : ''}
            {formatNumber(accepted)} of {formatNumber(asked)}
          </span>
        </span>
      ),
    },
    {
      key: 'due',
      label: 'Due',
      cell: ({ dueAt, closedAt, staysOpen }) =>
        closedAt === null ? <DueIn at={dueAt} staysOpen={staysOpen} /> : <Closed at={closedAt} />,
    },
  ]
  return (
    <Table
      caption="Campaigns"
      className="campaigns"
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<p>There is none.</p>}
    />
  )
}

function DueIn({ at, staysOpen }: { at: string; staysOpen: boolean }) {
  const due = useDue(at)
  if (!due) return null
  if (staysOpen && due.tone === 'late') return <span className="muted">Stays open</span>
  return <span className={due.tone === 'late' ? 'late' : 'muted'}>{due.words}</span>
}

const Closed = ({ at }: { at: string }) => (
  <span className="muted">
    Closed <Time at={at} style="date" />
  </span>
)
