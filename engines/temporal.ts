import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdirSync, openSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { anyFreePort } from './ports.ts'
import { commandOf, terminate } from './processes.ts'
import { readState, writeState } from './state.ts'
import { temporalBinary } from './temporal/binary.ts'
import { until } from './until.ts'

/** The command line reads TEMPORAL_* too, which may speak of another server, with TLS and a key. */
const cleanEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TEMPORAL_')))
const run = (binary: string, args: string[]) => promisify(execFile)(binary, args, { env: cleanEnvironment() })

/** The search attributes of Accord's workflows, with Temporal's types. docker-compose.yml registers the same. */
export const SEARCH_ATTRIBUTES = {
  OrgId: 'Keyword',
  DocumentId: 'Keyword',
  ProcessKind: 'Keyword',
  Stage: 'Keyword',
  DueAt: 'Datetime',
} as const

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
  port?: number
  namespace?: string
  /** Without it there is no page. */
  uiPort?: number
  /** Told what takes long. */
  say?: (line: string) => void
}

/**
 * Starts Temporal's development server and waits until it serves. A server that a killed launcher left behind
 * is ended first: it holds the state file, and its address is known to nobody any more.
 */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  const { stateDir, port, uiPort, namespace = 'default', inMemory = false, say } = options
  const binary = await temporalBinary(say)
  await endLeftover(stateDir)
  const frontend = port ?? (await anyFreePort())
  const address = `127.0.0.1:${frontend}`
  const child = launch(binary, { stateDir, port: frontend, uiPort, namespace, inMemory })
  writeState(pidFile(stateDir), { pid: child.pid })
  try {
    await untilServing(binary, address, child)
    await registerSearchAttributes(binary, address, namespace)
  } catch (error) {
    if (child.pid) await terminate(child.pid, 2_000)
    throw error
  }
  const stop = async () => {
    if (child.pid && child.exitCode === null) await terminate(child.pid, 5_000)
  }
  return { address, uiUrl: uiPort ? `http://localhost:${uiPort}` : null, child, stop }
}

/** Ends the server of a data folder, if one still runs. */
export async function endLeftover(stateDir: string): Promise<void> {
  const pid = readState<{ pid?: number }>(pidFile(stateDir))?.pid
  if (pid && (await commandOf(pid)).includes('start-dev')) await terminate(pid, 5_000)
}

const pidFile = (stateDir: string) => join(stateDir, 'temporal.json')

function launch(binary: string, { stateDir, port, uiPort, namespace, inMemory }: TemporalOptions): ChildProcess {
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error']
  args.push('--namespace', String(namespace))
  args.push(...(uiPort ? ['--ui-port', String(uiPort)] : ['--headless']))
  for (const [name, type] of Object.entries(SEARCH_ATTRIBUTES)) args.push('--search-attribute', `${name}=${type}`)
  for (const [name, value] of Object.entries(DYNAMIC_CONFIG)) args.push('--dynamic-config-value', `${name}=${value}`)
  if (!inMemory) {
    args.push('--db-filename', join(stateDir, 'temporal.db'))
    // Twice as fast as the default, and as safe when the process is killed; only a power cut can lose the last moments.
    args.push('--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL')
  }
  mkdirSync(stateDir, { recursive: true })
  const log = openSync(join(stateDir, 'temporal.log'), 'a')
  // In a process group of its own, so that Ctrl-C reaches the launcher alone, which stops everything in order.
  return spawn(binary, args, {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: stateDir,
    env: cleanEnvironment(),
  })
}

async function untilServing(binary: string, address: string, child: ChildProcess): Promise<void> {
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The Temporal server ended with code ${code} while it started.`)))
  })
  const serving = until(() => isListening(address), 30_000, 'The Temporal server').then(() =>
    until(() => run(binary, ['operator', 'cluster', 'health', '--address', address]), 30_000, 'The Temporal server'),
  )
  await Promise.race([serving, ended])
}

/** Whether anything answers there: a cheap look before the CLI, which takes a tenth of a second to start, asks properly. */
function isListening(address: string): Promise<boolean> {
  const [host, port] = address.split(':')
  return new Promise((resolve) => {
    const socket = connect(Number(port), host)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** The start option makes them only along with a new namespace; a state file of an earlier version lacks the newer ones. */
async function registerSearchAttributes(binary: string, address: string, namespace: string): Promise<void> {
  const operate = (...args: string[]) =>
    run(binary, ['operator', 'search-attribute', ...args, '--address', address, '--namespace', namespace])
  const { stdout } = await operate('list', '--output', 'json')
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !stdout.includes(`"${name}"`))
  for (const [name, type] of missing) await operate('create', '--name', name, '--type', type)
}
