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
 * The activities that record: each is one short transaction, and processes of people's decisions do little else. The
 * worker that runs the process does it there and then, as a local activity, which spares the server its work and those
 * who wait two round trips each. What does not succeed at once, say because the database is away, becomes an ordinary
 * activity: it is tried for as long as it takes, and operators see it and its error.
 *
 * @param atOnce false for a process that began when all activities were ordinary ones, and goes on as it began
 */
export function databaseActivities<A>({ atOnce }: { atOnce: boolean }): ActivityInterfaceFor<A> {
  const durable = proxyActivities<A>(DB_WRITE)
  if (!atOnce) return durable
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
