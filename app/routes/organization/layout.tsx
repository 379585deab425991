import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { ErrorPage } from '#app/components/error-page.tsx'
import { Shell } from '#app/components/shell.tsx'
import { requireMember } from '#app/lib/guard.server.ts'

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { orgSlug, name, roles, positionTitle, via, scopes } = actor
  return {
    actor: { orgSlug, name, roles, positionTitle, via, scopes },
    organization: { slug: orgSlug, name: orgSlug },
    organizations: [{ slug: orgSlug, name: orgSlug }],
    counts: {},
  }
}

export default function OrganizationLayout() {
  const shell = useLoaderData<typeof loader>()
  return (
    <Shell {...shell}>
      <Outlet />
    </Shell>
  )
}

export const ErrorBoundary = () => <ErrorPage />
