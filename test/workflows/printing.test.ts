import { randomUUID } from 'node:crypto'
import { heartbeat } from '@temporalio/activity'
import { ApplicationFailure, type SearchAttributePair, TypedSearchAttributes } from '@temporalio/common'
import { expect, test } from 'vitest'
import { taskQueueName } from '#domain/queues.ts'
import { startWorker, taskQueue, temporalClient } from '#test/support/temporal.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { workflowBundle } from '#test/support/workflow-bundle.ts'
import {
  type ApprovalActivities,
  type ApprovalPrinting,
  type PublishOutcome,
  SIGNALS,
} from '#workflows/approval/contract.ts'
import { STAGE } from '#workflows/search-attributes.ts'

/** What the printer does, by version. */
const printers = new Map<string, () => Promise<void>>()
/** What the rows say to a publication, by version, before they let it happen. */
const answers = new Map<string, PublishOutcome[]>()
const client = await temporalClient()
/** The failures that were recorded, by version. */
const failures = new Map<string, string>()
const activities: Pick<ApprovalActivities, 'settleRound' | 'publishVersion' | 'failRound'> = {
  settleRound: async ({ at }) => ({ outcome: 'approved', label: '1.0', publishAt: at }),
  failRound: async ({ versionId, code }) => void failures.set(versionId, code),
  publishVersion: async ({ versionId }) => answers.get(versionId)?.shift() ?? { outcome: 'published' },
}
const printing: ApprovalPrinting = {
  async ensureRendition({ versionId }) {
    const beating = setInterval(heartbeat, 1_000)
    await printers
      .get(versionId)?.()
      .finally(() => clearInterval(beating))
    return { renditionHash: 'a'.repeat(64) }
  },
}
const approvals = taskQueueName(taskQueue(), 'approvals')
await startWorker({ taskQueue: taskQueueName(taskQueue(), 'printing'), activities: { ...printing } })
await startWorker({
  taskQueue: approvals,
  workflowBundle: await workflowBundle(),
  activities: { ...activities },
})

/** A process all of whose signers have signed. */
function publish(printer: () => Promise<void>, ...refusals: PublishOutcome[]) {
  const versionId = randomUUID()
  printers.set(versionId, printer)
  answers.set(versionId, refusals)
  const stage: SearchAttributePair = { key: STAGE, value: 'in_review' }
  return client.workflow.start('approval', {
    workflowId: `approval/${versionId}`,
    taskQueue: approvals,
    args: [{ orgId: 'o', documentId: 'd', versionId, roundId: 'r', identifier: 'POL-AC-001' }],
    typedSearchAttributes: new TypedSearchAttributes([stage]),
  })
}

test('a PDF that is printed soon is no stage of its own', async () => {
  const handle = await publish(async () => undefined)
  expect(await handle.result()).toBe('published')
  expect((await handle.describe()).typedSearchAttributes.get(STAGE)).toBe('in_review')
  const { events } = await handle.fetchHistory()
  expect(events?.some((event) => event.upsertWorkflowSearchAttributesEventAttributes)).toBe(false)
})

test('operators find processes whose PDF takes long by their stage, and they are published all the same', async () => {
  let finish = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  const handle = await publish(() => finished)
  await waitFor(
    async () => expect((await handle.describe()).typedSearchAttributes.get(STAGE)).toBe('publishing'),
    30_000,
    'The stage',
  )
  finish()
  expect(await handle.result()).toBe('published')
}, 60_000)

test('a PDF that cannot be printed ends the process with the reason', async () => {
  const handle = await publish(async () => {
    throw ApplicationFailure.nonRetryable('What was signed is not what would be printed.', 'content_hash_mismatch')
  })
  await expect(handle.result()).rejects.toMatchObject({
    cause: { cause: { message: 'What was signed is not what would be printed.' } },
  })
  expect(failures.get(handle.workflowId.replace('approval/', ''))).toBe('content_hash_mismatch')
  const { events } = await handle.fetchHistory()
  expect(events?.some((event) => event.workflowTaskFailedEventAttributes)).toBe(false)
})

test('a PDF whose day is over before it is published is printed again', async () => {
  let prints = 0
  const printer = async () => {
    prints += 1
  }
  const handle = await publish(printer, { outcome: 'not_yet', publishAt: new Date().toISOString() })
  expect(await handle.result()).toBe('published')
  expect(prints).toBe(2)
})

test('a publication that was put off while its PDF was printed waits, until somebody says now', async () => {
  const inMonths = new Date(Date.now() + 90 * 86_400_000).toISOString()
  const handle = await publish(async () => undefined, { outcome: 'not_yet', publishAt: inMonths })
  await waitFor(async () => expect(await handle.query('stage')).toBe('awaiting_publication'), 20_000, 'The stage')
  await handle.signal(SIGNALS.publish, { publishAt: new Date().toISOString() }, 1)
  expect(await handle.result()).toBe('published')
})
