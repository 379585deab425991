import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { ErrorPage } from '#app/components/error-page.tsx'
import { Shell } from '#app/components/shell.tsx'
import { requireMember, requireUser } from '#app/lib/guard.server.ts'
import { rememberOrganization } from '#app/lib/last-organization.server.ts'

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { user } = await requireUser(args)
  const organizations = await args.context.services.organizations.listOf(user.id)
  const { orgSlug, name, roles, positionTitle, via, scopes } = actor
  return data(
    {
      actor: { orgSlug, name, roles, positionTitle, via, scopes },
      organization: organizations.find(({ slug }) => slug === orgSlug) ?? { slug: orgSlug, name: orgSlug },
      organizations,
      counts: {},
    },
    { headers: { 'Set-Cookie': await rememberOrganization(orgSlug) } },
  )
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
