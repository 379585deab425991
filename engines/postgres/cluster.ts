import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { rotate } from '../launch/logs.ts'
import { isPortFree, nextFreePort } from '../ports.ts'
import { commandOf, environmentWithout } from '../processes.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'

const run = promisify(execFile)

/** So many others may take the port that was free a moment ago. */
const PORT_TRIES = 10

/** An embedded PostgreSQL on disk: where it lies, who runs it, with which programs. */
export type Cluster = { account: Account; binaries: Binaries; password: string }

/** Whether the cluster's files are there, whole. */
export const isInitialized = ({ clusterDir }: Account): boolean => existsSync(join(clusterDir, 'PG_VERSION'))

/**
 * Makes the cluster's files, once, whole or not at all: beside their place, and renamed into it. Only password sign-in
 * over the loopback: another user of this machine gets no door.
 */
export async function initialize({ account, binaries, password }: Cluster): Promise<void> {
  const { clusterDir, ids } = account
  if (isInitialized(account)) return
  const draft = `${clusterDir}.unfinished`
  const passwordFile = `${draft}.password`
  // What an interrupted start left behind.
  for (const leftover of [clusterDir, draft, passwordFile]) await rm(leftover, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o700 })
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  if (ids) await Promise.all([draft, passwordFile].map((path) => chown(path, ids.uid, ids.gid)))
  try {
    await as(account, binaries.initdb, [
      `--pgdata=${draft}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The same order of words on every machine; ICU is built in, the system's locales may not be installed.
      '--locale-provider=icu',
      '--icu-locale=und',
      '--locale=C',
    ])
    await rename(draft, clusterDir)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** The port of the PostgreSQL that already serves this folder: one that a killed launcher left running. */
export async function runningPort({ account: { clusterDir } }: Cluster): Promise<number | null> {
  const [pid, , , port] = (await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  if (!pid || !port) return null
  if ((await commandOf(Number(pid))).includes(clusterDir)) return Number(port)
  // The id was given to another process since: PostgreSQL would take that one for itself and refuse to start.
  await rm(join(clusterDir, 'postmaster.pid'), { force: true })
  return null
}

/** Starts PostgreSQL on a free port, apart from this process's signals, so that Ctrl-C reaches it last. Returns the port. */
export async function start(cluster: Cluster, wishedPort: number, settings: Record<string, string>): Promise<number> {
  for (let wished = wishedPort, tries = 1; ; wished += 1, tries += 1) {
    const port = await nextFreePort(wished)
    try {
      await startOn(port, cluster, settings)
      return port
    } catch (error) {
      // Whoever looked for a free port in the same moment found the same one, and was faster.
      if (tries === PORT_TRIES || (await isPortFree(port))) throw error
    }
  }
}

async function startOn(port: number, cluster: Cluster, settings: Record<string, string>): Promise<void> {
  const { account, binaries } = cluster
  const log = join(account.clusterDir, 'server.log')
  rotate(log)
  const options = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings }
  const flags = Object.entries(options).map(([name, value]) => `-c ${name}='${value}'`)
  try {
    await as(account, binaries.pgCtl, [
      'start',
      '-w',
      '-t',
      '60',
      '-D',
      account.clusterDir,
      '-l',
      log,
      '-o',
      flags.join(' '),
    ])
  } catch (cause) {
    const last = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-5).join('\n')
    throw new Error(`PostgreSQL did not start. The end of ${log}:\n${last}`, { cause })
  }
}

/** Stops PostgreSQL, whoever started it; open connections are cut. Nothing to stop is fine. */
export async function stop({ account, binaries }: Cluster): Promise<void> {
  const stopIn = (mode: string) =>
    as(account, binaries.pgCtl, ['stop', '-w', '-t', '8', '-m', mode, '-D', account.clusterDir])
  await stopIn('fast').catch(async () => {
    if (existsSync(join(account.clusterDir, 'postmaster.pid'))) await stopIn('immediate').catch(() => null)
  })
}

/** Runs one of PostgreSQL's programs as the cluster's user, from a folder that user can enter. */
async function as({ ids }: Account, command: string, args: string[]): Promise<void> {
  // PGPORT, PGDATA and their kin speak of a PostgreSQL of the user's own.
  const env = { ...environmentWithout(/^(PG|LC_|LANG)/), LC_ALL: 'C' }
  await run(command, args, { ...ids, cwd: '/', env })
}
