import { randomUUID } from 'node:crypto'
import { ApplicationFailure } from '@temporalio/common'
import { afterEach, expect, test } from 'vitest'
import type { ReviewOutcome } from '#domain/approvals/process.ts'
import { taskQueueName } from '#domain/queues.ts'
import { startWorker, taskQueue, temporalClient } from '#test/support/temporal.ts'
import { workflowBundle } from '#test/support/workflow-bundle.ts'

/** The failures that were recorded, by their codes. */
const failures: string[] = []
/** What the next call of the activity does, and the one after it. */
const tries: (() => ReviewOutcome)[] = []
const client = await temporalClient()
const approvals = taskQueueName(taskQueue(), 'approvals')
await startWorker({
  taskQueue: approvals,
  workflowBundle: await workflowBundle(),
  activities: {
    async settleRound(): Promise<ReviewOutcome> {
      const next = tries.shift()
      if (!next) throw new Error('There were more tries than expected.')
      return next()
    },
    async failRound({ code }: { code: string }): Promise<void> {
      failures.push(code)
    },
  },
})
afterEach(() => void tries.splice(0))

/** Runs a process whose first record says that it is over. */
async function run() {
  const handle = await client.workflow.start('approval', {
    workflowId: `approval/${randomUUID()}`,
    taskQueue: approvals,
    args: [{ orgId: 'o', documentId: 'd', versionId: 'v', roundId: 'r', identifier: 'POL-AC-001' }],
  })
  const ending = await handle.result().catch((error: Error) => error)
  const { events } = await handle.fetchHistory()
  const scheduled = (events ?? []).flatMap(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? [],
  )
  return { ending, scheduled }
}
const rejected = (): ReviewOutcome => ({ outcome: 'round_over', ending: 'rejected' })

test('what succeeds at once needs no activity task', async () => {
  tries.push(rejected)
  expect(await run()).toEqual({ ending: 'rejected', scheduled: [] })
})

test('what fails at first becomes an activity that operators see, and is tried until it succeeds', async () => {
  const away = () => {
    throw new Error('connection refused')
  }
  tries.push(away, away, rejected)
  expect(await run()).toEqual({ ending: 'rejected', scheduled: ['settleRound'] })
})

test('a refusal by a rule ends the process without another try, and its code is recorded', async () => {
  tries.push(() => {
    throw ApplicationFailure.nonRetryable('No such round.', 'not_found')
  })
  const { ending, scheduled } = await run()
  expect(ending).toBeInstanceOf(Error)
  expect(scheduled).toEqual([])
  expect(failures).toEqual(['not_found'])
})
