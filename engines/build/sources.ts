import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readState } from '../state.ts'

const SOURCES = ['app', 'domain', 'services', 'db', 'workflows', 'activities', 'worker', 'engines/build', 'public']
const FILES = ['package-lock.json', 'vite.config.ts', 'tsconfig.json']
/**
 * Each process of production is one file, and so is what it runs in threads; packages stay in node_modules, so that native
 * ones keep their binaries.
 */
export const ENTRIES = {
  web: 'app/server.ts',
  'text-thread': 'services/adapters/text-thread.ts',
  worker: 'worker/main.ts',
  migrate: 'engines/migrate.ts',
  'worker-health': 'engines/worker-health.ts',
}
const OUTPUT = [
  ...Object.keys(ENTRIES).map((name) => `build/${name}.js`),
  'build/workflows.js',
  'build/server/index.js',
]

/** Where the build notes what it was made of. */
export const BUILD_RECORD = 'build/made-of.json'

/** Whether the build output is there and made of the sources as they are now. */
export async function isBuilt(): Promise<boolean> {
  if (!OUTPUT.every((file) => existsSync(file))) return false
  return readState<{ sources: string }>(BUILD_RECORD)?.sources === (await hashSources())
}

/** Whether there is build output at all: all that production asks, where the sources may not even be. */
export const hasBuild = (): boolean => OUTPUT.every((file) => existsSync(file))

/** A hash over the content of every file that goes into the build: times of change lie after a checkout. */
export async function hashSources(): Promise<string> {
  const listed = await Promise.all(SOURCES.map(filesUnder))
  const files = [...listed.flat(), ...FILES.filter((file) => existsSync(file))].toSorted()
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(await readFile(file))
  return hash.digest('hex')
}

async function filesUnder(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
