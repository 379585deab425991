import { sweep, USUAL } from '#services/retention/index.ts'
import type { Deps } from '#services/transaction.ts'
import type { RetentionActivities } from '#workflows/retention/contract.ts'
import { toApplicationFailure } from './errors.ts'
import { withHeartbeat } from './heartbeat.ts'

/** What the schedule of retention runs. */
export const retentionActivities = (deps: Deps): RetentionActivities => ({
  sweepExpired: () =>
    toApplicationFailure(() => withHeartbeat((signal) => sweep(deps, deps.clock.now(), { ...USUAL, signal }))),
})
