import { writeCheckpoints } from '#services/audit/checkpoints.ts'
import type { WorkflowMonitor } from '#services/ports.ts'
import { reconcileProcesses } from '#services/processes/reconcile.ts'
import { sweep, USUAL } from '#services/retention/index.ts'
import type { Deps } from '#services/transaction.ts'
import type { CheckpointActivities } from '#workflows/audit-checkpoints/contract.ts'
import type { ReconcileActivities } from '#workflows/reconcile/contract.ts'
import type { RetentionActivities } from '#workflows/retention/contract.ts'
import { toApplicationFailure } from './errors.ts'
import { withHeartbeat } from './heartbeat.ts'

type MaintenanceActivities = ReconcileActivities & RetentionActivities & CheckpointActivities

const turn = <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> =>
  toApplicationFailure(() => withHeartbeat(work))

/** The upkeep of the installation, over all organizations: what the schedules run. */
export const maintenanceActivities = (deps: Deps, monitor: WorkflowMonitor): MaintenanceActivities => ({
  reconcileProcesses: () =>
    turn(async () => {
      const checks = await reconcileProcesses(deps, monitor)
      return { restarted: checks.reduce((sum, { restarted }) => sum + restarted, 0) }
    }),
  sweepExpired: () => turn((signal) => sweep(deps, deps.clock.now(), { ...USUAL, signal })),
  signCheckpoints: () => turn((signal) => writeCheckpoints(deps, deps.clock.now(), signal)),
})
