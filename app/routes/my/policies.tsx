import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { AcceptedList } from '#app/components/campaigns/accepted-list.tsx'
import { ChangedList } from '#app/components/campaigns/changed-list.tsx'
import { ToReadList } from '#app/components/campaigns/to-read-list.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import { answer } from '#app/lib/errors.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction = () => [{ title: 'My policies · Accord' }]

export const handle: RouteHandle = { topics: ['campaigns', 'publications', 'notifications'] }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { searchParams } = new URL(args.request.url)
  const page = (name: string) => ({ page: pageIn(searchParams, name) })
  const { toRead, changed, accepted } = await answer(
    args.request,
    args.context.services.campaigns.mine(actor, {
      toRead: page('read'),
      changed: { ...page('changed'), limit: 10 },
      accepted: page('accepted'),
    }),
  )
  return {
    org: actor.orgSlug,
    me: actor.membershipId ?? '',
    toRead: {
      place: placeOf(toRead),
      rows: toRead.rows.map(({ dueAt, escalatedAt, ...row }) => ({
        ...row,
        dueAt: dueAt.toISOString(),
        managerNotified: escalatedAt !== null,
      })),
    },
    changed: {
      place: placeOf(changed),
      rows: changed.rows.map((row) => ({ ...row, ...iso(row) })),
    },
    accepted: {
      place: placeOf(accepted),
      rows: accepted.rows.map((row) => ({ ...row, ...iso(row) })),
    },
  }
}

const iso = ({ acceptedAt, effectiveFrom }: { acceptedAt: Date; effectiveFrom: Date }) => ({
  acceptedAt: acceptedAt.toISOString(),
  effectiveFrom: effectiveFrom.toISOString(),
})

export default function MyPolicies() {
  const { org, me, toRead, changed, accepted } = useLoaderData<typeof loader>()
  return (
    <div className="narrow">
      <PageHeader
        title="My policies"
        sub={
          toRead.place.total === 0
            ? `${countOf(accepted.place.total, 'document')} accepted, nothing to read`
            : `${toRead.place.total} to read, ${accepted.place.total} accepted`
        }
        inline
        primary={
          <Button as={Link} to={paths.bound(org, me)}>
            What binds me
          </Button>
        }
      />
      <ToReadList org={org} rows={toRead.rows} total={toRead.place.total} />
      <Pages name="read" rows={toRead.rows.length} list={toRead.place} />
      <ChangedList org={org} rows={changed.rows} total={changed.place.total} />
      <Pages name="changed" rows={changed.rows.length} list={changed.place} />
      <AcceptedList org={org} rows={accepted.rows} total={accepted.place.total} />
      <Pages name="accepted" rows={accepted.rows.length} list={accepted.place} />
    </div>
  )
}
