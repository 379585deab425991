import { ApplicationFailure, CompleteAsyncError, TemporalFailure } from '@temporalio/common'
import { isDomainError } from '#domain/errors.ts'
import { type DescribedError, describeError } from '#services/log.ts'

/**
 * Runs an activity's work and says to Temporal what an error means, once for all activities: a refusal by a rule ends
 * the tries, since the rule will not change its mind; anything else is tried again. Temporal keeps failures with the
 * history and shows them to operators, so it gets of an error only what a log may hold.
 */
export async function toApplicationFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isDomainError(error)) throw ApplicationFailure.nonRetryable(error.message, error.code)
    throw isOfTemporal(error) ? error : failureOf(describeError(error))
  }
}

/** Temporal's own signs, such as that the activity was canceled, quote nothing and keep their meaning. */
const isOfTemporal = (error: unknown): boolean =>
  error instanceof TemporalFailure ||
  error instanceof CompleteAsyncError ||
  (error instanceof Error && error.name === 'AbortError')

function failureOf({ type, code, message, table, constraint, stack, cause }: DescribedError): ApplicationFailure {
  const where = [code, table && `table ${table}`, constraint && `constraint ${constraint}`].filter(Boolean).join(', ')
  const said = message ?? (where ? `${type}: ${where}` : type)
  const failure = ApplicationFailure.create({ type, message: said, ...(cause && { cause: failureOf(cause) }) })
  failure.stack = [`${type}: ${said}`, ...(stack ?? []).map((frame) => `    ${frame}`)].join('\n')
  return failure
}
