import type { WorkflowMonitor } from '#services/ports.ts'
import { processService } from '#services/processes/index.ts'
import type { Deps } from '#services/transaction.ts'
import type { ReconcileActivities } from '#workflows/reconcile/contract.ts'
import { toApplicationFailure } from './errors.ts'
import { withHeartbeat } from './heartbeat.ts'

/** The upkeep of the installation, over all organizations. */
export const maintenanceActivities = (deps: Deps, monitor: WorkflowMonitor): ReconcileActivities => ({
  reconcileProcesses: () =>
    toApplicationFailure(() =>
      withHeartbeat(async () => {
        const checks = await processService(deps, monitor).reconcile()
        return { restarted: checks.reduce((sum, { restarted }) => sum + restarted, 0) }
      }),
    ),
})
