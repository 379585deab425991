import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { until } from './until.ts'

const run = promisify(execFile)

/** Whether a process with this id exists and has not ended: a zombie waits only for its parent to look. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it exists, under another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !/\) Z /.test(stat)
}

/** The command line of a process, or an empty text when there is none: a process id alone may since belong to another. */
export async function commandOf(pid: number): Promise<string> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim()
  } catch {
    // Not Linux. Without -ww some cut the line to the width of a terminal.
    const { stdout } = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
    return stdout.trim()
  }
}

/** Asks a process to end, and ends it by force when it has not after `graceMs`. */
export async function terminate(pid: number, graceMs: number): Promise<void> {
  if (!signal(pid, 'SIGTERM')) return
  const ended = await until(async () => !(await isAlive(pid)), graceMs).then(
    () => true,
    () => false,
  )
  if (ended) return
  signal(pid, 'SIGKILL')
  await until(async () => !(await isAlive(pid)), 2_000)
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name)
    return true
  } catch {
    return false
  }
}

/** This process's environment without the variables that would mislead another program. */
export function environmentWithout(misleading: RegExp): NodeJS.ProcessEnv {
  const env = { ...process.env }
  for (const name of Object.keys(env)) if (misleading.test(name)) delete env[name]
  return env
}
