import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { requireUser } from '#app/lib/guard.server.ts'
import { preferredOrganization } from '#app/lib/last-organization.server.ts'
import { paths } from '#domain/paths.ts'

/**
 * `/`, and addresses such as `/policies` and `/policies/POL-AC-001` that name no organization: they lead to the same place
 * in the one used last.
 */
export async function loader(args: LoaderFunctionArgs) {
  const { user } = await requireUser(args)
  const slug = await preferredOrganization(args.request, await args.context.services.organizations.listOf(user.id))
  const { pathname, search } = new URL(args.request.url)
  // A list may name the kind of its documents, a document's own address does not.
  const place = pathname.replace(/^\/(policies|procedures)\/(?=.)/, '/documents/').replace(/^\/$/, '')
  throw redirect(slug ? paths.home(slug) + place + search : paths.newOrganization())
}
