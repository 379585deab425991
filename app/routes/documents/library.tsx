import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Link, useLoaderData, useNavigate, useSearchParams } from '@remix-run/react'
import { Plus } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { LibraryEmpty } from '#app/components/documents/library-empty.tsx'
import { LibraryFigures } from '#app/components/documents/library-figures.tsx'
import { LibraryFilters } from '#app/components/documents/library-filters.tsx'
import { LibraryTable, rowLink } from '#app/components/documents/library-table.tsx'
import { Peek } from '#app/components/documents/peek.tsx'
import { SelectionBar } from '#app/components/documents/selection-bar.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { columnsHeader } from '#app/lib/library-columns.server.ts'
import { isLibraryColumn } from '#app/lib/library-columns.ts'
import { readLibraryPage } from '#app/lib/library-page.server.ts'
import { activeFilters, libraryLink, orderInWords, PAGE_SIZE } from '#app/lib/library-query.ts'
import { nounOf } from '#app/lib/nouns.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { useListKeys } from '#app/lib/use-list-keys.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${nounOf(data?.kind ?? null).title} · Accord` },
]

export const handle: RouteHandle = { topics: ['documents', 'publications'] }

export const loader = (args: LoaderFunctionArgs) => readLibraryPage(args)

/** Keeps which columns the lists of this reader have, and goes back to where it was. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const { pathname, search } = new URL(args.request.url)
  const chosen = form.get('columns') === 'usual' ? null : form.getAll('columns[]').filter(isLibraryColumn)
  return redirect(pathname.replace(/\.data$/, '') + search, {
    headers: { 'Set-Cookie': await columnsHeader(actor, chosen) },
  })
}

export default function Library() {
  const { org, kind, query, figures, filters, columns, rows, total, totalIsExact, mayCreate } =
    useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const noun = nounOf(kind)
  const ids = useMemo(() => rows.map((row) => row.id), [rows])
  const peeked = rows.find((row) => row.identifier === query.peek)

  const rowOf = (id: string) => rows.find((row) => row.id === id)
  const peekAt = (identifier: string | null) => libraryLink(search, { peek: identifier, page: search.get('page') })
  const peek = (identifier: string | null) =>
    navigate(peekAt(identifier), { preventScrollReset: true, replace: query.peek !== null })
  const onSelect = useCallback((id: string, on: boolean) => {
    setSelected((old) => new Set(on ? [...old, id] : [...old].filter((other) => other !== id)))
  }, [])
  const focused = useListKeys(ids, {
    onOpen: (id) => navigate(rowLink(org, rowOf(id), query.words)),
    onPeek: (id) => peek(rowOf(id)?.identifier ?? null),
    onMove: (id) => query.peek !== null && peek(rowOf(id)?.identifier ?? null),
    onSelect: (id) => onSelect(id, !selected.has(id)),
  })

  const first = (query.page - 1) * PAGE_SIZE + 1
  const last = Math.min(first + rows.length - 1, total)
  const pageLink = (page: number) => libraryLink(search, { page: page === 1 ? null : String(page) })
  const narrowed = activeFilters(search, query).length > 0

  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Documents', to: paths.documents(org) }, { label: noun.title }]}
        title={noun.title}
        inline
        primary={
          mayCreate ? (
            <Button as={Link} to={paths.newDocument(org, kind ?? 'policy')} kind="primary" icon={Plus}>
              New {noun.one}
            </Button>
          ) : null
        }
      />
      <LibraryFigures figures={figures} noun={noun} statuses={filters.statuses} />
      <LibraryFilters
        query={query}
        noun={noun.many}
        kindFixed={kind !== null}
        offer={filters}
        columns={{ chosen: columns }}
      />
      <LibraryTable
        org={org}
        caption={`${noun.title}, ${countOf(total, 'matches', 'match')}, ${orderInWords(query)}`}
        rows={rows}
        shown={columns}
        query={query}
        focused={focused}
        selected={selected}
        onSelect={onSelect}
        empty={<LibraryEmpty org={org} noun={noun} kind={kind} narrowed={narrowed} mayCreate={mayCreate} clear="?" />}
      />
      {total > 0 ? (
        <Pagination
          first={first}
          last={last}
          total={total}
          note={`${totalIsExact ? '' : 'or more '}${narrowed ? `that match, ${figures.total} in all` : ''}`.trim()}
          previous={query.page > 1 ? pageLink(query.page - 1) : null}
          next={last < total ? pageLink(query.page + 1) : null}
        />
      ) : null}
      <SelectionBar
        org={org}
        rows={rows.filter((row) => selected.has(row.id))}
        onClear={() => setSelected(new Set())}
      />
      {peeked ? (
        <Peek
          org={org}
          document={{ ...peeked, pdf: paths.documentExport(org, peeked.identifier, 'pdf') }}
          closed={peekAt(null)}
        />
      ) : null}
    </>
  )
}
