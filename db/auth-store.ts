import { drizzleAdapter } from '@better-auth/drizzle-adapter'
import type { Database } from './client.ts'
import * as tables from './schema/auth.ts'

/** The tables in which better-auth keeps accounts, sessions and links. */
export const authStore = (db: Database) => drizzleAdapter(db, { provider: 'pg', usePlural: true, schema: tables })
