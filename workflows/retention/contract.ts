import type { TaskQueue } from '#domain/queues.ts'

export const RETENTION_WORKFLOW = 'retention'
export const RETENTION_QUEUE = 'maintenance' satisfies TaskQueue

/** Activities on the queue `maintenance`. */
export interface RetentionActivities {
  /** Deletes what was kept long enough. @returns how many rows of each kind */
  sweepExpired(): Promise<Record<string, number>>
}
