import type { ServerBuild } from '@remix-run/node'
import { type AgnosticRouteObject, matchRoutes } from '@remix-run/router'

type Build = ServerBuild | (() => Promise<ServerBuild>)

/** Which of our addresses a request was for, in the words of app/routes.ts. */
export type PatternOf = (path: string) => Promise<string>

/** Remix answers it by itself: which routes the links of a page lead to. */
const MANIFEST = '/__manifest'

/**
 * Names the page behind an address as its route is written: `/invitations/:token`, never the address itself, which may be
 * a secret. Matched by what Remix matches with, so that the name is of the page that answered.
 */
export function routePatterns(build: Build): PatternOf {
  let known: { routes: ServerBuild['routes']; tree: AgnosticRouteObject[] } | undefined
  return async (path) => {
    if (path === MANIFEST) return path
    const { routes } = typeof build === 'function' ? await build() : build
    // Development loads the routes anew when they were edited.
    if (known?.routes !== routes) known = { routes, tree: childrenOf(routes, undefined) }
    const matches = matchRoutes(known.tree, pageOf(path)) ?? []
    return `/${matches.flatMap(({ route }) => route.path || []).join('/')}`
  }
}

function childrenOf(routes: ServerBuild['routes'], parentId: string | undefined): AgnosticRouteObject[] {
  return Object.values(routes).flatMap((route) => {
    if (!route || route.parentId !== parentId) return []
    const { id, path, index } = route
    return [index ? { id, path, index } : { id, path, children: childrenOf(routes, id) }]
  })
}

/** Scripts ask for the data of a page below the page's own address. */
const pageOf = (path: string) => (path === '/_root.data' ? '/' : path.replace(/\.data$/, ''))
