import { ApplicationFailure } from '@temporalio/common'
import { isDomainError } from '#domain/errors.ts'

/**
 * Runs an activity's work and says to Temporal what an error means, once for all activities: a refusal by a rule ends
 * the tries, since the rule will not change its mind; anything else is tried again.
 */
export async function toApplicationFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isDomainError(error)) throw ApplicationFailure.nonRetryable(error.message, error.code)
    throw error
  }
}
