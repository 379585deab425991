import { formatNumber } from '#app/lib/format.ts'
import { type Column, Table } from '../ui/table.tsx'
import { percentOf, Share } from './share.tsx'

export interface DepartmentLine {
  id: string | null
  /** Null: people of no department. */
  name: string | null
  asked: number
  accepted: number
}

const COLUMNS: Column<DepartmentLine>[] = [
  {
    key: 'name',
    label: 'Department',
    className: 'c-title',
    cell: ({ name }) => name ?? <span className="muted">No department</span>,
  },
  { key: 'asked', label: 'People', className: 'num', cell: ({ asked }) => formatNumber(asked) },
  { key: 'accepted', label: 'Accepted', className: 'num', cell: ({ accepted }) => formatNumber(accepted) },
  {
    key: 'bar',
    label: 'Share',
    className: 'on-wide',
    cell: ({ asked, accepted }) => <Share done={accepted} of={asked} />,
  },
  {
    key: 'share',
    label: 'Percent',
    className: 'num',
    cell: ({ asked, accepted }) => `${percentOf(accepted, asked)} %`,
  },
  { key: 'open', label: 'To go', className: 'num', cell: ({ asked, accepted }) => formatNumber(asked - accepted) },
]

/** How far each department has come, the largest first. Of an organization without departments there is nothing to compare. */
export function DepartmentTable({ rows }: { rows: readonly DepartmentLine[] }) {
  if (rows.every(({ id }) => id === null)) return null
  return (
    <section aria-labelledby="departments">
      <div className="section-head">
        <h2 id="departments">By department</h2>
      </div>
      <Table
        caption="By department"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ id }) => id ?? 'none'}
        empty={<p className="muted">Nobody was asked.</p>}
      />
    </section>
  )
}
