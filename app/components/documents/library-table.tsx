import { Link, useSearchParams } from '@remix-run/react'
import { AlarmClock, CalendarClock, Eye } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ActionFacts } from '#app/lib/document-actions.ts'
import { countOf } from '#app/lib/format.ts'
import { LIBRARY_COLUMNS, type LibraryColumn, stepsOf } from '#app/lib/library-columns.ts'
import { type LibraryQuery, libraryLink, type Sort, wordOf } from '#app/lib/library-query.ts'
import { CATEGORIES } from '#domain/documents/categories.ts'
import { CLASSIFICATION_LABELS, type Classification } from '#domain/documents/classification.ts'
import {
  DOCUMENT_SOURCE_LABELS,
  DOCUMENT_TYPE_LABELS,
  type DocumentSource,
  type DocumentType,
} from '#domain/documents/kinds.ts'
import type { DocumentStatus, ShownState } from '#domain/documents/status.ts'
import { paths } from '#domain/paths.ts'
import { IconButton } from '../ui/button.tsx'
import { Person } from '../ui/person.tsx'
import { DocumentState } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Time, useDue } from '../ui/time.tsx'
import { type DocumentActionsProps, RowMenu } from './document-actions.tsx'
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
  tags: string[]
  type: DocumentType
  classification: Classification
  source: DocumentSource
  updatedAt: string
  pendingSignoffs: number
  owner: { name: string; position: string | null }
  snippet: string | null
  /** Which text has the words that were searched for; null without any. */
  found: { version: 'draft' | 'effective' | null } | null
}

export interface LibraryTableProps {
  org: string
  caption: string
  rows: readonly LibraryRowItem[]
  shown: readonly LibraryColumn[]
  query: LibraryQuery
  focused: string | null
  selected: ReadonlySet<string>
  onSelect: ((id: string, on: boolean) => void) | null
  empty: ReactNode
}

/** What a list shows of a document besides: for whom it is made decides. */
export interface LibraryRowItem extends LibraryItem {
  state: ShownState
  planned: string | null
  actions: { facts: ActionFacts; compare: DocumentActionsProps['compare'] } | null
}

/** The documents of the list. Sorting, peeking and opening are links; the keyboard follows the same links. */
export function LibraryTable(props: LibraryTableProps) {
  const { org, caption, rows, shown, query, focused, selected, onSelect, empty } = props
  const [search] = useSearchParams()
  const sortable = (name: Sort): Column<LibraryRowItem>['sort'] => {
    const current = query.sort === name
    const direction = current ? (query.descending ? ('descending' as const) : ('ascending' as const)) : null
    return { to: libraryLink(search, { sort: current && !query.descending ? `-${name}` : name }), direction }
  }
  const steps = stepsOf(shown)
  const columns: Column<LibraryRowItem>[] = [
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
    ...LIBRARY_COLUMNS.filter(({ key }) => steps.has(key)).map(({ key, label }): Column<LibraryRowItem> => {
      const { className, sort, cell } = CELLS[key]
      return { key, label, className: `${className} from-${steps.get(key)}`, sort: sort && sortable(sort), cell }
    }),
    {
      key: 'menu',
      label: 'Actions',
      className: 'c-menu',
      head: <span className="sr">Actions</span>,
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
            className="peek-at"
          />
          {row.actions ? <RowMenu org={org} identifier={row.identifier} {...row.actions} /> : null}
        </span>
      ),
    },
  ]
  if (onSelect) columns.unshift(selection(rows, selected, onSelect))
  return (
    <Table
      className={rows.some(({ planned }) => planned !== null) ? 'lib has-planned' : 'lib'}
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

/** What each column that can be chosen shows. */
const CELLS: Record<LibraryColumn, { className: string; sort?: Sort; cell: (row: LibraryRowItem) => ReactNode }> = {
  status: { className: 'c-state', sort: 'status', cell: (row) => <DocumentState {...row} /> },
  label: { className: 'c-ver num', cell: (row) => row.label ?? <span className="subtle">None</span> },
  category: { className: 'c-cat', sort: 'category', cell: (row) => <Quiet words={categoryName(row.category)} /> },
  type: { className: 'c-type', cell: (row) => <Quiet words={DOCUMENT_TYPE_LABELS[row.type]} /> },
  classification: { className: 'c-class', cell: (row) => <Quiet words={CLASSIFICATION_LABELS[row.classification]} /> },
  frameworks: { className: 'c-fw', cell: (row) => <FirstOf words={row.frameworks} /> },
  tags: { className: 'c-tags', cell: (row) => <FirstOf words={row.tags} /> },
  owner: { className: 'c-owner', cell: (row) => <Person {...row.owner} /> },
  review: { className: 'c-rev', sort: 'nextReviewDate', cell: (row) => <ReviewDate on={row.nextReviewDate} /> },
  signoffs: { className: 'c-sign num', cell: (row) => <Pending count={row.pendingSignoffs} /> },
  updated: { className: 'c-upd', sort: 'updatedAt', cell: (row) => <Time at={row.updatedAt} /> },
  source: { className: 'c-src', cell: (row) => <Quiet words={DOCUMENT_SOURCE_LABELS[row.source]} /> },
}

const selection = (
  rows: readonly LibraryItem[],
  selected: ReadonlySet<string>,
  onSelect: (id: string, on: boolean) => void,
): Column<LibraryRowItem> => ({
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
      <Link className="title truncate" to={to} title={row.title} prefetch="intent" dir="auto">
        {row.title}
      </Link>
      {row.snippet ? <Snippet text={row.snippet} /> : null}
    </>
  )
}

const Quiet = ({ words }: { words: string }) => (
  <span className="truncate muted" title={words}>
    {words}
  </span>
)

const categoryName = (code: string): string => (code in CATEGORIES ? wordOf('category', code) : code)

/** The first of several words, and how many follow. */
function FirstOf({ words }: { words: readonly string[] }) {
  const [first, ...rest] = words
  if (first === undefined) return <span className="subtle">None</span>
  return (
    <span className="muted truncate" title={words.join(', ')}>
      <bdi>{first}</bdi>
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
