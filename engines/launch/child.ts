import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { terminate } from '../processes.ts'
import type { Running } from './supervisor.ts'

export type Command = {
  args: string[]
  env: NodeJS.ProcessEnv
  /** Where its output goes; null lets it through to this terminal. */
  log: string | null
  /** How long it may take to end by itself once asked. */
  graceMs: number
}

/** Starts a Node process in a group of its own, so that Ctrl-C reaches the launcher alone, which stops everything in order. */
export async function startChild({ args, env, log, graceMs }: Command): Promise<Running> {
  const output = log ? openSync(log, 'a', 0o600) : 'inherit'
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', output, output], env })
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
    child.once('error', (error) => resolve(error.message))
  })
  const stop = async () => {
    if (child.pid && child.exitCode === null && child.signalCode === null) await terminate(child.pid, graceMs)
  }
  // The child has its own by now.
  if (typeof output === 'number') closeSync(output)
  return { pid: child.pid ?? null, ended, stop }
}
