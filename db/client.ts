import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { whileConnecting } from './connection-lost.ts'
import { type Schema, type Transaction, transactionOn } from './drizzle-session.ts'
import { PreparingClient } from './preparing-client.ts'
import * as schema from './schema/index.ts'

export type { Transaction }
export type Database = NodePgDatabase<Schema> & { $client: pg.Pool }

/** Whose rows a transaction may touch. */
export interface Binding {
  orgId: string | null
  userId: string | null
}

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void

/** A pool that says with a code, and not in words only, that it has no connection. */
class Pool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    if (callback) {
      super.connect((error, client, done) => callback(error && whileConnecting(error), client, done))
      return undefined
    }
    return super.connect().catch((error: unknown) => {
      throw whileConnecting(error)
    })
  }
}

/**
 * Opens a pool of connections as the application role.
 * @param url connection string of a role that owns no table and cannot bypass row-level security
 */
export function createDatabase(
  url: string,
  options: { max?: number; onError?: (error: Error) => void } = {},
): Database {
  const pool = new Pool({
    Client: PreparingClient,
    // pg's own mode in which a statement is sent while an answer is awaited: a transaction's last statement and its
    // commit go in one trip. Without it pg 9 refuses the second.
    pipeline: true,
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: 'accord',
  })
  // An idle connection that breaks (PostgreSQL restarted) is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => options.onError?.(error))
  // The pool listens only to idle connections. When one breaks inside a transaction, between two statements, the next
  // statement fails and its caller gets the error; without a listener of its own it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  pool.on('release', (_error, client) => {
    if (client instanceof PreparingClient) client.closeLeastUsed()
  })
  return drizzle(pool, { schema, casing: 'snake_case' })
}

/**
 * Runs `work` in one transaction bound to an organization and a person; row-level security does the rest.
 * The settings are local to the transaction, so a pooled connection carries nothing over.
 * @param flush asked after the work for a last statement, which goes with the commit
 */
export const withActor = <T>(
  db: Database,
  { orgId, userId }: Binding,
  work: (tx: Transaction) => Promise<T>,
  flush?: () => pg.QueryConfig | null,
) =>
  transaction(
    db,
    `select set_config('app.org_id', ${pg.escapeLiteral(orgId ?? '')}, true), set_config('app.user_id', ${pg.escapeLiteral(userId ?? '')}, true)`,
    work,
    flush,
  )

/**
 * Runs `work` as the role that reads across organizations, on the few tables that are read before the organization is
 * determined: outbox, deliveries, keys, invitations and calendar feeds by their hash.
 */
export const acrossOrganizations = <T>(db: Database, work: (tx: Transaction) => Promise<T>) =>
  transaction(db, 'set local role accord_system', work)

/**
 * Like Drizzle's own, but begin and binding are sent with the first statement, and the last statement with the commit:
 * one round trip each.
 */
async function transaction<T>(
  db: Database,
  binding: string,
  work: (tx: Transaction) => Promise<T>,
  flush?: () => pg.QueryConfig | null,
): Promise<T> {
  const client = await db.$client.connect()
  const tx = transactionOn(client)
  let broken = false
  // Not awaited: PostgreSQL answers it before the first statement, which fails when the begin does.
  const begun = client.query(`begin; ${binding}`)
  begun.catch(() => undefined)
  try {
    const result = await work(tx).catch(async (error) => {
      // What made the first statement fail, if it was the begin.
      await begun
      throw error
    })
    await begun
    const last = flush?.()
    // After a statement that failed, a commit only ends the transaction; its answer, ROLLBACK, is the only sign of that.
    const [, ended] = await Promise.all([last && client.query(last), client.query('commit')])
    if (ended.command !== 'COMMIT') throw new Error('nothing was committed: a statement before it had failed')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw error
  } finally {
    client.release(broken)
  }
}
