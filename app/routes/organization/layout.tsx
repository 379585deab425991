import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { ErrorPage } from '#app/components/error-page.tsx'
import { Shell } from '#app/components/shell.tsx'
import { requireMember, requireUser } from '#app/lib/guard.server.ts'
import { rememberOrganization } from '#app/lib/last-organization.server.ts'
import { revalidatesFor, useLive } from '#app/lib/live.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import type { LiveTopic } from '#domain/live.ts'
import { paths } from '#domain/paths.ts'

/** What the rail counts. */
const SHOWN: readonly LiveTopic[] = ['documents', 'signoffs', 'notifications']
export const handle: RouteHandle = { topics: SHOWN }
export const shouldRevalidate = revalidatesFor(SHOWN)

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { user } = await requireUser(args)
  const { organizations: own, work, notifications } = args.context.services
  const [organizations, waiting, { unread }] = await Promise.all([
    own.listOf(user.id),
    work.count(actor),
    notifications.list(actor, { limit: 1, unreadOnly: true }),
  ])
  const { orgSlug, orgType, name, roles, positionTitle, via, scopes } = actor
  return data(
    {
      reader: actor.membershipId,
      actor: { orgSlug, orgType, name, roles, positionTitle, via, scopes },
      organization: organizations.find(({ slug }) => slug === orgSlug) ?? { slug: orgSlug, name: orgSlug },
      organizations,
      counts: {
        inbox: {
          count: waiting.total,
          late: waiting.late > 0,
        },
        notifications: { count: unread },
        'my-policies': { count: waiting.toRead.total, late: waiting.toRead.late > 0 },
      },
    },
    { headers: { 'Set-Cookie': await rememberOrganization(orgSlug) } },
  )
}

export default function OrganizationLayout() {
  const shell = useLoaderData<typeof loader>()
  useLive(paths.events(shell.actor.orgSlug))
  return (
    <Shell {...shell}>
      <Outlet />
    </Shell>
  )
}

/** A page that refuses keeps the rail around it: the way on is in sight. Without a membership there is no rail to show. */
export function ErrorBoundary() {
  const shell = useRouteLoaderData<typeof loader>('routes/organization/layout')
  if (!shell) return <ErrorPage />
  return (
    <Shell {...shell}>
      <ErrorPage within="shell" />
    </Shell>
  )
}
