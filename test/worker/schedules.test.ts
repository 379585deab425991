import { NativeConnection } from '@temporalio/worker'
import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { type Transaction, withActor } from '#db/client.ts'
import { idempotencyKeys } from '#db/schema/index.ts'
import { taskQueueName } from '#domain/queues.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testDeps } from '#test/support/factories.ts'
import { startProcesses } from '#test/support/process.ts'
import { blankPrinter } from '#test/support/rounds.ts'
import { taskQueue, temporalAddress } from '#test/support/temporal.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { workflowBundle } from '#test/support/workflow-bundle.ts'
import { ensureSchedules } from '#worker/schedules.ts'
import { createWorkers } from '#worker/workers.ts'

const database = await createTestDatabase()
const { db } = database
const { client } = await startProcesses(database)
const config = { queuePrefix: taskQueue(), reconcileEverySeconds: 7_200 }
// The server of a test run is shared: no schedule is left behind on it.
afterAll(() =>
  Promise.all(
    ['retention', 'auditCheckpoints', 'reconcile'].map((workflow) =>
      client.schedule.getHandle(`${config.queuePrefix}-${workflow}`).delete(),
    ),
  ),
)

/** The answer to a request of three days ago, and to one of now. */
async function makeKeys() {
  const member = await makeMember(db, await makeOrganization(db), ['author'])
  const { orgId, membershipId } = member
  const old = new Date(Date.now() - 3 * 86_400_000)
  await withActor(db, member, (tx) =>
    tx.insert(idempotencyKeys).values([
      { orgId, membershipId, key: 'old', requestHash: 'h', createdAt: old },
      { orgId, membershipId, key: 'new', requestHash: 'h' },
    ]),
  )
  return () => withActor(db, member, async (tx) => (await tx.select().from(idempotencyKeys)).map(({ key }) => key))
}

const everySeconds = async (workflow: string) => {
  const { spec } = await client.schedule.getHandle(`${config.queuePrefix}-${workflow}`).describe()
  return spec.intervals?.map(({ every }) => every / 1_000)
}

test('several workers make one schedule of each kind; the first turn deletes what was kept long enough', async () => {
  const keys = await makeKeys()
  await Promise.all([ensureSchedules(client, config), ensureSchedules(client, config)])
  await waitFor(async () => expect(await keys()).toEqual(['new']), 30_000, 'The old answer to be deleted')
  expect(await Promise.all(['retention', 'auditCheckpoints', 'reconcile'].map(everySeconds))).toEqual([
    [3_600],
    [300],
    [7_200],
  ])
  const { info } = await client.schedule.getHandle(`${config.queuePrefix}-retention`).describe()
  expect(info.recentActions).toHaveLength(1)
})

test('a schedule that was lost or changed is put right, and one whose interval is configured anew', async () => {
  const handle = client.schedule.getHandle(`${config.queuePrefix}-retention`)
  await handle.update((found) => ({ ...found, spec: { intervals: [{ every: '9 days' }] } }))
  await ensureSchedules(client, { ...config, reconcileEverySeconds: 5_400 })
  expect(await Promise.all(['retention', 'reconcile'].map(everySeconds))).toEqual([[3_600], [5_400]])
  await handle.delete()
  await ensureSchedules(client, config)
  expect(await everySeconds('retention')).toEqual([3_600])
})

test('a worker that stops does not wait for a long turn, whose rest is done by the next worker', async () => {
  const { orgId, membershipId } = await makeMember(db, await makeOrganization(db), ['author'])
  const count = (tx: Transaction) => tx.$count(idempotencyKeys)
  const left = () => withActor(db, { orgId, userId: null }, count)
  await withActor(db, { orgId, userId: null }, (tx) =>
    tx.execute(sql`insert into idempotency_keys (org_id, membership_id, key, request_hash, created_at)
      select ${orgId}, ${membershipId}, n::text, 'h', now() - interval '3 days' from generate_series(1, 50000) n`),
  )
  const connection = await NativeConnection.connect({ address: temporalAddress() })
  const queuePrefix = `stopped-${config.queuePrefix}`
  const workflows = { workflowBundle: await workflowBundle() }
  const deps = { ...testDeps(db), printer: blankPrinter }
  const ownWorkers = { connection, namespace: 'default', queuePrefix, workflows, graceMs: 50 }
  const workers = await createWorkers(ownWorkers, deps)
  const running = Promise.all(workers.map((worker) => worker.run()))
  const turn = await client.workflow.start('retention', {
    workflowId: `${queuePrefix}-retention`,
    taskQueue: taskQueueName(queuePrefix, 'maintenance'),
  })
  await waitFor(async () => (await left()) < 50_000, 30_000, 'The sweep to have begun')
  for (const worker of workers) worker.shutdown()
  await running
  await connection.close()
  expect(await left()).toBeGreaterThan(0)
  const { status, raw } = await turn.describe()
  expect([status.name, raw.pendingActivities]).toMatchObject(['RUNNING', [{ attempt: 2 }]])
  await turn.terminate()
})
