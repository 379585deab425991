import type { Transaction } from './client.ts'

interface Preparable<P> {
  prepare(name: string): P
}
interface Prepared<R> {
  execute(values: Record<string, unknown>): Promise<R>
}

/**
 * A query that is built once for each connection and only given its values from then on. For those that are wide and
 * asked all the time: to build one anew takes as long as to have PostgreSQL answer it.
 * @param build the query, with `sql.placeholder` where the values belong
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
