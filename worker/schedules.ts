import { type Client, ScheduleAlreadyRunning, ScheduleNotFoundError, type ScheduleOptions } from '@temporalio/client'
import type { Logger } from 'pino'
import { type TaskQueue, taskQueueName } from '#domain/queues.ts'
import { startLoop } from '#services/loop.ts'
import { CHECKPOINTS_QUEUE, CHECKPOINTS_WORKFLOW } from '#workflows/audit-checkpoints/contract.ts'
import { RECONCILE_QUEUE, RECONCILE_WORKFLOW } from '#workflows/reconcile/contract.ts'
import { RETENTION_QUEUE, RETENTION_WORKFLOW } from '#workflows/retention/contract.ts'

/** A Temporal that lost its store has lost its schedules with it, also under a worker that runs: so often it is asked. */
const ENSURE_EVERY_MS = 10_000
const DEADLINE_MS = 10_000

export interface SchedulesConfig {
  queuePrefix: string
  reconcileEverySeconds: number
}

interface Turn {
  workflow: string
  queue: TaskQueue
  everySeconds(config: SchedulesConfig): number
}

/** What runs by the clock: the one table. */
const TURNS: readonly Turn[] = [
  { workflow: RECONCILE_WORKFLOW, queue: RECONCILE_QUEUE, everySeconds: (config) => config.reconcileEverySeconds },
  { workflow: RETENTION_WORKFLOW, queue: RETENTION_QUEUE, everySeconds: () => 3_600 },
  // Due are chains that grew for an hour or by 10,000 entries: looked for more often, the latter need not wait.
  { workflow: CHECKPOINTS_WORKFLOW, queue: CHECKPOINTS_QUEUE, everySeconds: () => 300 },
]

/** One turn at a time. A turn that was missed is not made up for. */
const scheduleOf = ({ workflow, queue, everySeconds }: Turn, config: SchedulesConfig) => {
  const { queuePrefix } = config
  const id = `${queuePrefix}-${workflow}`
  return {
    scheduleId: id,
    spec: { intervals: [{ every: everySeconds(config) * 1_000 }] },
    action: {
      type: 'startWorkflow',
      workflowType: workflow,
      workflowId: id,
      taskQueue: taskQueueName(queuePrefix, queue),
    },
    policies: { overlap: 'SKIP', catchupWindow: '10s' },
  } as const satisfies ScheduleOptions
}

/**
 * Makes the schedules that Temporal lacks, and changes those whose interval was configured anew. Safe to repeat, by several
 * workers at once. A new schedule begins with a turn.
 */
export async function ensureSchedules(client: Client, config: SchedulesConfig): Promise<void> {
  for (const turn of TURNS) await ensure(client, scheduleOf(turn, config))
}

async function ensure(client: Client, wanted: ReturnType<typeof scheduleOf>): Promise<void> {
  const [{ every }] = wanted.spec.intervals
  const handle = client.schedule.getHandle(wanted.scheduleId)
  try {
    const { spec } = await handle.describe()
    if (spec.intervals?.[0]?.every !== every) await handle.update((found) => ({ ...found, spec: wanted.spec }))
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error
    await client.schedule.create({ ...wanted, state: { triggerImmediately: true } }).catch((failure: unknown) => {
      // Another worker was faster.
      if (!(failure instanceof ScheduleAlreadyRunning)) throw failure
    })
  }
}

/** Keeps the schedules at Temporal until it is stopped. */
export const keepSchedules = (client: Client, config: SchedulesConfig, log: Logger): { stop(): Promise<void> } =>
  startLoop({
    work: () => client.withDeadline(Date.now() + DEADLINE_MS, () => ensureSchedules(client, config)),
    onError: (error) => log.warn({ err: error }, 'worker: the schedules could not be checked'),
    everyMs: ENSURE_EVERY_MS,
  })
