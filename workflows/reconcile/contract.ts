import type { TaskQueue } from '#domain/queues.ts'

export const RECONCILE_WORKFLOW = 'reconcile'
export const RECONCILE_QUEUE = 'maintenance' satisfies TaskQueue

/** Activities on the queue `maintenance`. */
export interface ReconcileActivities {
  /** One turn of the reconciler. @returns how many processes it started again */
  reconcileProcesses(): Promise<{ restarted: number }>
}
