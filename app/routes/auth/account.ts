import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { requireUser } from '#app/lib/guard.server.ts'
import { preferredOrganization } from '#app/lib/last-organization.server.ts'
import { paths } from '#domain/paths.ts'

/** One's own account: the page of the organization used last, since a person has a name of their own in each. */
export async function loader(args: LoaderFunctionArgs) {
  const { user } = await requireUser(args)
  const slug = await preferredOrganization(args.request, await args.context.services.organizations.listOf(user.id))
  throw redirect(slug ? paths.settings(slug, 'profile') : paths.newOrganization())
}
