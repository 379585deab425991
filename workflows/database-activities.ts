import {
  type ActivityInterfaceFor,
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  TemporalFailure,
  type UntypedActivities,
} from '@temporalio/workflow'
import { DB_WRITE, LOCAL_ATTEMPT } from './options.ts'

/**
 * Activities that are one short transaction each. The worker that runs the workflow task also runs the activity, as a
 * local activity: that saves the server work and the process two round trips. When the one local attempt fails, for
 * example because the database is away, the same call becomes an ordinary activity: it is retried until it succeeds, and
 * operators see it with its error. See docs/decisions/0011.
 * @throws ActivityFailure when a rule refused; CancelledFailure when the process was canceled
 */
export function databaseActivities<A>(): ActivityInterfaceFor<A> {
  const durable = proxyActivities<A>(DB_WRITE)
  const local = proxyLocalActivities<A>(LOCAL_ATTEMPT)
  return new Proxy(durable, {
    get: (_, name) => (input: unknown) =>
      run(local, name, input).catch((error: unknown) => {
        if (isFinal(error)) throw error
        return run(durable, name, input)
      }),
  })
}

function run(activities: unknown, name: string | symbol, input: unknown): Promise<unknown> {
  const activity = (activities as UntypedActivities)[String(name)]
  if (!activity) throw new TypeError(`there is no activity ${String(name)}`)
  return activity(input)
}

/** A refusal by a rule, which it would repeat, or a cancellation: not what a later try would mend. */
const isFinal = (error: unknown): boolean =>
  isCancellation(error) ||
  !(error instanceof TemporalFailure) ||
  (error instanceof ApplicationFailure && error.nonRetryable === true)
