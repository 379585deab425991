import { sql } from 'drizzle-orm'
import { acrossOrganizations, type Database } from '#db/client.ts'
import journal from '#db/migrations/meta/_journal.json' with { type: 'json' }
import { type Backlog, outboxBacklog } from '#db/queries/outbox.ts'

/** Database and migrations decide whether we can serve; the rest is shown apart, since the pages work without it. */
export interface Readiness {
  ready: boolean
  database: 'ok' | 'down'
  migrations: 'ok' | 'pending' | 'unknown'
  temporal: 'ok' | 'down'
  /** Facts that Temporal has not heard of yet, and for how long the oldest has waited. */
  outbox: Backlog | null
}

/** Asks the parts, each bounded by its own deadline. Never throws. */
export async function readiness(db: Database, temporalAnswers: () => Promise<boolean>): Promise<Readiness> {
  const [facts, temporal] = await Promise.all([askDatabase(db), temporalAnswers()])
  return {
    ready: facts !== null && facts.migrations === 'ok',
    database: facts ? 'ok' : 'down',
    migrations: facts?.migrations ?? 'unknown',
    temporal: temporal ? 'ok' : 'down',
    outbox: facts?.outbox ?? null,
  }
}

async function askDatabase(db: Database) {
  try {
    const { rows } = await db.execute<{ applied: number }>(
      sql`select count(*)::int as applied from drizzle.__drizzle_migrations`,
    )
    const outbox = await acrossOrganizations(db, outboxBacklog)
    const migrations = (rows[0]?.applied ?? 0) >= journal.entries.length ? ('ok' as const) : ('pending' as const)
    return { migrations, outbox }
  } catch {
    return null
  }
}
