import { hostname } from 'node:os'
import { Connection } from '@temporalio/client'
import { loadConfig } from '#services/config.ts'

// The health check of a worker container, which serves no page to ask: is this machine among those that take tasks?
const TASK_QUEUE_TYPE_WORKFLOW = 1
const { temporal } = loadConfig(process.env)
const connection = await Connection.connect({ address: temporal.address, connectTimeout: '5 seconds' })
const { pollers } = await connection.workflowService.describeTaskQueue({
  namespace: temporal.namespace,
  taskQueue: { name: temporal.taskQueue },
  taskQueueType: TASK_QUEUE_TYPE_WORKFLOW,
})
await connection.close()
const here = pollers?.some(({ identity }) => identity?.endsWith(`@${hostname()}`)) ?? false
if (!here) console.error(`No worker of ${hostname()} takes tasks from ${temporal.taskQueue}.`)
process.exitCode = here ? 0 : 1
