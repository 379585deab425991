/*
 * What an error says about the database, or the disk that files are kept on, by its class: the SQLSTATE of PostgreSQL, the code of a system call. Their words change
 * from one release to the next, and come in the language of the server.
 */

/** Why a statement could not be carried out although nothing is wrong with it. */
export type DatabaseTrouble =
  /** No connection, or PostgreSQL is starting, stopping, recovering or damaged. */
  | 'away'
  /** Too much at once: connections, locks, transactions that got into one another's way. */
  | 'busy'
  /** No room on its disk or in its memory. */
  | 'full'

/** By SQLSTATE: all of it, or the characters that it begins with. */
const BY_STATE: readonly (readonly [RegExp, DatabaseTrouble])[] = [
  [/^(08|57P|58|F0|XX)/, 'away'],
  [/^(40|53300|53400|55P03|57014)/, 'busy'],
  [/^53/, 'full'],
]
/** What Node says of a disk that takes nothing more: of ours, where files are kept, as of a log. */
const FULL = /^(ENOSPC|EDQUOT|EFBIG)$/
/** What Node says of a connection that cannot be made or was lost. */
const LOST =
  /^(ECONN(REFUSED|RESET|ABORTED)|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|E(HOST|NET)(UNREACH|DOWN)|EADDRNOTAVAIL)$/
const SQLSTATE = /^[0-9A-Z]{5}$/

/** Every error in an error: the query builder wraps what the database said, and an attempt at several addresses has several. */
function* causesOf(error: unknown, depth = 0): Generator<Error> {
  if (!(error instanceof Error) || depth > 10) return
  yield error
  if (error instanceof AggregateError) for (const each of error.errors) yield* causesOf(each, depth + 1)
  yield* causesOf(error.cause, depth + 1)
}

function* codesOf(error: unknown): Generator<string> {
  for (const cause of causesOf(error)) if ('code' in cause && typeof cause.code === 'string') yield cause.code
}

/** What is wrong with the database, if that is what made this error; it passes. */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  for (const code of codesOf(error)) {
    const trouble = troubleOfCode(code)
    if (trouble) return trouble
  }
  return null
}

/** What to answer while that lasts, as facts of the refusal `unavailable`; null when something else is wrong. */
export function unavailableWith(error: unknown): { what: string } | null {
  const trouble = databaseTrouble(error)
  return trouble && { what: trouble === 'full' ? 'Room to save on the disk' : 'The database' }
}

/** The same of one code. */
export function troubleOfCode(code: string): DatabaseTrouble | null {
  if (LOST.test(code)) return 'away'
  if (FULL.test(code)) return 'full'
  return (SQLSTATE.test(code) && BY_STATE.find(([state]) => state.test(code))?.[1]) || null
}

/** A value that PostgreSQL cannot take. Schemas refuse them first; what slips through is input, still not a bug. */
export function isDataException(error: unknown): boolean {
  for (const code of codesOf(error)) if (/^22[0-9A-Z]{3}$/.test(code)) return true
  return false
}

/** Awaits a write that nobody needs, such as what is kept to be faster: without room for it the rest goes on. */
export async function unlessFull(write: Promise<unknown>): Promise<void> {
  await write.catch((error: unknown) => {
    if (databaseTrouble(error) !== 'full') throw error
  })
}
