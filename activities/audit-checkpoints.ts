import { writeCheckpoints } from '#services/audit/checkpoints.ts'
import type { Deps } from '#services/transaction.ts'
import type { CheckpointActivities } from '#workflows/audit-checkpoints/contract.ts'
import { toApplicationFailure } from './errors.ts'
import { withHeartbeat } from './heartbeat.ts'

/** What the schedule of audit checkpoints runs. */
export const checkpointActivities = (deps: Deps): CheckpointActivities => ({
  signCheckpoints: () =>
    toApplicationFailure(() => withHeartbeat((signal) => writeCheckpoints(deps, deps.clock.now(), signal))),
})
