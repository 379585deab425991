import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf, isAlive, terminate } from '../processes.ts'
import { readState, writeState } from '../state.ts'

/** What a launcher leaves word of, for the next start and for `npm run reset`. */
type LauncherRecord = { launcher: number; url: string | null; children: { name: string; pid: number }[] }

const recordFile = (dataDir: string) => join(dataDir, 'launcher.json')
const markFile = (dataDir: string) => join(dataDir, 'made-by-accord')

/** Makes the data folder. A folder made here may be deleted by `npm run reset`; one that held something before may not. */
export function prepareDataDir(dataDir: string): void {
  const fresh = !existsSync(dataDir) || readdirSync(dataDir).length === 0
  mkdirSync(dataDir, { recursive: true })
  if (fresh) writeFileSync(markFile(dataDir), 'npm run reset may delete this folder.\n')
}

export const mayDelete = (dataDir: string): boolean => existsSync(markFile(dataDir))

/** The launcher that works in a data folder now, if one does. */
export async function runningLauncher(dataDir: string): Promise<{ pid: number; url: string | null } | null> {
  const { launcher, url } = readState<LauncherRecord>(recordFile(dataDir)) ?? { launcher: 0, url: null }
  if (!launcher || launcher === process.pid || !(await isAlive(launcher))) return null
  return (await commandOf(launcher)).includes('engines/start') ? { pid: launcher, url } : null
}

/** Holds a data folder for one launcher: two would fight over ports and files. */
export type Lock = {
  /** Remembers where Accord can be reached. */
  setUrl(url: string): void
  /** Remembers a child, so that the next start finds it if this launcher is killed. */
  setChild(name: string, pid: number | null): void
  release(): void
}

/** Takes the data folder for this process, and ends the children that a killed launcher left behind. */
export async function takeLock(dataDir: string): Promise<Lock> {
  const other = await runningLauncher(dataDir)
  if (other) throw new Error(alreadyRuns(other.pid, other.url))
  await endLeftovers(dataDir)
  const record: LauncherRecord = { launcher: process.pid, url: null, children: [] }
  // Created only if absent: of two starts at the same instant one goes on.
  writeFileSync(recordFile(dataDir), JSON.stringify(record), { flag: 'wx', mode: 0o600 })
  const save = () => writeState(recordFile(dataDir), record)
  return {
    setUrl(url) {
      record.url = url
      save()
    },
    setChild(name, pid) {
      record.children = record.children.filter((child) => child.name !== name)
      if (pid) record.children.push({ name, pid })
      save()
    },
    release: () => rmSync(recordFile(dataDir), { force: true }),
  }
}

function alreadyRuns(pid: number, url: string | null): string {
  const where = url ? ` at ${url}` : ''
  return `Accord already runs${where} (process ${pid}). Stop it first, or set ACCORD_DATA_DIR to another folder.`
}

async function endLeftovers(dataDir: string): Promise<void> {
  const { children } = readState<LauncherRecord>(recordFile(dataDir)) ?? { children: [] }
  await Promise.all(
    children.map(async ({ pid }) => {
      // The id may since belong to another: every child of a launcher runs on the same Node.
      if ((await commandOf(pid)).startsWith(process.execPath)) await terminate(pid, 5_000)
    }),
  )
  rmSync(recordFile(dataDir), { force: true })
}
