import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import { taskQueueName } from '#domain/queues.ts'
import type { WorkflowMonitor } from '../ports.ts'

const DEADLINE_MS = 10_000
/** For all pages of a list. */
const LIST_DEADLINE_MS = 60_000
const PAGE = 1_000

/**
 * What Temporal says of this installation's workflows.
 * @param queuePrefix how the names of its task queues begin
 */
export const workflowMonitor = (client: Client, queuePrefix: string): WorkflowMonitor => ({
  async runningIds(workflowType, queue) {
    const taskQueue = taskQueueName(queuePrefix, queue)
    const query = `WorkflowType = '${workflowType}' AND TaskQueue = '${taskQueue}' AND ExecutionStatus = 'Running'`
    const ids = new Set<string>()
    await client.withDeadline(Date.now() + LIST_DEADLINE_MS, async () => {
      for await (const { workflowId } of client.workflow.list({ query, pageSize: PAGE })) ids.add(workflowId)
    })
    return ids
  },

  async isRunning(workflowId) {
    try {
      const { status } = await client.withDeadline(Date.now() + DEADLINE_MS, () =>
        client.workflow.getHandle(workflowId).describe(),
      )
      return status.name === 'RUNNING'
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false
      throw error
    }
  },
})
