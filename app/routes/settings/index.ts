import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { requireMember } from '#app/lib/guard.server.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'

/** Admins come for the people; everybody else for themselves. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  throw redirect(paths.settings(actor.orgSlug, can(actor, 'members.manage') ? 'members' : 'profile'))
}
