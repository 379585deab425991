import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/** A time from now on, by the clock of the database: processes on several machines need one clock for their leases. */
const inMs = (ms: number): SQL<Date> => sql`now() + make_interval(secs => ${ms / 1_000})`

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
