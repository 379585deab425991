import { proxyActivities } from '@temporalio/workflow'
import { RECONCILE_TURN } from '../options.ts'
import { runProcess, turn } from '../run-process.ts'
import type { ReconcileActivities } from './contract.ts'

const { reconcileProcesses } = proxyActivities<ReconcileActivities>(RECONCILE_TURN)

/**
 * One turn of the reconciler. A schedule starts it: see worker/schedules.ts. The metric `accord_processes_checked_seconds`
 * shows that a turn is missing.
 */
export async function reconcile(): Promise<{ restarted: number }> {
  return runProcess(turn(reconcileProcesses))
}
