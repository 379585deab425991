import { setTimeout as sleep } from 'node:timers/promises'
import { acrossOrganizations, type Database } from '#db/client.ts'
import { isMigrated } from '#db/queries/migrations.ts'
import { type Backlog, outboxBacklog } from '#db/queries/outbox.ts'

/** Database and migrations decide whether we can serve; the rest is shown apart, since the pages work without it. */
export interface Readiness {
  ready: boolean
  database: 'ok' | 'down'
  migrations: 'ok' | 'pending' | 'unknown'
  temporal: 'ok' | 'down'
  /** Facts that were not delivered to Temporal yet, and for how long the oldest has waited. */
  outbox: Backlog | null
}

/** A connection that PostgreSQL no longer answers on looks open for minutes; who asks wants an answer now. */
const DATABASE_DEADLINE_MS = 2_000

/**
 * Asks the parts, each bounded by its own deadline. Never throws.
 * @param temporalAnswers with a deadline of its own
 */
export async function readiness(db: Database, temporalAnswers: () => Promise<boolean>): Promise<Readiness> {
  const [facts, temporal] = await Promise.all([withinDeadline(askDatabase(db)), temporalAnswers()])
  return {
    ready: facts !== null && facts.migrations === 'ok',
    database: facts ? 'ok' : 'down',
    migrations: facts?.migrations ?? 'unknown',
    temporal: temporal ? 'ok' : 'down',
    outbox: facts?.outbox ?? null,
  }
}

/** The answer, or null when it takes too long; it may still come, and nobody waits for it. */
async function withinDeadline<T>(answer: Promise<T>): Promise<T | null> {
  const answered = new AbortController()
  const late = sleep(DATABASE_DEADLINE_MS, null, { signal: answered.signal }).catch(() => null)
  return Promise.race([answer, late]).finally(() => answered.abort())
}

async function askDatabase(db: Database) {
  try {
    const migrations = (await isMigrated(db)) ? ('ok' as const) : ('pending' as const)
    const outbox = await acrossOrganizations(db, outboxBacklog)
    return { migrations, outbox }
  } catch {
    return null
  }
}
