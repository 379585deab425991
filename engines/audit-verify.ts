import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ConfigError, loadLaunchConfig } from '#services/config.ts'
import { auditKeysOf } from './audit/keys.ts'
import { describeReport, verifyEverything } from './audit/verify.ts'
import { ensurePostgres } from './postgres.ts'

// `npm run audit:verify`: walks every organization's audit chain from its last signed checkpoint, or with `-- --whole` from
// its first entry, beside a running Accord or without one. Ends with 1 when a chain is broken, and names the first row that
// does not fit.
if (existsSync('.env')) process.loadEnvFile()

try {
  const { values } = parseArgs({ options: { whole: { type: 'boolean', default: false } } })
  const config = loadLaunchConfig(process.env)
  const postgres = await ensurePostgres(config)
  try {
    const reports = await verifyEverything(postgres.appUrl, { keys: auditKeysOf(config), whole: values.whole })
    for (const report of reports) console.log(describeReport(report))
    if (reports.length === 0) console.log('There is no organization yet, so there is no chain to verify.')
    if (reports.some(({ fault }) => fault)) process.exitCode = 1
  } finally {
    // Leaves a PostgreSQL alone that was running before.
    if (postgres.origin === 'started') await postgres.stop()
  }
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 2
}
