import { Link } from '@remix-run/react'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { Skeleton } from './progress.tsx'

export interface Column<Row> {
  key: string
  label: string
  /** Class of the cells: width, alignment and place on a phone's card. */
  className?: string
  /** Where a click on the head leads: the same list, sorted by this column. */
  sort?: { to: string; direction: 'ascending' | 'descending' | null }
  cell: (row: Row) => ReactNode
  /** Head without text, as for the column of checkboxes. */
  head?: ReactNode
}

export interface TableProps<Row> {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[] | null
  rowKey: (row: Row) => string
  rowClass?: (row: Row) => string | undefined
  className?: string
  /** Shown instead of rows when there are none. */
  empty: ReactNode
  /** Shown instead of rows when they could not be read. */
  error?: ReactNode
}

/** One table for every list: sticky head, sortable heads as links, its empty, loading and error states as props. */
export function Table<Row>({ caption, columns, rows, rowKey, rowClass, className, empty, error }: TableProps<Row>) {
  if (error) return error
  if (rows === null) return <Skeleton lines={6} />
  if (rows.length === 0) return empty
  return (
    <table className={`table cards-on-phone ${className ?? ''}`.trim()}>
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={column.className}
              aria-sort={column.sort?.direction ?? undefined}
            >
              <Head column={column} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} data-row={rowKey(row)} className={rowClass?.(row)}>
            {columns.map((column) => (
              <td key={column.key} className={column.className}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Head<Row>({ column: { head, label, sort } }: { column: Column<Row> }) {
  if (head) return head
  if (!sort) return label
  const Arrow = sort.direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <Link to={sort.to} preventScrollReset>
      {label}
      {sort.direction === null ? null : <Arrow className="i" />}
    </Link>
  )
}
