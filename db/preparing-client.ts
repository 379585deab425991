import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import pg from 'pg'

/** About twice as many texts as the application has. What comes later is planned each time, so that memory is bounded. */
const MOST = 600
/** More values than this are a list of ids or rows, of which each length is a text of its own. */
const MOST_VALUES = 40
const names = new Map<string, string>()

/** The same text has the same name in every process, as poolers that share connections need it. */
function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= MOST || text.includes(byValues)) return known
  const name = createHash('sha256').update(text).digest('base64url')
  names.set(text, name)
  return name
}

/**
 * A condition that is always met and says that the statement is planned anew each time: for filters whose values decide
 * how they are best looked for, such as everything since a date.
 */
export const PLANNED_BY_VALUES = sql`true /* planned by values */`
const byValues = '/* planned by values */'

type Query = (this: pg.Client, config: unknown, values: unknown, ...rest: unknown[]) => unknown
const isPlain = (config: unknown): config is pg.QueryConfig =>
  typeof config === 'object' && config !== null && 'text' in config && !('submit' in config)

/** A connection that has PostgreSQL prepare each statement once and keep it: see ADR 12. */
export class PreparingClient extends pg.Client {}

const query = pg.Client.prototype.query as unknown as Query
const preparing: Query = function (config, values, ...rest) {
  const prepared =
    isPlain(config) && !config.name && Array.isArray(values) && values.length > 0 && values.length <= MOST_VALUES
  return query.call(this, prepared ? { ...config, name: nameOf(config.text) } : config, values, ...rest)
}
// Assigned, since a method could not repeat the overloads of the one it overrides.
PreparingClient.prototype.query = preparing as unknown as typeof pg.Client.prototype.query
