import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { migrate } from '#db/migrate.ts'
import { type LaunchConfig, sentence } from '#services/config.ts'
import { build } from '../build/build.ts'
import { hasBuild, isBuilt } from '../build/sources.ts'
import { type PortClaims, portClaims } from '../port-claims.ts'
import { type Postgres, stopEmbedded } from '../postgres.ts'
import { endLeftover } from '../temporal.ts'
import { until } from '../until.ts'
import { announce } from './announce.ts'
import { watchHealth } from './health.ts'
import { type Lock, prepareDataDir, takeLock } from './lock.ts'
import {
  childEnvironment,
  environmentOf,
  mailboxPart,
  onFreePorts,
  postgresPart,
  processPart,
  temporalPart,
  usesMailbox,
} from './parts.ts'
import { choosePorts } from './ports.ts'
import { say, step } from './progress.ts'
import { seed } from './seed.ts'
import { type Supervised, supervise, type Watcher } from './supervisor.ts'

export type LaunchOptions = {
  config: LaunchConfig
  /** Runs the sources and reloads what changes, instead of building them. */
  fromSource: boolean
  /** Aborted when this process is asked to stop. */
  signal: AbortSignal
}

/** Brings everything up, waits to be asked to stop, and takes everything down again. */
export async function launch({ config, fromSource, signal }: LaunchOptions): Promise<void> {
  checkProduction(config)
  prepareDataDir(config.dataDir)
  const lock = await takeLock(config.dataDir)
  const parts: Supervised[] = []
  // Held until all has stopped: a part that is started again listens on the port that it had.
  const claims = portClaims()
  try {
    // Asked to stop while a step is under way: what it made so far is found on disk by `stopAll`.
    await Promise.race([bringUp(config, fromSource, signal, { lock, claims, parts }), aborted(signal)])
    await aborted(signal)
  } catch (error) {
    if (!signal.aborted) say('Accord could not start; stopping what has started …')
    throw error
  } finally {
    await stopAll(config, parts)
    claims.release()
    lock.release()
  }
}

function checkProduction(config: LaunchConfig): void {
  if (config.environment !== 'production') return
  if (!config.authSecret) throw new Error(sentence('AUTH_SECRET', 'is required:'))
  if (!hasBuild())
    throw new Error('In production, npm start runs what was built, and build/ is incomplete. Run npm run build.')
}

async function bringUp(
  config: LaunchConfig,
  fromSource: boolean,
  signal: AbortSignal,
  { lock, claims, parts }: { lock: Lock; claims: PortClaims; parts: Supervised[] },
): Promise<void> {
  const watcher: Watcher = { started: lock.setChild, say }
  const add = async (...added: Parameters<typeof supervise>[0][]) => {
    signal.throwIfAborted()
    await all(added.map(async (part) => parts.push(await supervise(part, watcher))))
  }
  // Before the ports are chosen: the one that a killed launcher left behind holds two of them.
  await endLeftover(config.dataDir)
  const { ports, moved } = await choosePorts(config, claims)
  for (const sentence of moved) say(sentence)

  const found: { postgres?: Postgres } = {}
  const postgres = postgresPart(config, (started) => {
    found.postgres = started
  })
  // The mailbox at once, too: the longer its port is only claimed, the likelier it is that another program takes it.
  const mailbox = usesMailbox(config) ? [mailboxPart(ports, config)] : []
  await step('Starting PostgreSQL and Temporal', () => add(postgres, temporalPart(config, ports), ...mailbox))
  const { ownerUrl, appUrl } = found.postgres as Postgres
  const builds = !fromSource && config.environment !== 'production'
  // A core is free while the database works.
  await all([
    fillDatabase(config, ownerUrl, appUrl),
    builds && !(await isBuilt()) && step('Building', () => build({ signal, quiet: true })),
  ])

  const env = await step('Finding a browser for PDF', () => childEnvironment(config, ports, appUrl))
  const code = (source: string, built: string) =>
    fromSource
      ? [tsxCli(), 'watch', '--clear-screen=false', '--exclude', `${realpathSync('node_modules')}/**`, source]
      : ['--enable-source-maps', built]
  const server = processPart(
    'web',
    code('app/server.ts', 'build/web.js'),
    environmentOf('web', env),
    config,
    fromSource,
  )
  const web = onFreePorts(server, [ports.web])
  await add(
    // A developer's process may stand still at a breakpoint.
    fromSource ? web : watchHealth(web, { answers: () => isAlive(ports.web), patienceMs: 15_000, everyMs: 3_000 }),
    processPart('worker', code('worker/main.ts', 'build/worker.js'), environmentOf('worker', env), config, fromSource),
  )
  const url = config.environment === 'production' ? config.publicUrl : `http://localhost:${ports.web}`
  await step('Waiting for the first page', () =>
    until(() => isReady(ports.web), 120_000, 'The web process did not get ready'),
  )
  lock.setUrl(url)
  announce(config, ports, url, builds)
}

async function fillDatabase(config: LaunchConfig, ownerUrl: string, appUrl: string): Promise<void> {
  await step('Bringing the database up to date', () => migrate(ownerUrl, resolve('db')))
  if (config.environment === 'development')
    await step('Writing the demo organizations', () => seed(appUrl, config.dataDir))
}

const tsxCli = (): string => createRequire(import.meta.url).resolve('tsx/cli')

const isReady = (port: number): Promise<boolean> => answers(`http://127.0.0.1:${port}/readyz`)
const isAlive = (port: number): Promise<boolean> => answers(`http://127.0.0.1:${port}/healthz`)

async function answers(url: string): Promise<boolean> {
  return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok
}

/** Waits for every one before it throws the first error: what is half started or half written cannot be stopped in order. */
async function all(works: readonly unknown[]): Promise<void> {
  for (const result of await Promise.allSettled(works)) if (result.status === 'rejected') throw result.reason
}

/** What serves people ends first, what it stands on last. */
async function stopAll(config: LaunchConfig, parts: Supervised[]): Promise<void> {
  const engines = ['Temporal', 'PostgreSQL']
  await Promise.all(parts.filter(({ name }) => !engines.includes(name)).map((part) => part.stop()))
  for (const name of engines) await parts.find((part) => part.name === name)?.stop()
  if (!config.temporal.address) await endLeftover(config.dataDir)
  if (!config.databaseUrl) await stopEmbedded(config.dataDir)
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) =>
    signal.aborted ? done() : signal.addEventListener('abort', () => done(), { once: true }),
  )
}
