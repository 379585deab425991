/** Who may import whom. Places are folders or files from the root of the project. */
export type Layer = {
  of: string
  /** Where code may come from. */
  values: string[]
  /** Where types, but no code, may come from as well. */
  types?: string[]
  /** Exceptions from `values`: code from here is refused. */
  never?: string[]
  /** Whether code of this package may be used. */
  packages(name: string): boolean
  /** Not even the types of other packages: such a file says nothing about the world. */
  pure?: boolean
}

const only =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name)

const allBut =
  (...beginnings: string[]) =>
  (name: string) =>
    !beginnings.some((beginning) => name === beginning || name.startsWith(beginning))

const ANY = () => true
const WEB = ['react', '@remix-run/', 'express', 'vite']
const DATABASE = ['drizzle-orm', 'drizzle-kit', 'pg', '@better-auth/drizzle-adapter']
const TEMPORAL = ['@temporalio/']
/** What adapters wrap; everybody else asks the port. */
const ADAPTED = ['puppeteer', '@sparticuz/', 'nodemailer', 'piscina', 'sharp', 'node:child_process']
const TOOLS = ['vitest', 'typescript', 'tsx', 'esbuild', 'playwright-core', 'axe-core', 'autocannon', 'fast-check']

export const LAYERS: Layer[] = [
  // Zones and calendars are the one thing that rules ask of a package: it has no clock and does no I/O.
  { of: 'domain', values: ['domain'], packages: only('temporal-polyfill'), pure: true },
  // The stored facts of notifications have schemas.
  { of: 'domain/notifications', values: ['domain'], packages: only('zod'), pure: true },

  { of: 'db', values: ['db', 'domain'], packages: allBut(...WEB, ...TEMPORAL, ...ADAPTED, ...TOOLS) },

  {
    of: 'services',
    // Tables and SQL are the business of db/: services call its queries.
    values: ['services', 'db', 'domain'],
    never: ['services/adapters', 'services/temporal', 'db/schema'],
    packages: allBut(...WEB, ...TEMPORAL, ...DATABASE, ...ADAPTED, ...TOOLS),
  },
  {
    of: 'services/adapters',
    values: ['services', 'domain'],
    never: ['services/temporal'],
    packages: allBut(...WEB, ...TEMPORAL, ...DATABASE, ...TOOLS),
  },
  // The only place that talks to Temporal's server on behalf of web and worker.
  {
    of: 'services/temporal',
    values: ['services', 'db', 'domain', 'workflows/search-attributes.ts', 'workflows/**/contract.ts'],
    never: ['services/adapters', 'db/schema'],
    packages: (name) =>
      only('@temporalio/client', '@temporalio/common')(name) || allBut(...WEB, ...TEMPORAL, ...DATABASE)(name),
  },

  // Runs in Temporal's sandbox and is replayed: no clock, no I/O, nothing that changes with the environment.
  {
    of: 'workflows',
    values: ['workflows', 'domain'],
    never: ['domain/notifications'],
    types: ['activities'],
    packages: only('@temporalio/workflow', '@temporalio/common'),
    pure: true,
  },
  {
    of: 'activities',
    values: ['activities', 'services', 'domain', 'workflows/**/contract.ts'],
    never: ['services/adapters', 'services/temporal'],
    packages: only('@temporalio/activity', '@temporalio/common'),
  },

  {
    of: 'app',
    // Of the services a route gets at run time only what the load context carries; what it may import is what
    // parses input and what turns content into markup, both without state.
    values: [
      'app',
      'domain',
      'services/**/input.ts',
      'services/content',
      'services/database-failures.ts',
      'services/log.ts',
    ],
    types: ['services'],
    never: ['app/lib/container.server.ts', 'app/server.ts'],
    packages: allBut(...TEMPORAL, ...DATABASE, ...ADAPTED, ...TOOLS),
  },
  // What routes and components share: below both of them.
  {
    of: 'app/lib',
    values: [
      'app/lib',
      'app/styles',
      'domain',
      'services/**/input.ts',
      'services/content',
      'services/database-failures.ts',
      'services/log.ts',
    ],
    types: ['services'],
    never: ['app/lib/container.server.ts'],
    packages: allBut(...TEMPORAL, ...DATABASE, ...ADAPTED, ...TOOLS),
  },
  { of: 'app/lib/container.server.ts', values: ['app', 'services', 'db', 'domain'], packages: ANY },
  { of: 'app/server.ts', values: ['app', 'services', 'domain'], packages: ANY },

  // How Chromium is started is said once, for the worker that prints and for the tests.
  {
    of: 'worker',
    values: ['worker', 'activities', 'workflows', 'services', 'db', 'domain', 'engines/chromium.ts'],
    packages: allBut(...WEB),
  },
  {
    of: 'engines',
    values: ['engines', 'worker', 'services', 'db', 'domain', 'workflows'],
    never: ['db/schema'],
    packages: ANY,
  },

  // The demo is made by the services: what writes rows of a process by hand does not pass.
  {
    of: 'engines/seed',
    values: ['engines/seed', 'services', 'db/client.ts', 'db/queries', 'domain'],
    never: ['services/adapters', 'services/temporal'],
    packages: allBut(...WEB, ...TEMPORAL, ...DATABASE, ...ADAPTED, ...TOOLS),
  },

  {
    of: 'bench',
    values: ['bench', 'test', 'engines', 'worker', 'activities', 'workflows', 'services', 'db', 'domain', 'app'],
    packages: ANY,
  },
  {
    of: 'test',
    values: ['test', 'engines', 'worker', 'activities', 'workflows', 'services', 'db', 'domain', 'app'],
    packages: ANY,
  },
]
