import { proxyActivities } from '@temporalio/workflow'
import { MAINTENANCE_TURN } from '../options.ts'
import { runProcess, turn } from '../run-process.ts'
import type { RetentionActivities } from './contract.ts'

const { sweepExpired } = proxyActivities<RetentionActivities>(MAINTENANCE_TURN)

/** Deletes what was kept long enough. A schedule starts it: see worker/schedules.ts. */
export async function retention(): Promise<Record<string, number>> {
  return runProcess(turn(sweepExpired))
}
