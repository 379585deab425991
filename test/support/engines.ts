import { existsSync, readFileSync, rmSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '#db/migrate.ts'
import { ensurePostgres, stopEmbedded } from '#engines/postgres.ts'
import { isAlive } from '#engines/processes.ts'
import { readState } from '#engines/state.ts'
import { endLeftover, startTemporal } from '#engines/temporal.ts'

/** Where the engines of a test run are; handed from the global set-up to the test files. */
export type TestEngines = {
  superuserUrl: string
  ownerUrl: string
  appUrl: string
  temporalAddress: string
  /** A folder of this run, for what its test files share. It is removed with the engines. */
  dataDir: string
}

declare module 'vitest' {
  interface ProvidedContext {
    engines: TestEngines
  }
}

const PREFIX = 'accord-test-'

/** What only a machine that may lose its power needs: a test run is thrown away anyway. */
const DISPOSABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }

/**
 * Boots one PostgreSQL, with the migrated database that test files clone, and one Temporal server, on free ports.
 * @param durable stores as `npm start` does, for what is measured
 */
export async function bootEngines({ durable = false } = {}): Promise<{ engines: TestEngines; stop(): Promise<void> }> {
  await sweepAbandoned()
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`))
  // As root, PostgreSQL runs as another user, who has to get in.
  await chmod(dataDir, 0o755)
  const withdraw = endWithProcess(dataDir)
  const stopAll = [() => rm(dataDir, { recursive: true, force: true }), withdraw]
  const stop = async () => {
    for (const step of stopAll.toReversed()) await step()
  }
  try {
    const [postgres, temporal] = await Promise.all([
      ensurePostgres({ dataDir, databaseUrl: null, databaseOwnerUrl: null }, { settings: durable ? {} : DISPOSABLE }),
      startTemporal({ stateDir: dataDir, inMemory: !durable }),
    ])
    stopAll.push(postgres.stop, temporal.stop)
    await migrate(postgres.ownerUrl)
    const { ownerUrl, appUrl, superuserUrl } = postgres
    if (!superuserUrl) throw new Error('The embedded PostgreSQL has a superuser.')
    return { engines: { ownerUrl, appUrl, superuserUrl, temporalAddress: temporal.address, dataDir }, stop }
  } catch (error) {
    await stopEmbedded(dataDir)
    await endLeftover(dataDir)
    await stop()
    throw error
  }
}

/** For a run that is broken off, where nobody waits for anything any more: ends the engines as this process exits. */
function endWithProcess(dataDir: string): () => Promise<void> {
  const leave = () => process.exit(130)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const end = () => {
    const temporal = readState<{ pid: number }>(join(dataDir, 'temporal.json'))?.pid
    const postmaster = Number(read(join(dataDir, 'postgres', 'postmaster.pid')).split('\n')[0])
    for (const pid of [temporal, postmaster]) if (pid) kill(pid)
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
  for (const signal of signals) process.once(signal, leave)
  process.once('exit', end)
  return async () => {
    for (const signal of signals) process.off(signal, leave)
    process.off('exit', end)
  }
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

function kill(pid: number): void {
  try {
    // PostgreSQL takes it as "at once, without ceremony", Temporal as an ordinary end.
    process.kill(pid, 'SIGQUIT')
  } catch {
    // It was faster.
  }
}

/** Clears away the engines of runs that were killed before they could: their folder names the process they belonged to. */
async function sweepAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : 0
    if (!pid || (await isAlive(pid))) continue
    const dataDir = join(tmpdir(), name)
    await stopEmbedded(dataDir)
    await endLeftover(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  }
}
