import type { Socket } from 'node:net'
import type pg from 'pg'

/** SQLSTATE of a connection that broke, or could not be made. */
const CONNECTION_FAILURE = '08006'

/** pg reports a lost connection as a bare error with words only. This one has the code that PostgreSQL has for it. */
export class ConnectionLost extends Error {
  readonly code = CONNECTION_FAILURE
  constructor(cause: unknown) {
    super('there is no connection to PostgreSQL', { cause })
  }
}

const hasCode = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code !== undefined

/** Whatever went wrong while a connection was made: PostgreSQL has many codes for not letting somebody in. */
export const whileConnecting = (error: unknown): Error => new ConnectionLost(error)

/** What pg keeps of its connection for itself. */
interface Inner {
  _queryable: boolean
  _ending: boolean
  _ended: boolean
  connection: { stream: Socket }
}

/** What went wrong with a statement on this connection. */
export function onConnection(client: pg.Client, error: unknown): unknown {
  const { _queryable, _ending, _ended, connection } = client as unknown as Inner
  const isUsable = _queryable && !_ending && !_ended && connection.stream.readyState === 'open'
  return hasCode(error) || isUsable ? error : new ConnectionLost(error)
}
