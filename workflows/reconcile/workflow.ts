import { proxyActivities } from '@temporalio/workflow'
import { RECONCILE_TURN } from '../options.ts'
import { runProcess } from '../run-process.ts'
import type { ReconcileActivities } from './contract.ts'

const { reconcileProcesses } = proxyActivities<ReconcileActivities>(RECONCILE_TURN)

/** One turn of the reconciler. A schedule starts it: see worker/schedules.ts. */
export async function reconcile(): Promise<{ restarted: number }> {
  return runProcess({ run: reconcileProcesses, canceled: nothingToRecord, failed: nothingToRecord })
}

/** The schedule's next turn does the same work, and the metric `accord_processes_checked_seconds` shows that one is missing. */
async function nothingToRecord(): Promise<void> {}
