import { pathToFileURL } from 'node:url'
import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from '@remix-run/node'
import { describe, expect, test } from 'vitest'
import { guardRoutes } from '#app/server/guards.ts'
import { OUTSIDE } from '#app/server/outside.ts'
import { ensureBuilt } from '#test/support/build.ts'

await ensureBuilt()
const build: ServerBuild = await import(pathToFileURL('build/server/index.js').href)
const routes = Object.values(guardRoutes(build).routes).flatMap((route) => route ?? [])
const handlers = routes.flatMap(({ id, module: { loader, action } }) => [
  ...(loader ? [{ id, kind: 'loader', run: loader as (args: LoaderFunctionArgs) => unknown }] : []),
  ...(action ? [{ id, kind: 'action', run: action as (args: ActionFunctionArgs) => unknown }] : []),
])
const isOpen = ({ id }: { id: string }) => OUTSIDE[id]?.who === 'anybody'

/** What stands behind the guards: touching any of it is a failure. */
const untouchable = new Proxy({}, { get: (_, name) => expect.unreachable(`${String(name)} was used before the guard`) })

/** What a handler throws when somebody asks who is not a member, with nothing behind the guard to be had. */
async function refusalOf(run: (args: LoaderFunctionArgs & ActionFunctionArgs) => unknown, session: object | null) {
  const organizations = new Proxy(
    { actorFor: async () => null },
    { get: (own, name) => Reflect.get(own, name) ?? untouchable },
  )
  const context = {
    auth: { session: async () => session },
    services: new Proxy(
      { organizations },
      { get: (own, name) => Reflect.get(own, name) ?? Reflect.get(untouchable, name) },
    ),
    asked: { actors: new Map() },
    requestId: 'guard-test',
    clientIp: '',
  }
  const request = new Request('https://accord.example/helix/somewhere')
  const args = { request, params: { org: 'helix' }, context, response: undefined } as never
  return Promise.resolve()
    .then(() => run(args))
    .then(
      () => null,
      (thrown: unknown) => thrown,
    )
}

test('the list of routes holds those that are known to be guarded', () => {
  const ids = handlers.map(({ id }) => id)
  for (const id of ['routes/documents/read', 'routes/settings/api-keys', 'routes/live/events'])
    expect(ids).toContain(id)
})

describe('somebody who is not signed in', () => {
  test.each(handlers.filter((handler) => !isOpen(handler)))(
    'is led from the $kind of $id to the sign-in page',
    async ({ run }) => {
      const refusal = await refusalOf(run, null)
      expect(refusal).toBeInstanceOf(Response)
      expect((refusal as Response).headers.get('Location')).toMatch(/^\/sign-in/)
    },
  )
})

describe('somebody of another organization', () => {
  test.each(handlers.filter(({ id }) => !OUTSIDE[id]))('finds nothing behind the $kind of $id', async ({ run }) => {
    const refusal = await refusalOf(run, {
      id: 'session',
      user: { id: 'stranger', name: 'Eve', email: 'eve@else.example' },
    })
    expect(refusal).toMatchObject({ init: { status: 404 }, data: { code: 'not_found' } })
  })
})

describe('a route without a guard', () => {
  const withRoute = (path: string, id: string): ServerBuild => {
    const loader = () => 'secret'
    const route = { id, parentId: 'root', path, module: { default: () => null, loader } }
    return { ...build, routes: { ...build.routes, [id]: route } }
  }

  test('does not load', () => {
    expect(() => guardRoutes(withRoute('reports', 'routes/reports'))).toThrow('the route routes/reports has no guard')
  })

  test('loads below an organization, where every route has one', async () => {
    const { module } = guardRoutes(withRoute(':org/reports', 'routes/reports')).routes['routes/reports'] ?? {}
    expect(await refusalOf(module?.loader as () => unknown, null)).toBeInstanceOf(Response)
  })
})

test('the list of open routes names no route that is gone', () => {
  const { 'routes/auth/sign-in': _, ...rest } = build.routes
  expect(() => guardRoutes({ ...build, routes: rest })).toThrow('routes that do not exist: routes/auth/sign-in')
})
