import { randomUUID } from 'node:crypto'
import { Client, Connection, type WorkflowHandle } from '@temporalio/client'
import { type Duration, msToTs } from '@temporalio/common/lib/time'
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker'
import { afterAll, expect, inject } from 'vitest'
import './temporal-runtime.ts'
import { waitFor } from './wait-for.ts'

/** A process may run several test files; each has a queue of its own. */
const queues = new Map<string, string>()

/** The Temporal server of this test run. */
export const temporalAddress = (): string => inject('engines').temporalAddress

/** The task queue of this test file, and the prefix of Accord's queues in it: files that run at once share a server, not their tasks. */
export function taskQueue(): string {
  const file = expect.getState().testPath ?? ''
  const queue = queues.get(file) ?? `test-${randomUUID()}`
  queues.set(file, queue)
  return queue
}

/** A client of the test run's server. Call it at the top of a test file: it closes after the file's last test. */
export async function temporalClient(): Promise<Client> {
  const connection = await Connection.connect({ address: temporalAddress() })
  afterAll(() => connection.close())
  return new Client({ connection })
}

/** A client over a connection such as workers have, which the relay needs. Call it at the top of a test file. */
export async function workerClient(address = temporalAddress()): Promise<Client> {
  const connection = await NativeConnection.connect({ address })
  afterAll(() => connection.close())
  return new Client({ connection })
}

/** Whether a workflow has nothing to do but wait: no step is being taken, no signal has yet to be handled. */
async function isAtRest(handle: WorkflowHandle): Promise<boolean> {
  const { raw } = await handle.describe()
  return !raw.pendingWorkflowTask && (raw.pendingActivities ?? []).length === 0
}

/**
 * Moves a running workflow's clock forward and returns when it got there: timers fire, activities run for real.
 * Only the workflow's clock moves, so activities must go by the time that the workflow hands them. It moves only from a
 * state of rest: a workflow that has yet to set its timer would find itself days later without it.
 */
export async function advance(handle: WorkflowHandle, duration: Duration): Promise<void> {
  const { workflowService, options } = handle.client
  const target = { namespace: options.namespace, workflowExecution: { workflowId: handle.workflowId } }
  await waitFor(() => isAtRest(handle), 20_000, 'The workflow to be at rest')
  const fastForwardId = randomUUID()
  await workflowService.updateWorkflowExecutionOptions({
    ...target,
    workflowExecutionOptions: {
      timeSkippingConfig: { enabled: true, fastForwardConfig: { id: fastForwardId, duration: msToTs(duration) } },
    },
    updateMask: { paths: ['time_skipping_config'] },
  })
  await workflowService.pollWorkflowExecutionTimeSkipping({ ...target, fastForwardId })
}

/**
 * Runs a worker on this file's task queue until its last test is done. Call it at the top of a test file.
 * @returns a client over the worker's own connection
 */
export const startWorker = (
  options: Omit<WorkerOptions, 'connection' | 'taskQueue'> & { taskQueue?: string },
): Promise<Client> =>
  startWorkers(async (connection) => [
    await Worker.create({ connection, taskQueue: taskQueue(), shutdownGraceTime: '1s', ...options }),
  ])

/**
 * Runs workers over one connection until this file's last test is done. Call it at the top of a test file.
 * @returns a client over the workers' own connection
 */
export async function startWorkers(create: (connection: NativeConnection) => Promise<Worker[]>): Promise<Client> {
  const connection = await NativeConnection.connect({ address: temporalAddress() })
  const workers = await create(connection)
  const running = Promise.all(workers.map((worker) => worker.run()))
  afterAll(async () => {
    for (const worker of workers) worker.shutdown()
    await running
    await connection.close()
  })
  return new Client({ connection })
}
