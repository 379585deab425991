import { proxyActivities } from '@temporalio/workflow'
import { MAINTENANCE_TURN } from '../options.ts'
import { runProcess, turn } from '../run-process.ts'
import type { CheckpointActivities } from './contract.ts'

const { signCheckpoints } = proxyActivities<CheckpointActivities>(MAINTENANCE_TURN)

/** Signs the checkpoints of audit chains that are due. A schedule starts it: see worker/schedules.ts. */
export async function auditCheckpoints(): Promise<{ signed: number; broken: number }> {
  return runProcess(turn(signCheckpoints))
}
