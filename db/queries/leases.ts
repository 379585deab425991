import { and, lte, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'

/** A time from now on, by the clock of the database: processes on several machines need one clock for their leases. */
export const inMs = (ms: number): SQL<Date> => sql`now() + make_interval(secs => ${ms / 1_000})`

/**
 * Locks rows that are due, for this transaction to take, in the order of `first` and then the longest due first. Those that
 * another transaction holds are left to it.
 * @returns their ids, at most `limit`
 */
export async function lockDue(
  tx: Transaction,
  table: PgTable & { id: PgColumn; nextAttemptAt: PgColumn },
  limit: number,
  { where, first = [] }: { where?: SQL; first?: SQLWrapper[] } = {},
): Promise<string[]> {
  const rows = await tx
    .select({ id: sql<string>`${table.id}` })
    .from(table)
    .where(and(where, lte(table.nextAttemptAt, sql`now()`)))
    .orderBy(...first.map((key) => sql`${key}`), table.nextAttemptAt, table.id)
    .limit(limit)
    .for('update', { skipLocked: true })
  return rows.map(({ id }) => id)
}

/** What an update sets to take a row for so many milliseconds. */
export const taken = (table: { attempts: PgColumn }, leaseMs: number) => ({
  lease: sql<string>`gen_random_uuid()`,
  attempts: sql<number>`${table.attempts} + 1`,
  nextAttemptAt: inMs(leaseMs),
})

/** What an update sets to hold a row for so many milliseconds more. */
export const renewed = (leaseMs: number) => ({ nextAttemptAt: inMs(leaseMs) })

/** What an update sets to give a row back, to be taken again after so many milliseconds. */
export const givenBack = (error: string, retryMs: number) => ({
  lease: null,
  nextAttemptAt: inMs(retryMs),
  lastError: error,
})
