import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'

const here = path.dirname(fileURLToPath(import.meta.url))
/** Any number that nobody else locks: two migrations at once wait for one another. */
const MIGRATION_LOCK = 7_301_991
/** What Drizzle cannot express, in the order of application. Each file may be applied again to any state of itself. */
const SQL_FILES = ['isolation', 'audit', 'commit', 'live', 'counters', 'search'].map((name) => `${name}.sql`)

/** A migration was applied to the database that this version does not have: none of ours fits its tables. */
export class UnknownSchemaError extends Error {
  constructor() {
    super(
      'The database was made by another version of Accord, from which no migration leads to this one. ' +
        'npm run reset deletes a local database; a database of your own must be replaced by an empty one.',
    )
  }
}

/**
 * Brings the database to the present schema, as its owner: migrations first, then the files of `sql/`. Safe to repeat,
 * and to run twice at the same time.
 * @param ownerUrl connection string of the role that owns the tables
 * @param folder where `migrations/` and `sql/` are
 * @throws UnknownSchemaError for a database from which no migration leads to this version
 */
export async function migrate(ownerUrl: string, folder = here): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'accord-migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const migrationsFolder = path.join(folder, 'migrations')
    await refuseUnknownSchema(client, migrationsFolder)
    await applyMigrations(drizzle(client), { migrationsFolder })
    const files = await Promise.all(SQL_FILES.map((file) => readFile(path.join(folder, 'sql', file), 'utf8')))
    await client.query(`begin;\n${files.join('\n')}\ncommit;`)
  } finally {
    await client.end()
  }
}

/** Drizzle compares dates only, and would apply a migration to tables that it does not fit. */
async function refuseUnknownSchema(client: pg.Client, migrationsFolder: string): Promise<void> {
  const { rows } = await client.query(`select to_regclass('drizzle.__drizzle_migrations') as table`)
  if (!rows[0].table) return
  const known = readMigrationFiles({ migrationsFolder }).map(({ hash }) => hash)
  const unknown = await client.query('select from drizzle.__drizzle_migrations where hash <> all($1)', [known])
  if (unknown.rowCount) throw new UnknownSchemaError()
}
