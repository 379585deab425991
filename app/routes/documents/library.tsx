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
import { answer } from '#app/lib/errors.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { offerFilters, readRows, toServiceQuery } from '#app/lib/library.server.ts'
import { columnsHeader, readColumns } from '#app/lib/library-columns.server.ts'
import { isLibraryColumn } from '#app/lib/library-columns.ts'
import { activeFilters, libraryLink, OWN, orderInWords, PAGE_SIZE, readLibraryQuery } from '#app/lib/library-query.ts'
import { nounOf } from '#app/lib/nouns.ts'
import { readTyped } from '#app/lib/people.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { useListKeys } from '#app/lib/use-list-keys.ts'
import { dateIn } from '#domain/dates.ts'
import type { DocumentKind } from '#domain/documents/kinds.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${nounOf(data?.kind ?? null).title} · Accord` },
]

export const handle: RouteHandle = { topics: ['documents', 'publications'] }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { library } = args.context.services
  const { pathname, searchParams } = new URL(args.request.url)
  const kind = kindOf(pathname)
  const query = readLibraryQuery(searchParams)
  const now = new Date()
  const { services } = args.context
  const typed =
    query.owner === OWN ? null : await answer(args.request, readTyped(services, actor, searchParams, 'owner'))
  if (typed?.to) throw redirect(pathname + typed.to)
  const { timeZone } = await answer(args.request, services.organizations.get(actor))
  const today = dateIn(now, timeZone)
  const [result, figures, filters] = await answer(
    args.request,
    Promise.all([
      library.list(actor, toServiceQuery(query, kind, actor, { now, today })),
      library.figures(actor, kind ? [kind] : [], today),
      offerFilters(services, actor, query.owner),
    ]),
  )
  // An old bookmark of a list that has become shorter: its end is nearer than nothing.
  if (result.rows.length === 0 && result.total > 0 && query.page > 1) {
    throw redirect(pathname + libraryLink(searchParams, { page: String(result.pages) }))
  }
  return {
    org: actor.orgSlug,
    kind,
    query,
    figures,
    filters: { ...filters, ownerError: typed?.error },
    columns: await readColumns(args.request, actor),
    rows: await answer(args.request, readRows(services, actor, result.rows, { timeZone, now })),
    total: result.total,
    totalIsExact: result.totalIsExact,
    mayCreate: can(actor, 'documents.create'),
  }
}

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

/** One page for all kinds: `/policies` and `/procedures` are the same list with the kind already chosen. */
const kindOf = (pathname: string): DocumentKind | null => {
  const page = pathname.split('/')[2]?.replace(/\.data$/, '')
  return page === 'policies' ? 'policy' : page === 'procedures' ? 'procedure' : null
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
