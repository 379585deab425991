import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type ServerBuild } from '@remix-run/node'
import { asPage, malformed } from '../lib/errors.server.ts'
import { requireMember, requireNeeds, requireUser } from '../lib/guard.server.ts'
import type { RouteHandle } from '../lib/route-handle.ts'
import { isShownAgain, readShownAgain } from '../lib/shown-again.server.ts'
import { OUTSIDE } from './outside.ts'

type Args = LoaderFunctionArgs | ActionFunctionArgs
type Guard = (args: Args) => Promise<unknown>
type Routes = ServerBuild['routes']
type Route = NonNullable<Routes[string]>

/**
 * Puts a guard before every loader and action, so that none runs for somebody who may not ask. Below `/:org` the guard
 * asks for a member of the organization, with what the `handle` of the route and of those around it needs. Outside of an
 * organization `outside.ts` says who may ask.
 * @throws for a route that neither covers: the process does not start with it
 */
export function guardRoutes(build: ServerBuild): ServerBuild {
  const { routes } = build
  const gone = Object.keys(OUTSIDE).filter((id) => !routes[id])
  if (gone.length > 0) throw new Error(`app/server/outside.ts names routes that do not exist: ${gone.join(', ')}`)
  const guarded = Object.entries(routes).map(([id, route]) => [id, route && guardRoute(route, routes)])
  return { ...build, routes: Object.fromEntries(guarded) }
}

function guardRoute(route: Route, routes: Routes): Route {
  const { module } = route
  const { loader, action } = module
  if (!loader && !action) return route
  const guard = guardOf(route, routes)
  return {
    ...route,
    module: {
      ...module,
      ...(loader && { loader: inWords(guard, loader) }),
      ...(action && { action: inWords(guard, showsAgain(module.handle) ? action : unlessShownAgain(action)) }),
    },
  }
}

/** What a rule refused, and a database that is away, in words: also where a route has not thought of it. */
const inWords =
  <A extends Args, T>(guard: Guard, call: (args: A) => T) =>
  async (args: A): Promise<Awaited<T>> => {
    try {
      await guard(args)
      return await call(withReadableForm(args))
    } catch (error) {
      throw asPage(args.request, error)
    }
  }

/** A body that is no form is an answer, not a bug: none of our pages sends one. */
function withReadableForm<A extends Args>(args: A): A {
  const { request } = args
  const read = request.formData.bind(request)
  request.formData = () =>
    read().catch((error: unknown) => {
      throw error instanceof TypeError ? malformed() : error
    })
  return args
}

const showsAgain = (handle: unknown): boolean => (handle as RouteHandle | undefined)?.showsAgain === true

/** Answers with what was typed where a page only wants it shown again, and does nothing with it. */
const unlessShownAgain =
  <T>(action: (args: ActionFunctionArgs) => T) =>
  async (args: ActionFunctionArgs) => {
    if (!isShownAgain(args.request)) return action(args)
    const { refused } = await readShownAgain(args.request)
    return data(refused, { status: 422 })
  }

function guardOf(route: Route, routes: Routes): Guard {
  const line = lineage(route, routes)
  const isInside = line.some(({ path }) => path?.split('/')[0] === ':org')
  const outside = OUTSIDE[route.id]
  if (isInside) {
    if (outside)
      throw new Error(`the route ${route.id} is inside of an organization: take it out of app/server/outside.ts`)
    const needs = line.flatMap(({ module }) => (module.handle as RouteHandle | undefined)?.needs ?? [])
    return async (args) => {
      const actor = await requireMember(args)
      for (const each of needs) requireNeeds(args, actor, each)
    }
  }
  if (!outside) throw new Error(`the route ${route.id} has no guard: say in app/server/outside.ts who may ask`)
  return outside.who === 'signed_in' ? requireUser : async () => undefined
}

/** A route and those around it. */
function lineage(route: Route, routes: Routes): Route[] {
  const parent = route.parentId === undefined ? undefined : routes[route.parentId]
  return parent ? [...lineage(parent, routes), route] : [route]
}
