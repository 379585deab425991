import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { SEARCH_ATTRIBUTES } from '#domain/search-attributes.ts'
import { rotate } from './launch/logs.ts'
import { anyFreePort } from './ports.ts'
import { commandOf, environmentWithout, terminate } from './processes.ts'
import { readState, writeState } from './state.ts'
import { prepareNamespace } from './temporal/attributes.ts'
import { temporalBinary } from './temporal/binary.ts'

const DYNAMIC_CONFIG = {
  // Lets tests move a workflow's clock by days; it does nothing until a call asks for it.
  'frontend.WorkflowTimeSkippingEnabled': true,
  // An activity that the worker can run at once need not travel through the task queue.
  'system.enableActivityEagerExecution': true,
}

/** A local Temporal server that this process started. */
export type Temporal = {
  address: string
  uiUrl: string | null
  /** The server's process; it exits when the server dies. */
  child: ChildProcess
  stop(): Promise<void>
}

export type TemporalOptions = {
  /** Where the server keeps its log, its process id and its state. */
  stateDir: string
  /** Keeps no state: for tests. */
  inMemory?: boolean
  /** Any free one when not said. */
  port?: number
  /** Without it there is no page. */
  uiPort?: number
  namespace?: string
  /** Told what takes long. */
  say?: (line: string) => void
}

/**
 * Starts Temporal's development server and waits until it serves. A server that a killed launcher left behind
 * is ended first: it holds the state file, and its address is known to nobody any more.
 */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  const { stateDir, uiPort, namespace = 'default' } = options
  const binary = await temporalBinary(options.say)
  await endLeftover(stateDir)
  const port = options.port ?? (await anyFreePort())
  const address = `127.0.0.1:${port}`
  const child = launch(binary, { ...options, port, namespace })
  writeState(pidFile(stateDir), { pid: child.pid })
  const stop = async () => {
    if (child.pid && child.exitCode === null) await terminate(child.pid, 5_000)
  }
  try {
    await Promise.race([prepareNamespace(address, namespace, 30_000), failure(child, stateDir)])
  } catch (error) {
    await stop()
    throw error
  }
  return { address, uiUrl: uiPort ? `http://localhost:${uiPort}` : null, child, stop }
}

/** Ends the server of a data folder, if one still runs. */
export async function endLeftover(stateDir: string): Promise<void> {
  const pid = readState<{ pid?: number }>(pidFile(stateDir))?.pid
  if (pid && (await commandOf(pid)).includes('start-dev')) await terminate(pid, 5_000)
}

const pidFile = (stateDir: string) => join(stateDir, 'temporal.json')
const logFile = (stateDir: string) => join(stateDir, 'temporal.log')

function launch(binary: string, { stateDir, port, uiPort, namespace, inMemory }: TemporalOptions): ChildProcess {
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error']
  args.push('--namespace', String(namespace))
  args.push(...(uiPort ? ['--ui-port', String(uiPort)] : ['--headless']))
  for (const [name, { type }] of Object.entries(SEARCH_ATTRIBUTES)) args.push('--search-attribute', `${name}=${type}`)
  for (const [name, value] of Object.entries(DYNAMIC_CONFIG)) args.push('--dynamic-config-value', `${name}=${value}`)
  if (!inMemory) {
    args.push('--db-filename', join(stateDir, 'temporal.db'))
    // Twice as fast as the default, and as safe when the process is killed; only a power cut can lose the last moments.
    args.push('--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL')
  }
  mkdirSync(stateDir, { recursive: true })
  rotate(logFile(stateDir))
  const log = openSync(logFile(stateDir), 'a', 0o600)
  // The command line reads TEMPORAL_* too, which may speak of another server, with TLS and a key.
  const env = environmentWithout(/^TEMPORAL_/)
  // In a process group of its own, so that Ctrl-C reaches the launcher alone, which stops everything in order.
  return spawn(binary, args, { detached: true, stdio: ['ignore', log, log], cwd: stateDir, env })
}

/** Never resolves; rejects when the server ends before it served. */
function failure(child: ChildProcess, stateDir: string): Promise<never> {
  return new Promise((_, reject) => {
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`The Temporal server ended while it started. See ${logFile(stateDir)}.`)))
  })
}
