import { sql } from 'drizzle-orm'
import pg from 'pg'
import { onConnection } from './connection-lost.ts'

/** How many statements a connection keeps: about twice as many as the application has. */
const MOST_STATEMENTS = 600
/** More values than this are a list of ids or rows, of which each length is a text of its own. */
const MOST_VALUES = 40

/**
 * A condition that is always true and has the statement planned each time, with its values: for filters whose best plan
 * depends on the values, such as everything since a date.
 */
export const PLANNED_BY_VALUES = sql`true /* planned by values */`
const byValues = '/* planned by values */'

/** A connection that has PostgreSQL prepare each statement once and keep it: see ADR 12. */
export class PreparingClient extends pg.Client {
  /** The names of the statements that are kept, by their text, the least recently used first. */
  readonly #names = new Map<string, string>()
  #given = 0

  /** The name under which a statement is prepared, or was before. Using it makes it the most recently used. */
  nameOf(text: string): string {
    const name = this.#names.get(text) ?? `accord_${++this.#given}`
    this.#names.delete(text)
    this.#names.set(text, name)
    return name
  }

  /**
   * Closes the least recently used statements beyond the number that is kept. To be called between two transactions, in
   * which it cannot fail; what comes after it on the connection need not wait for it.
   */
  closeLeastUsed(): void {
    for (const [text, name] of this.#names) {
      if (this.#names.size <= MOST_STATEMENTS) return
      this.#names.delete(text)
      // A name is never given twice: should this fail, only the statement stays until the connection ends.
      this.query(`deallocate ${name}`).catch(() => undefined)
      delete (this as unknown as Parsed).connection.parsedStatements[name]
    }
  }
}

/** Where pg records the statements it has prepared on a connection. It never forgets one by itself. */
interface Parsed {
  connection: { parsedStatements: Record<string, string> }
}

type Query = (this: PreparingClient, config: unknown, values: unknown, ...rest: unknown[]) => unknown
const isPlain = (config: unknown): config is pg.QueryConfig =>
  typeof config === 'object' && config !== null && 'text' in config && !('submit' in config)

const isPrepared = (config: pg.QueryConfig, values: unknown): boolean =>
  !config.name &&
  Array.isArray(values) &&
  values.length > 0 &&
  values.length <= MOST_VALUES &&
  !config.text.includes(byValues)

type Callback = (error: unknown, ...result: unknown[]) => void
const withClass =
  (client: pg.Client, callback: Callback): Callback =>
  (error, ...result) =>
    callback(error && onConnection(client, error), ...result)

const query = pg.Client.prototype.query as unknown as Query
const preparing: Query = function (config, values, ...rest) {
  const named = isPlain(config) && isPrepared(config, values) ? { ...config, name: this.nameOf(config.text) } : config
  const [given, ...others] = [values, ...rest].map((value) =>
    typeof value === 'function' ? withClass(this, value as Callback) : value,
  )
  const answer = query.call(this, named, given, ...others)
  if (!(answer instanceof Promise)) return answer
  return answer.catch((error: unknown) => {
    throw onConnection(this, error)
  })
}
// Assigned, since a method could not repeat the overloads of the one it overrides.
PreparingClient.prototype.query = preparing as unknown as typeof pg.Client.prototype.query
