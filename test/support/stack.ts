import { chmodSync, mkdtempSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '#db/migrate.ts'
import { chromiumPath } from '#engines/chromium.ts'
import { startChild } from '#engines/launch/child.ts'
import type { Running } from '#engines/launch/supervisor.ts'
import { anyFreePort } from '#engines/ports.ts'
import { ensurePostgres, isEmbeddedServing, stopEmbedded } from '#engines/postgres.ts'
import { endLeftover, startTemporal, type Temporal } from '#engines/temporal.ts'
import { ensureBuilt } from './build.ts'
import { waitFor } from './wait-for.ts'

export const PARTS = ['web', 'worker', 'Temporal', 'PostgreSQL'] as const
export type PartName = (typeof PARTS)[number]

/** All four processes as they run in production, each of them ours to kill. */
export type TestStack = {
  url: string
  appUrl: string
  ownerUrl: string
  /** Ends a part as a power cut would, and returns when it is gone. */
  kill(part: PartName): Promise<void>
  /** Starts a part that was killed, where it was before, and returns when it answers. */
  start(part: PartName): Promise<void>
  /** Deletes what Temporal has stored, while it is killed. */
  loseTemporalStore(): Promise<void>
  /** The last that web and worker wrote, for a test that failed. */
  logs(): Promise<string>
  stop(): Promise<void>
}

const STARTED_MS = 60_000

/** The environment of web and worker in a test. */
export async function environmentOf(of: {
  dataDir: string
  url: string
  databaseUrl: string
  temporal: Record<`TEMPORAL_${string}`, string>
}): Promise<NodeJS.ProcessEnv> {
  return {
    ...process.env,
    NODE_ENV: 'test',
    PORT: new URL(of.url).port,
    PUBLIC_URL: of.url,
    ACCORD_DATA_DIR: of.dataDir,
    // What a killed process leaves behind goes with the rest of it.
    TMPDIR: of.dataDir,
    DATABASE_URL: of.databaseUrl,
    ...of.temporal,
    RECONCILE_EVERY_SECONDS: '2',
    AUTH_SECRET: 'a secret of at least thirty-two characters, for tests only',
    PUPPETEER_EXECUTABLE_PATH: await chromiumPath(null),
    LOG_LEVEL: 'warn',
  }
}

/** Starts a process of those that were built. Its log is in the data folder. */
export const startBuilt = (name: 'web' | 'worker', env: NodeJS.ProcessEnv): Promise<Running> =>
  startChild({
    args: ['--enable-source-maps', `build/${name}.js`],
    env,
    log: join(env.ACCORD_DATA_DIR ?? '', `${name}.log`),
    graceMs: 6_000,
  })

/** Starts the web process, and returns when it answers. */
export async function startWeb(env: NodeJS.ProcessEnv): Promise<Running> {
  const web = await startBuilt('web', env)
  await waitFor(async () => (await fetch(`${env.PUBLIC_URL}/healthz`)).ok, STARTED_MS, 'The web process')
  return web
}

/** Builds what is to be run unless that was done, and starts everything with state of its own on disk. */
export async function startTestStack(): Promise<TestStack> {
  await ensureBuilt()
  const dataDir = mkdtempSync(join(tmpdir(), 'accord-house-'))
  // As root, PostgreSQL runs as another user, who has to get in.
  chmodSync(dataDir, 0o755)
  const config = { dataDir, databaseUrl: null, databaseOwnerUrl: null }
  const { ownerUrl, appUrl } = await ensurePostgres(config)
  await migrate(ownerUrl)
  const ports = { web: await anyFreePort(), temporal: await anyFreePort() }
  const url = `http://127.0.0.1:${ports.web}`
  const env = await environmentOf({
    dataDir,
    url,
    databaseUrl: appUrl,
    temporal: { TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`, TEMPORAL_QUEUE_PREFIX: 'stack' },
  })
  const children: Partial<Record<'web' | 'worker', Running>> = {}
  let temporal: Temporal | null = null

  const begin: Record<PartName, () => Promise<unknown>> = {
    async web() {
      children.web = await startWeb(env)
    },
    async worker() {
      children.worker = await startBuilt('worker', env)
    },
    async Temporal() {
      temporal = await startTemporal({ stateDir: dataDir, port: ports.temporal })
    },
    // Right after a kill the children of the old server may still hold its memory: it is tried until they are gone.
    PostgreSQL: () => waitFor(() => ensurePostgres(config), STARTED_MS, 'PostgreSQL'),
  }
  const end: Record<PartName, () => Promise<unknown>> = {
    web: () => killed(children.web),
    worker: () => killed(children.worker),
    async Temporal() {
      const { child } = temporal ?? {}
      if (!child) return
      child.kill('SIGKILL')
      await waitFor(() => child.exitCode !== null || child.signalCode !== null)
    },
    async PostgreSQL() {
      const [pid] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
      process.kill(Number(pid), 'SIGKILL')
      await waitFor(async () => !(await isEmbeddedServing(dataDir)))
    },
  }
  const stop = async () => {
    await Promise.all([children.web?.stop(), children.worker?.stop()])
    await endLeftover(dataDir)
    await stopEmbedded(dataDir)
    await clearAway(dataDir)
  }
  try {
    await begin.Temporal()
    await Promise.all([begin.web(), begin.worker()])
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url,
    appUrl,
    ownerUrl,
    kill: async (part) => void (await end[part]()),
    start: async (part) => void (await begin[part]()),
    async loseTemporalStore() {
      const files = (await readdir(dataDir)).filter((name) => name.startsWith('temporal.db'))
      await Promise.all(files.map((name) => rm(join(dataDir, name))))
    },
    async logs() {
      const tail = async (name: string) => `${name}:\n${(await readFile(join(dataDir, name), 'utf8')).slice(-3_000)}`
      return (await Promise.all(['web.log', 'worker.log'].map(tail))).join('\n')
    },
    stop,
  }
}

/** Removes what processes that are stopped have left. @throws when one of them made a deprecated call */
export async function clearAway(dataDir: string): Promise<void> {
  const warned = await deprecationsIn(dataDir)
  await rm(dataDir, { recursive: true, force: true })
  if (warned.length > 0) throw new Error(`A process made a deprecated call:\n${warned.join('\n')}`)
}

/** What the processes printed of deprecated calls; those of Node itself, which have a code, are made by packages. */
async function deprecationsIn(dataDir: string): Promise<string[]> {
  const logs = await Promise.all(
    ['web.log', 'worker.log'].map((name) => readFile(join(dataDir, name), 'utf8').catch(() => '')),
  )
  return logs.flatMap((log) => log.split('\n')).filter((line) => /^\(node:\d+\) DeprecationWarning/.test(line))
}

async function killed(child: Running | undefined): Promise<void> {
  if (!child?.pid) return
  process.kill(child.pid, 'SIGKILL')
  await child.ended
}
