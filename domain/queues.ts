/**
 * The task queues of Temporal, by the kind of work. Each has workers and slots of its own, so that slow work of one kind
 * never delays another: see worker/queues.ts. A workflow's contract and a job's declaration say which queue they use.
 */
export const TASK_QUEUES = ['approvals', 'reviews', 'campaigns', 'printing', 'maintenance'] as const
export type TaskQueue = (typeof TASK_QUEUES)[number]

/** A queue's name at Temporal. Installations that share a namespace differ by their prefix. */
export const taskQueueName = (prefix: string, queue: TaskQueue): string => `${prefix}-${queue}`

/**
 * The name of another queue of the same installation.
 * @param name the full name of one of its queues. Another name, such as the one a replay runs under, counts as the prefix.
 */
export function siblingQueueName(name: string, queue: TaskQueue): string {
  const own = TASK_QUEUES.find((each) => name.endsWith(`-${each}`))
  return taskQueueName(own ? name.slice(0, -own.length - 1) : name, queue)
}
