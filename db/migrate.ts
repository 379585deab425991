import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { applySql } from './apply-sql.ts'

const here = path.dirname(fileURLToPath(import.meta.url))
/** Any number that nobody else locks: two migrations at once wait for one another. */
const MIGRATION_LOCK = 7_301_991
/** While a migration waits for the lock of a table, every request for that table waits behind it: so it waits briefly. */
const LOCK_WAIT_MS = 200
/** Between two attempts, in which the requests are answered. */
const PAUSE_MS = { first: 200, most: 2_000 }
const GIVE_UP_MS = 5 * 60_000
/** The codes of a lock that was not free in time: lock_timeout, statement_timeout, deadlock. */
const IN_USE = ['55P03', '57014', '40P01']

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
 * Brings the database to the present schema, as its owner: migrations first, then the files of `sql/` if they have
 * changed. Safe to repeat, to run twice at the same time, and to run while the application serves requests: it waits for
 * locks for a fraction of a second, and tries again for up to five minutes.
 * @param ownerUrl connection string of the role that owns the tables
 * @param folder where `migrations/` and `sql/` are
 * @throws UnknownSchemaError for a database from which no migration leads to this version
 */
export async function migrate(ownerUrl: string, folder = here): Promise<void> {
  const migrationsFolder = path.join(folder, 'migrations')
  const migrations = readMigrationFiles({ migrationsFolder })
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'accord-migrate',
    connectionTimeoutMillis: 10_000,
  })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(`set lock_timeout = ${LOCK_WAIT_MS}`)
    await refuseUnknownSchema(client, migrations)
    await untilFree(() => applyMigrations(drizzle(client), { migrationsFolder }))
    await untilFree(() => applySql(client, path.join(folder, 'sql'), { migrations, lockWaitMs: LOCK_WAIT_MS }))
  } finally {
    await client.end()
  }
}

/** Drizzle compares dates only, and would apply a migration to tables that it does not fit. */
async function refuseUnknownSchema(client: pg.Client, migrations: MigrationMeta[]): Promise<void> {
  const { rows } = await client.query(`select to_regclass('drizzle.__drizzle_migrations') as table`)
  if (!rows[0].table) return
  const known = migrations.map(({ hash }) => hash)
  const unknown = await client.query('select from drizzle.__drizzle_migrations where hash <> all($1)', [known])
  if (unknown.rowCount) throw new UnknownSchemaError()
}

/** Tries again, with growing pauses, while the tables are in use. */
async function untilFree(attempt: () => Promise<void>): Promise<void> {
  const end = Date.now() + GIVE_UP_MS
  for (let pause = PAUSE_MS.first; ; pause = Math.min(pause * 2, PAUSE_MS.most)) {
    try {
      return await attempt()
    } catch (error) {
      if (!isInUse(error)) throw error
      if (Date.now() > end)
        throw new Error('The tables were in use for five minutes without a pause.', { cause: error })
    }
    await sleep(pause)
  }
}

/** Drizzle wraps what PostgreSQL answered. */
const isInUse = (error: unknown): boolean =>
  error instanceof pg.DatabaseError
    ? IN_USE.includes(error.code ?? '')
    : error instanceof Error && error.cause !== undefined && isInUse(error.cause)
