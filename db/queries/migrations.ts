import { sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import journal from '#db/migrations/meta/_journal.json' with { type: 'json' }

/** When the newest migration of this version was written, which is how Drizzle records that it was applied. */
const NEWEST = Math.max(...journal.entries.map(({ when }) => when))

/** Whether there are tables at all: a database that nothing was ever written to has none. */
export async function hasTables(db: Database): Promise<boolean> {
  const { rows } = await db.execute<{ organizations: string | null }>(
    sql`select to_regclass('organizations') as organizations`,
  )
  return rows[0]?.organizations != null
}

/** Has the database all migrations of this version? */
export async function isMigrated(db: Database): Promise<boolean> {
  const { rows } = await db.execute<{ last: string | null }>(
    sql`select max(created_at) as last from drizzle.__drizzle_migrations`,
  )
  return Number(rows[0]?.last ?? 0) >= NEWEST
}
