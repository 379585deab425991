import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { dateIn } from '#domain/dates.ts'
import type { DocumentKind } from '#domain/documents/kinds.ts'
import { can } from '#domain/roles.ts'
import { answer } from './errors.server.ts'
import { requireMember } from './guard.server.ts'
import { offerFilters, readRows, toServiceQuery } from './library.server.ts'
import { readColumns } from './library-columns.server.ts'
import { libraryLink, OWN, readLibraryQuery } from './library-query.ts'
import { readTyped } from './people.server.ts'

/** A page of the library, with its figures, its filters and the columns that its reader chose. */
export async function readLibraryPage(args: LoaderFunctionArgs) {
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

/** One page for all kinds: `/policies` and `/procedures` are the same list with the kind already chosen. */
const kindOf = (pathname: string): DocumentKind | null => {
  const page = pathname.split('/')[2]?.replace(/\.data$/, '')
  return page === 'policies' ? 'policy' : page === 'procedures' ? 'procedure' : null
}
