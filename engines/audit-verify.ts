import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { loadLaunchConfig } from '#services/config.ts'
import { auditKeysOf } from './audit/keys.ts'
import { describeReport, verifyEverything } from './audit/verify.ts'
import { plainly } from './plain-error.ts'
import { ensurePostgres, hasEmbedded } from './postgres.ts'

// `npm run audit:verify`: walks every organization's audit chain from its last signed checkpoint, or with `-- --whole` from
// its first entry, beside a running Accord or without one. Ends with 1 when a chain is broken, and names the first row that
// does not fit; with 2 when nothing could be verified.
if (existsSync('.env')) process.loadEnvFile()

try {
  const { values } = parseArgs({ options: { whole: { type: 'boolean', default: false } } })
  const config = loadLaunchConfig(process.env)
  const reports = await reportsOf(config, values.whole)
  for (const report of reports) console.log(describeReport(report))
  if (reports.length === 0) console.log('There is no organization yet, so there is no chain to verify.')
  if (reports.some(({ fault }) => fault)) process.exitCode = 1
} catch (error) {
  console.error(plainly(error))
  process.exitCode = 2
}

async function reportsOf(config: ReturnType<typeof loadLaunchConfig>, whole: boolean) {
  // Looking leaves nothing behind: before the first start there is no database, and none is made for this.
  if (!config.databaseUrl && !(await hasEmbedded(config.dataDir))) return []
  const postgres = await ensurePostgres(config)
  try {
    return await verifyEverything(postgres.appUrl, { keys: auditKeysOf(config), whole })
  } finally {
    // Leaves a PostgreSQL alone that was running before.
    if (postgres.origin === 'started') await postgres.stop()
  }
}
