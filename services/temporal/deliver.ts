import {
  ActivityExecutionAlreadyStartedError,
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client'
import { TypedSearchAttributes } from '@temporalio/common'
import type { OutboxRow } from '#db/queries/outbox.ts'
import { assertNever } from '#domain/assert.ts'
import { taskQueueName } from '#domain/queues.ts'
import { searchAttributePairs } from '#workflows/search-attributes.ts'
import type { OutboxMessage } from '../outbox.ts'

type Payload<K extends OutboxMessage['kind']> = Extract<OutboxMessage, { kind: K }>['payload']

/** One-step jobs run for minutes at most, and beat while they run: a worker that dies in one is noticed soon. */
const JOB_TIMEOUT = '3m'
const JOB_HEARTBEAT = '20s'
/** Some six minutes of failures. Who still wants what was given up asks again, and a job with the same id begins. */
const JOB_RETRY = { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '1m', maximumAttempts: 10 } as const

/**
 * Delivers one outbox row to Temporal. Safe to repeat: starts have fixed ids, signals carry the row's id.
 * @param queuePrefix how the names of this installation's task queues begin
 * @returns what was odd, for the row, or null
 * @throws when it was not delivered and must be tried again
 */
export async function deliver(
  client: Client,
  queuePrefix: string,
  row: Pick<OutboxRow, 'id' | 'kind' | 'name' | 'queue' | 'payload'>,
): Promise<string | null> {
  switch (row.kind) {
    case 'start':
      return startWorkflow(client, queuePrefix, row, row.payload as Payload<'start'>)
    case 'signal':
      return signalWorkflow(client, row, row.payload as Payload<'signal'>)
    case 'nudge':
      return signalWorkflow(client, row, { args: [] })
    case 'activity':
      return startJob(client, queuePrefix, row, row.payload as Payload<'activity'>)
    default:
      return assertNever(row.kind)
  }
}

type Target = Pick<OutboxRow, 'id' | 'name' | 'queue'>

async function startWorkflow(client: Client, queuePrefix: string, row: Target, payload: Payload<'start'>) {
  try {
    await client.workflow.start(row.name, {
      workflowId: row.queue,
      taskQueue: taskQueueName(queuePrefix, payload.taskQueue),
      args: payload.args,
      typedSearchAttributes: new TypedSearchAttributes(searchAttributePairs(payload.searchAttributes)),
      staticSummary: payload.summary,
      // The relay shares the worker's connection, so the first task may come with the answer, and nobody polls for it.
      requestEagerStart: true,
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: payload.isRestart ? 'ALLOW_DUPLICATE' : 'REJECT_DUPLICATE',
    })
    return null
  } catch (error) {
    // It ran and ended before: the first delivery's answer was lost.
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'had started before'
    throw error
  }
}

async function signalWorkflow(client: Client, row: Target, { args }: Payload<'signal'>) {
  try {
    await client.workflow.getHandle(row.queue).signal(row.name, ...args, row.id)
    return null
  } catch (error) {
    // Rows of one queue come in order, so it was started; what does not reach it any more changes nothing.
    if (error instanceof WorkflowNotFoundError) return 'the workflow had ended'
    throw error
  }
}

async function startJob(client: Client, queuePrefix: string, row: Target, payload: Payload<'activity'>) {
  const { taskQueue, args } = payload
  try {
    await client.activity.start(row.name, {
      id: row.queue,
      taskQueue: taskQueueName(queuePrefix, taskQueue),
      args,
      startToCloseTimeout: JOB_TIMEOUT,
      heartbeatTimeout: JOB_HEARTBEAT,
      retry: JOB_RETRY,
      idConflictPolicy: 'USE_EXISTING',
      idReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    })
    return null
  } catch (error) {
    if (error instanceof ActivityExecutionAlreadyStartedError) return 'was done before'
    throw error
  }
}
