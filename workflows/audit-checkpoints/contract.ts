import type { TaskQueue } from '#domain/queues.ts'

export const CHECKPOINTS_WORKFLOW = 'auditCheckpoints'
export const CHECKPOINTS_QUEUE = 'maintenance' satisfies TaskQueue

/** Activities on the queue `maintenance`. */
export interface CheckpointActivities {
  /** Signs the checkpoints that are due. @returns how many chains got one, and how many are broken */
  signCheckpoints(): Promise<{ signed: number; broken: number }>
}
