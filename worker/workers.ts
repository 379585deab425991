import { Client } from '@temporalio/client'
import { bundleWorkflowCode, type NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker'
import { type ActivityDeps, createActivities } from '#activities/index.ts'
import { TASK_QUEUES, type TaskQueue, taskQueueName } from '#domain/queues.ts'
import { workflowMonitor } from '#services/temporal/monitor.ts'
import { QUEUES } from './queues.ts'

/** Built ahead in production; bundled at the start in development, so that an edit is seen after a restart. */
export type WorkflowCode = { workflowBundle: { codePath: string } | { code: string } } | { workflowsPath: string }

/** What the composition root fills in; the monitor comes with the connection. */
export type WorkerDeps = Omit<ActivityDeps, 'monitor'>

export interface WorkersConfig {
  /** Shared by the workers of all queues. */
  connection: NativeConnection
  namespace: string
  queuePrefix: string
  workflows: WorkflowCode
  /** How long activities under way may take once the worker is asked to stop. */
  graceMs: number
}

/** More polls than this find no task sooner. */
const MOST_POLLS = 5

/** Makes one Temporal worker for each queue, with its slots and its activities. None of them takes tasks yet. */
export async function createWorkers(config: WorkersConfig, deps: WorkerDeps): Promise<Worker[]> {
  const { connection, namespace, queuePrefix, graceMs } = config
  const monitor = workflowMonitor(new Client({ connection, namespace }), queuePrefix)
  const activities = createActivities({ ...deps, monitor })
  const { workflows } = config
  // Bundled once, however many queues run workflows.
  const code =
    'workflowsPath' in workflows
      ? { workflowBundle: await bundleWorkflowCode({ ...workflows, logger: Runtime.instance().logger }) }
      : workflows
  const optionsOf = (queue: TaskQueue): WorkerOptions => {
    const { slots } = QUEUES[queue]
    const runsWorkflows = QUEUES[queue].workflows.length > 0
    return {
      connection,
      namespace,
      taskQueue: taskQueueName(queuePrefix, queue),
      activities: activities[queue],
      maxConcurrentActivityTaskExecutions: slots.activities,
      maxConcurrentActivityTaskPolls: Math.min(slots.activities, MOST_POLLS),
      shutdownGraceTime: graceMs,
      ...(runsWorkflows && {
        ...code,
        maxConcurrentWorkflowTaskExecutions: slots.workflowTasks,
        maxConcurrentLocalActivityExecutions: slots.localActivities,
      }),
    }
  }
  return Promise.all(TASK_QUEUES.map((queue) => Worker.create(optionsOf(queue))))
}
