import type { RouteConfigEntry } from '@remix-run/route-config'
import routes from '#app/routes.ts'

/** An address of the pages, as app/routes.ts declares it. */
export interface PageRoute {
  id: string
  /** `/:org/documents/:identifier` */
  path: string
  params: string[]
  file: string
  index: boolean
}

const idOf = ({ id, file }: RouteConfigEntry) => id ?? file.replace(/\.tsx?$/, '')

const flatten = (entries: readonly RouteConfigEntry[], above = ''): PageRoute[] =>
  entries.flatMap((entry) => {
    const path = entry.path === undefined ? above : `${above}/${entry.path}`
    const { file, index = false } = entry
    const own = { id: idOf(entry), path: path || '/', params: paramsOf(path), file, index }
    return [own, ...flatten(entry.children ?? [], path)]
  })

const paramsOf = (path: string) =>
  path
    .split('/')
    .filter((part) => /^[:*]/.test(part))
    .map((part) => part.replace(/^:|\?$/g, ''))

/** Every route there is. */
export const ROUTES: PageRoute[] = flatten(await routes)

/** Those that belong to an organization. */
export const ORGANIZATION_ROUTES = ROUTES.filter(({ params }) => params.includes('org'))

/** What may stand in each parameter. One that is not listed makes the test of its route fail, so that nobody forgets it. */
export type Fillings = Record<string, readonly string[]>

/** Every address that a route has with the given fillings. @throws for a parameter that nobody said how to fill */
export function addressesOf({ path }: Pick<PageRoute, 'path'>, fillings: Fillings): string[] {
  return path.split('/').reduce<string[]>(
    (addresses, part) => {
      const name = part.replace(/^:|\?$/g, '')
      if (!/^[:*]/.test(part)) return addresses.map((address) => (part ? `${address}/${part}` : address))
      const values = fillings[name]
      if (!values) throw new Error(`Say in this test what stands in “${part}” of ${path}.`)
      return addresses.flatMap((address) => values.map((value) => `${address}/${encodeURIComponent(value)}`))
    },
    [''],
  )
}
