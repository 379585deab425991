import { hostname } from 'node:os'
import { Connection } from '@temporalio/client'
import { taskQueueName } from '#domain/queues.ts'
import { loadWorkerConfig } from '#services/config.ts'

// The health check of a worker container, which serves no page to ask: is this machine among those that take tasks?
const TASK_QUEUE_TYPE_WORKFLOW = 1
const { temporal } = loadWorkerConfig(process.env)
// One worker process serves all queues or none: the process ends when the worker of one queue ends.
const taskQueue = taskQueueName(temporal.queuePrefix, 'approvals')
const connection = await Connection.connect({ address: temporal.address, connectTimeout: '5 seconds' })
const { pollers } = await connection.workflowService.describeTaskQueue({
  namespace: temporal.namespace,
  taskQueue: { name: taskQueue },
  taskQueueType: TASK_QUEUE_TYPE_WORKFLOW,
})
await connection.close()
const here = pollers?.some(({ identity }) => identity?.endsWith(`@${hostname()}`)) ?? false
if (!here) console.error(`No worker of ${hostname()} takes tasks from ${taskQueue}.`)
process.exitCode = here ? 0 : 1
