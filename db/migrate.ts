import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'

const here = path.dirname(fileURLToPath(import.meta.url))
/** Any number that nobody else locks: two migrations at once wait for one another. */
const MIGRATION_LOCK = 7_301_991
/** What the database does by itself, in this order; each says the whole of it and may be applied again. */
const AFTER_MIGRATIONS = ['security.sql', 'search.sql']

/**
 * Brings the database to the present schema, as its owner, and (re)applies security.sql and search.sql. Safe to repeat and to run twice at once.
 * @param ownerUrl connection string of the role that owns the tables
 * @param folder where `migrations/` and those two are
 */
export async function migrate(ownerUrl: string, folder = here): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'accord-migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await applyMigrations(drizzle(client), { migrationsFolder: path.join(folder, 'migrations') })
    const files = await Promise.all(AFTER_MIGRATIONS.map((file) => readFile(path.join(folder, file), 'utf8')))
    await client.query(`begin;\n${files.join('\n')}\ncommit;`)
  } finally {
    await client.end()
  }
}
