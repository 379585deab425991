import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'

const here = path.dirname(fileURLToPath(import.meta.url))
/** Any number that nobody else locks: two migrations at once wait for one another. */
const MIGRATION_LOCK = 7_301_991

/**
 * Brings the database to the present schema, as its owner, and (re)applies db/security.sql. Safe to repeat and to run twice at once.
 * @param ownerUrl connection string of the role that owns the tables
 * @param folder where `migrations/` and `security.sql` are
 */
export async function migrate(ownerUrl: string, folder = here): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'accord-migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await applyMigrations(drizzle(client), { migrationsFolder: path.join(folder, 'migrations') })
    const security = await readFile(path.join(folder, 'security.sql'), 'utf8')
    await client.query(`begin;\n${security}\ncommit;`)
  } finally {
    await client.end()
  }
}
