import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CalendarClock } from 'lucide-react'
import { DueTable, MadeTable } from '#app/components/reviews/due-table.tsx'
import { ExportMenu, FeedsLink, Owners, ReviewFigures, ReviewTabs } from '#app/components/reviews/overview.tsx'
import { Empty } from '#app/components/ui/empty.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import { madeRow, readDue, reviewsAsked } from '#app/lib/reviews.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'

export const meta: MetaFunction = () => [{ title: 'Reviews · Accord' }]

export const handle: RouteHandle = { topics: ['documents'] }

/** What is due, or what was reviewed, and the figures of both. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const search = new URL(args.request.url).searchParams
  const isDone = search.get('view') === 'done'
  const figures = await services.reviews.figures(actor)
  if (isDone) {
    const { rows, ...place } = await services.reviews.made(actor, { page: pageIn(search, 'page') })
    return {
      org: actor.orgSlug,
      figures,
      view: 'done' as const,
      due: [],
      made: rows.map(madeRow),
      list: placeOf(place),
    }
  }
  const asked = reviewsAsked(search, actor.membershipId)
  const { rows, list } = await readDue(services, actor, asked)
  const isMine = asked.ownerId !== null && asked.ownerId === actor.membershipId
  return {
    org: actor.orgSlug,
    figures,
    view: isMine ? ('mine' as const) : ('list' as const),
    due: rows,
    made: [],
    list,
  }
}

export default function Reviews() {
  const { org, figures, view, due, made, list } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title="Reviews"
        sub={`${countOf(figures.all, 'document')} in effect ${figures.all === 1 ? 'is' : 'are'} reviewed regularly`}
        primary={<FeedsLink org={org} />}
        menu={<ExportMenu org={org} />}
        inline
      >
        <ReviewTabs org={org} view={view} />
      </PageHeader>
      <ReviewFigures org={org} figures={figures} />
      {list.total === 0 ? (
        <Empty icon={CalendarClock} title={view === 'done' ? 'Nothing was reviewed yet' : 'Nothing is due here'}>
          <p>
            {view === 'done'
              ? 'Each review stands here with who made it and what they found.'
              : 'Documents in effect stand here before they are to be reviewed. How often is one of their properties.'}
          </p>
        </Empty>
      ) : (
        <>
          {view === 'done' ? <MadeTable org={org} rows={made} /> : <DueTable org={org} rows={due} />}
          <Pages name="page" rows={view === 'done' ? made.length : due.length} list={list} />
        </>
      )}
      <Owners org={org} figures={figures} />
    </>
  )
}
