import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import type { Actor } from '#domain/actor.ts'
import { paths } from '#domain/paths.ts'
import { authorize, type Capability, type CapabilityContext, meets, type Needs } from '#domain/roles.ts'
import type { Session } from '#services/auth/types.ts'
import { answer, asPage, notFound } from './errors.server.ts'

type RouteArgs = Pick<LoaderFunctionArgs | ActionFunctionArgs, 'request' | 'params' | 'context'>

/** The session of the request, or null. */
export function findSession({ request, context }: Pick<RouteArgs, 'request' | 'context'>): Promise<Session | null> {
  const { asked } = context
  asked.session ??= answer(request, context.auth.session(request.headers))
  return asked.session
}

/** Who is signed in. Nobody: the sign-in page, which leads back here. */
export async function requireUser(args: Pick<RouteArgs, 'request' | 'context'>): Promise<Session> {
  const session = await findSession(args)
  if (session) return session
  const { pathname, search } = new URL(args.request.url)
  // A form that was sent has no address to come back to but its page's, which is the same.
  const asked = search.replace(/(?<=[?&])(index|_data|_routes)(=[^&]*)?(&|$)/g, '').replace(/[?&]$/, '')
  throw redirect(paths.signIn(pathname + asked))
}

/**
 * Who asks, as a member of the organization in the address. Without a session: the sign-in page, which leads back here.
 * Not a member: the same answer as for an address that never existed.
 */
export async function requireMember(args: RouteArgs): Promise<Actor> {
  const { user } = await requireUser(args)
  const { params, context, request } = args
  const slug = params.org
  if (!slug) throw notFound()
  const { actors } = context.asked
  const asked =
    actors.get(slug) ??
    context.services.organizations.actorFor(user.id, slug, {
      requestId: context.requestId,
      ip: context.clientIp || null,
      userAgent: request.headers.get('user-agent'),
    })
  actors.set(slug, asked)
  const actor = await answer(request, asked)
  if (!actor) throw notFound()
  return actor
}

/** Refuses a page that this reader does not have: one of another type of organization does not exist here. */
export function requireNeeds(args: Pick<RouteArgs, 'request'>, actor: Actor, { capability, orgType }: Needs): void {
  if (!meets(actor, { orgType })) throw notFound()
  if (capability) requirePermission(args, actor, capability)
}

/** Refuses what this actor may not do with a row, and names the roles that could. */
export function requirePermission(
  { request }: Pick<RouteArgs, 'request'>,
  actor: Actor,
  capability: Capability,
  context: CapabilityContext = {},
): void {
  try {
    authorize(actor, capability, context)
  } catch (error) {
    throw asPage(request, error)
  }
}
