import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll } from 'vitest'
import type { AppConfig } from '#app/lib/container.server.ts'
import { builtFiles, createApp } from '#app/server/http.ts'
import { loadBuild } from '#app/server/load-build.ts'
import { acrossOrganizations, createDatabase, type Database } from '#db/client.ts'
import { outboxBacklog } from '#db/queries/outbox.ts'
import { processFigures } from '#db/queries/processes.ts'
import { accounts } from '#db/schema/index.ts'
import { passwordHash } from '#services/auth/users.ts'
import { createServices } from '#services/index.ts'
import { liveService } from '#services/live/index.ts'
import { rightsOf } from '#services/live/rights.ts'
import { createLog } from '#services/log.ts'
import { createRateLimits } from '#services/rate-limits/index.ts'
import { readiness } from '#services/readiness.ts'
import type { Deps } from '#services/transaction.ts'
import { testAuth } from './auth.ts'
import { ensureBuilt } from './build.ts'
import type { TestDatabase } from './database.ts'
import { testDeps } from './factories.ts'
import { waitFor } from './wait-for.ts'

/** The password of everybody who may sign in to a test's pages. */
export const PASSWORD = 'correct horse battery'

const CONFIG: AppConfig = {
  mode: 'test',
  host: '127.0.0.1',
  port: 0,
  baseUrl: null,
  trustedProxies: [],
  logLevel: 'error',
  supportUrl: null,
}

export interface Asked {
  /** The cookie of who asks, as `signIn` gives it. */
  as?: string
  form?: Record<string, string | string[]>
  json?: unknown
  headers?: Record<string, string>
}

/**
 * The pages as they were built, over a test's own database, in this process: what they ask the database can be counted.
 * Call it at the top of a test file: it stops after the file's last test.
 */
export async function openPages({ url: databaseUrl }: TestDatabase, overrides: Partial<Deps> = {}) {
  await ensureBuilt()
  const db = createDatabase(databaseUrl)
  const statements = listenTo(db)
  const deps = testDeps(db, overrides)
  const services = createServices(deps)
  const { renditions, bound } = services
  // Nobody prints while a page is asked for, so none waits for the printer.
  const atOnce: typeof renditions = {
    ...renditions,
    pdf: (actor, reference, which) => renditions.pdf(actor, reference, which, 0),
  }
  const { auth } = testAuth(db, { config: { baseUrl: 'http://localhost' } })
  const boundAtOnce: typeof bound = { ...bound, pdf: (actor, member, asked) => bound.pdf(actor, member, asked, 0) }
  const bugs: string[] = []
  const lines: string[] = []
  const streams = [
    { level: 'debug', stream: { write: (line: string) => void lines.push(line) } },
    { level: 'error', stream: { write: (line: string) => void bugs.push(line) } },
  ]
  const log = createLog('debug', pino.multistream(streams))
  const live = liveService(databaseUrl, log, { readable: services.documents.readable, holds: rightsOf(deps) })
  const build = await loadBuild(pathToFileURL('build/'))
  const container = {
    config: CONFIG,
    auth,
    limits: createRateLimits(db),
    services: { live, ...services, renditions: atOnce, bound: boundAtOnce },
    backlog: () => acrossOrganizations(db, outboxBacklog),
    processes: () => acrossOrganizations(db, processFigures),
    ready: () => readiness(db, async () => true),
    close: async () => {},
  }
  const app = createApp(
    container,
    { log, registry: new Registry() },
    { files: builtFiles(resolve('build/client')), build },
  )
  const server = createServer(app)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  afterAll(async () => {
    const closed = new Promise((done) => server.close(done))
    server.closeAllConnections()
    await bounded('The end of the server', closed)
    await bounded('The end of the live connection', live.close())
    await bounded('The end of the pool', db.$client.end())
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  /** Asks for an address as a page of ours does, and follows no redirect. */
  function ask(path: string, { as, form, json, headers = {} }: Asked = {}): Promise<Response> {
    const body = form ? fieldsOf(form) : json === undefined ? undefined : JSON.stringify(json)
    return fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      body,
      redirect: 'manual',
      headers: {
        // What is packed and unpacked in one process takes time and says nothing; browsers ask for it packed.
        'accept-encoding': 'identity',
        ...(as ? { cookie: as } : {}),
        ...(body === undefined ? {} : { origin: url }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    })
  }

  /** Signs a person in, for whom `givePassword` was called. */
  async function signIn(email: string): Promise<string> {
    const answer = await ask('/api/auth/sign-in/email', { json: { email, password: PASSWORD } })
    if (!answer.ok) throw new Error(`${email} could not sign in: ${await answer.text()}`)
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }

  return { url, db, statements, deps, services, auth, live, routes: build.routes, bugs, lines, ask, signIn }
}

export type Pages = Awaited<ReturnType<typeof openPages>>

/** Everything that is asked of the database from now on, in its order. */
function listenTo(db: Database): string[] {
  const statements: string[] = []
  db.$client.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    const listening = (...args: unknown[]) => {
      const [statement] = args as [string | { text: string }]
      statements.push(typeof statement === 'string' ? statement : statement.text)
      return query(...args)
    }
    client.query = listening as typeof client.query
  })
  return statements
}

const hash = passwordHash(PASSWORD)

/** Lets people sign in who were made without a password. */
export async function givePassword(db: Database, ...people: { userId: string }[]): Promise<void> {
  const password = await hash
  await db
    .insert(accounts)
    .values(people.map(({ userId }) => ({ userId, accountId: userId, providerId: 'credential', password })))
}

function fieldsOf(form: Record<string, string | string[]>): URLSearchParams {
  const pairs = Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
  return new URLSearchParams(pairs)
}

/** What does not end leaves nothing behind, since its database is dropped; it is named, so that somebody finds out why. */
async function bounded(what: string, ending: Promise<unknown>): Promise<void> {
  let isOver = false
  void ending.then(() => {
    isOver = true
  })
  await waitFor(() => isOver, 15_000, what).catch(({ message }: Error) => process.stderr.write(`${message}\n`))
}
