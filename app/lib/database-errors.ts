/** What the database said, as far as a request can do something about it. */

/** Every code and message in an error and in what caused it: the query builder wraps what the database said. */
function causesOf(error: unknown): { code: string; message: string }[] {
  if (!(error instanceof Error)) return []
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const parts = error instanceof AggregateError ? error.errors.flatMap(causesOf) : []
  return [{ code, message: error.message }, ...parts, ...causesOf(error.cause)]
}

const AWAY = /^(08...|57P0[1-5]|53...|55P03|40001|40P01|ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE)$/
const AWAY_WORDS = /connection terminated|timeout exceeded when trying to connect|client was closed/i

/** Connection refused or lost, PostgreSQL starting or stopping, or too many at once: it passes. */
export const isUnavailable = (error: unknown): boolean =>
  causesOf(error).some(({ code, message }) => AWAY.test(code) || AWAY_WORDS.test(message))

/** A value that PostgreSQL cannot take. Schemas refuse them first; what slips through is input, still not a bug. */
export const isDataException = (error: unknown): boolean => causesOf(error).some(({ code }) => /^22...$/.test(code))
