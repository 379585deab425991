import { Link, useSearchParams } from '@remix-run/react'
import { AlarmClock, CalendarClock, Eye } from 'lucide-react'
import type { ReactNode } from 'react'
import { countOf } from '#app/lib/format.ts'
import { type LibraryQuery, libraryLink, type Sort, wordOf } from '#app/lib/library-query.ts'
import { CATEGORIES } from '#domain/documents/categories.ts'
import type { DocumentStatus } from '#domain/documents/status.ts'
import { paths } from '#domain/paths.ts'
import { IconButton } from '../ui/button.tsx'
import { Person } from '../ui/person.tsx'
import { State } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useDue } from '../ui/time.tsx'
import { Snippet } from './snippet.tsx'

export interface LibraryItem {
  id: string
  identifier: string
  title: string
  description: string
  category: string
  status: DocumentStatus
  label: string | null
  frameworks: string[]
  nextReviewDate: string | null
  pendingSignoffs: number
  owner: { name: string; position: string | null }
  snippet: string | null
  /** Which text has the words that were searched for; null without any. */
  found: { version: 'draft' | 'effective' | null } | null
}

export interface LibraryTableProps {
  org: string
  caption: string
  rows: readonly LibraryItem[]
  query: LibraryQuery
  focused: string | null
  selected: ReadonlySet<string>
  onSelect: ((id: string, on: boolean) => void) | null
  empty: ReactNode
}

/** The documents of the list. Sorting, peeking and opening are links; the keyboard follows the same links. */
export function LibraryTable({ org, caption, rows, query, focused, selected, onSelect, empty }: LibraryTableProps) {
  const [search] = useSearchParams()
  const sortable = (name: Sort): Column<LibraryItem>['sort'] => {
    const current = query.sort === name
    const direction = current ? (query.descending ? ('descending' as const) : ('ascending' as const)) : null
    return { to: libraryLink(search, { sort: current && !query.descending ? `-${name}` : name }), direction }
  }
  const columns: Column<LibraryItem>[] = [
    {
      key: 'identifier',
      label: 'Identifier',
      className: 'c-id',
      sort: sortable('identifier'),
      cell: (row) => <span className="id">{row.identifier}</span>,
    },
    {
      key: 'title',
      label: 'Title',
      className: 'c-title',
      sort: sortable('title'),
      cell: (row) => <Title row={row} to={rowLink(org, row, query.words)} />,
    },
    {
      key: 'status',
      label: 'Status',
      className: 'c-state',
      sort: sortable('status'),
      cell: (row) => <State state={row.status} />,
    },
    {
      key: 'label',
      label: 'In effect',
      className: 'c-ver num',
      cell: (row) => row.label ?? <span className="subtle">None</span>,
    },
    {
      key: 'category',
      label: 'Category',
      className: 'c-cat',
      sort: sortable('category'),
      cell: (row) => <CategoryCell code={row.category} />,
    },
    { key: 'frameworks', label: 'Framework', className: 'c-fw', cell: (row) => <Frameworks names={row.frameworks} /> },
    { key: 'owner', label: 'Owner', className: 'c-owner', cell: (row) => <Person {...row.owner} /> },
    {
      key: 'review',
      label: 'Next review',
      className: 'c-rev',
      sort: sortable('nextReviewDate'),
      cell: (row) => <ReviewDate on={row.nextReviewDate} />,
    },
    {
      key: 'signoffs',
      label: 'Sign-offs',
      className: 'c-sign num',
      cell: (row) => <Pending count={row.pendingSignoffs} />,
    },
    {
      key: 'peek',
      label: 'Peek',
      className: 'c-menu',
      head: <span className="sr">Peek</span>,
      cell: (row) => (
        <span className="row-acts">
          <IconButton
            as={Link}
            to={libraryLink(search, { peek: row.identifier, page: String(query.page) })}
            preventScrollReset
            icon={Eye}
            label={`Peek at ${row.identifier}`}
            kind="ghost"
            size="small"
          />
        </span>
      ),
    },
  ]
  if (onSelect) columns.unshift(selection(rows, selected, onSelect))
  return (
    <Table
      className="lib"
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowClass={(row) =>
        [selected.has(row.id) ? 'is-selected' : '', focused === row.id ? 'is-focused-row' : ''].join(' ').trim() ||
        undefined
      }
      empty={empty}
    />
  )
}

const selection = (
  rows: readonly LibraryItem[],
  selected: ReadonlySet<string>,
  onSelect: (id: string, on: boolean) => void,
): Column<LibraryItem> => ({
  key: 'select',
  label: 'Select',
  className: 'c-tick',
  head: (
    <input
      className="tick"
      type="checkbox"
      aria-label="Select all on this page"
      checked={rows.every((row) => selected.has(row.id))}
      onChange={(event) => {
        for (const row of rows) onSelect(row.id, event.target.checked)
      }}
    />
  ),
  cell: (row) => (
    <input
      className="tick"
      type="checkbox"
      aria-label={`Select ${row.identifier}`}
      checked={selected.has(row.id)}
      onChange={(event) => onSelect(row.id, event.target.checked)}
    />
  ),
})

/** Where a row leads: to the passage, if one was found. */
export const rowLink = (org: string, row: LibraryItem | undefined, words: string): string =>
  row?.found
    ? paths.documentPassage(org, row.identifier, words, row.found.version)
    : paths.document(org, row?.identifier ?? '')

function Title({ row, to }: { row: LibraryItem; to: string }) {
  return (
    <>
      <Link className="title truncate" to={to} title={row.title} prefetch="intent">
        {row.title}
      </Link>
      {row.snippet ? <Snippet text={row.snippet} /> : null}
    </>
  )
}

function CategoryCell({ code }: { code: string }) {
  const word = code in CATEGORIES ? wordOf('category', code) : code
  return (
    <span className="truncate muted" title={word}>
      {word}
    </span>
  )
}

function Frameworks({ names }: { names: readonly string[] }) {
  const [first, ...rest] = names
  if (first === undefined) return <span className="subtle">None</span>
  return (
    <span className="muted truncate" title={names.join(', ')}>
      {first}
      {rest.length > 0 ? ` +${rest.length}` : ''}
    </span>
  )
}

/** How far away the review is; overdue is red and says so. */
export function ReviewDate({ on }: { on: string | null }) {
  const due = useDue(on, 14)
  if (!due) return <span className="subtle">Not scheduled</span>
  if (due.tone === 'later') {
    return (
      <time dateTime={due.at} title={due.words}>
        {due.full}
      </time>
    )
  }
  const Icon = due.tone === 'late' ? AlarmClock : CalendarClock
  return (
    <span className={due.tone === 'late' ? 'state state-overdue' : 'state state-in_review'} title={due.full}>
      <Icon className="i" />
      <time dateTime={due.at}>{due.words}</time>
    </span>
  )
}

const Pending = ({ count }: { count: number }) =>
  count === 0 ? <span className="subtle">0</span> : <span title={countOf(count, 'pending sign-off')}>{count}</span>
