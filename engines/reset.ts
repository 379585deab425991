import { rm } from 'node:fs/promises'
import { loadLaunchConfig } from '#services/config.ts'
import { mayDelete, runningLauncher } from './launch/lock.ts'
import { shown } from './launch/progress.ts'
import { plainly } from './plain-error.ts'
import { stopEmbedded } from './postgres.ts'
import { endLeftover } from './temporal.ts'

// `npm run reset`: forgets the local state, so that the next start is a first one. Touches no database that was given.
try {
  await reset()
} catch (error) {
  fail(plainly(error))
}

async function reset(): Promise<void> {
  const { dataDir } = loadLaunchConfig(process.env)
  const running = await runningLauncher(dataDir)
  if (running) return fail(`Accord runs (process ${running.pid}). Stop it first: a reset deletes its database.`)
  if (!mayDelete(dataDir)) return fail(`${shown(dataDir)} was not made by Accord, so a reset does not delete it.`)
  const { clusterDir } = await stopEmbedded(dataDir)
  await endLeftover(dataDir)
  await Promise.all([clusterDir, dataDir].map((folder) => rm(folder, { recursive: true, force: true })))
  console.log(`Deleted ${shown(dataDir)}. npm start begins anew.`)
}

function fail(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}
