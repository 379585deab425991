import { resolve } from 'node:path'
import { migrate } from '#db/migrate.ts'
import { loadLaunchConfig, missing } from '#services/config.ts'
import { plainly } from './plain-error.ts'

// `npm run migrate`, and the first container of a deployment: brings the database to the present schema, as its owner.
try {
  const { databaseOwnerUrl } = loadLaunchConfig(process.env)
  if (!databaseOwnerUrl) throw missing('migrate', process.env)
  // From the project's root, not from beside the code: the bundle lies elsewhere.
  await migrate(databaseOwnerUrl, resolve('db'))
  console.log('The database is up to date.')
} catch (error) {
  console.error(plainly(error))
  process.exitCode = 1
}
