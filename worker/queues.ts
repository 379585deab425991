import type { TaskQueue } from '#domain/queues.ts'
import type * as workflows from '#workflows/index.ts'

interface Queue {
  /** Workflow types that run here; none: the queue has activities only. */
  workflows: readonly (keyof typeof workflows)[]
  /** How many tasks one worker process runs at once, by sort of task. */
  slots: { workflowTasks: number; localActivities: number; activities: number }
}

/**
 * What runs on which task queue, and how much at once: the one table. A queue's activities are in activities/index.ts
 * under the same name. A queue has slots of its own, and its slots are its share of the connection pool, so work of one
 * queue never waits behind work of another.
 */
export const QUEUES = {
  // People wait for these. Ordinary activities run here only while the database is away: see ADR 11.
  approvals: { workflows: ['approval'], slots: { workflowTasks: 40, localActivities: 8, activities: 2 } },
  // Nobody waits for a reminder, and many fall on the same morning: a few at once.
  reviews: { workflows: ['review'], slots: { workflowTasks: 10, localActivities: 2, activities: 1 } },
  // A campaign takes one transaction at a time, of a thousand people at most: few slots keep the others from waiting for it.
  campaigns: { workflows: ['campaign'], slots: { workflowTasks: 10, localActivities: 2, activities: 2 } },
  // As many as the printer prints at once; a further one would wait inside it, and time out there.
  printing: { workflows: [], slots: { workflowTasks: 0, localActivities: 0, activities: 2 } },
  // One turn of each workflow at once: a long one delays no other.
  maintenance: {
    workflows: ['auditCheckpoints', 'reconcile', 'retention'],
    slots: { workflowTasks: 2, localActivities: 1, activities: 3 },
  },
} as const satisfies Record<TaskQueue, Queue>

/** The most connections that the work of a queue holds at once: a task holds one at most. */
const poolShare = (queue: TaskQueue): number => QUEUES[queue].slots.localActivities + QUEUES[queue].slots.activities

/** For what the worker does beside its queues: the relay, notifications, the mails of accounts and of invitations. */
const CONNECTIONS_OF_LOOPS = 4

/** The pool of a worker process: every queue has its share. */
export const WORKER_CONNECTIONS =
  CONNECTIONS_OF_LOOPS + (Object.keys(QUEUES) as TaskQueue[]).reduce((sum, queue) => sum + poolShare(queue), 0)
