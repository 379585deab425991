import { sql } from 'drizzle-orm'
import { NodePgSession, NodePgTransaction } from 'drizzle-orm/node-postgres/session'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { ExtractTablesWithRelations } from 'drizzle-orm/relations'
import type pg from 'pg'
import type * as schema from './schema/index.ts'

/*
 * The only place that uses what Drizzle does not document: its session and its transaction, made by hand over a
 * connection that this project begins and commits. test/db/drizzle-session.test.ts fails on a version not read yet.
 */

export type Schema = typeof schema
type Relations = ExtractTablesWithRelations<Schema>

/** A transaction that is already bound to one organization: the only thing queries accept. */
export type Transaction = NodePgTransaction<Schema, Relations>

const dialect = new PgDialect({ casing: 'snake_case' })
const sessions = new WeakMap<pg.PoolClient, NodePgSession<Schema, Relations>>()

/**
 * What queries are built on, for a connection on which a transaction was begun. The session is the same each time for
 * one connection, so that what was built for it need not be built again; see `prepared`.
 */
export function transactionOn(client: pg.PoolClient): Transaction {
  const session = sessions.get(client) ?? new NodePgSession<Schema, Relations>(client, dialect, undefined)
  sessions.set(client, session)
  return new NodePgTransaction(dialect, session, undefined)
}

interface Preparable<P> {
  prepare(name: string): P
}
interface Prepared<R> {
  execute(values: Record<string, unknown>): Promise<R>
}

/**
 * A query that is built once for each connection and only given its values from then on. For those that are wide and
 * asked all the time: to build one anew takes as long as to have PostgreSQL answer it.
 * @param build the query, with `given` where the values belong
 */
export function prepared<R>(name: string, build: (tx: Transaction) => Preparable<Prepared<R>>) {
  const built = new WeakMap<object, Prepared<R>>()
  return (tx: Transaction, values: Record<string, unknown>): Promise<R> => {
    const { session } = tx._
    const query = built.get(session) ?? build(tx).prepare(name)
    built.set(session, query)
    return query.execute(values)
  }
}

/** Where a value belongs in a query that is built by `prepared`. */
export const given = (name: string) => sql.placeholder(name)
