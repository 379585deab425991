import { resolve } from 'node:path'
import { migrate, UnknownSchemaError } from '#db/migrate.ts'
import { ConfigError, loadLaunchConfig, missing } from '#services/config.ts'

// `npm run migrate`, and the first container of a deployment: brings the database to the present schema, as its owner.
try {
  const { databaseOwnerUrl } = loadLaunchConfig(process.env)
  if (!databaseOwnerUrl) throw missing('migrate', process.env)
  // From the project's root, not from beside the code: the bundle lies elsewhere.
  await migrate(databaseOwnerUrl, resolve('db'))
  console.log('The database is up to date.')
} catch (error) {
  console.error(error instanceof ConfigError || error instanceof UnknownSchemaError ? error.message : error)
  process.exitCode = 1
}
