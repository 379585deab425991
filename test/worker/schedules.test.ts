import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { idempotencyKeys } from '#db/schema/index.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { startProcesses } from '#test/support/process.ts'
import { taskQueue } from '#test/support/temporal.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { ensureSchedules } from '#worker/schedules.ts'

const database = await createTestDatabase()
const { db } = database
const { client } = await startProcesses(database)
const config = { queuePrefix: taskQueue(), reconcileEverySeconds: 3_600 }

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

test('several workers make one schedule; its first turn deletes what was kept long enough, and it comes every hour', async () => {
  const keys = await makeKeys()
  await Promise.all([ensureSchedules(client, config), ensureSchedules(client, config)])
  await waitFor(async () => expect(await keys()).toEqual(['new']), 30_000, 'The old answer to be deleted')
  const { spec, info } = await client.schedule.getHandle(`${config.queuePrefix}-retention`).describe()
  expect(spec.intervals?.map(({ every }) => every)).toEqual([3_600_000])
  expect(info.recentActions).toHaveLength(1)
})

test('a schedule that was lost or changed is put right', async () => {
  const handle = client.schedule.getHandle(`${config.queuePrefix}-retention`)
  await handle.update((found) => ({ ...found, spec: { intervals: [{ every: '9 days' }] } }))
  await ensureSchedules(client, config)
  expect((await handle.describe()).spec.intervals?.[0]?.every).toBe(3_600_000)
  await handle.delete()
  await ensureSchedules(client, config)
  expect((await handle.describe()).spec.intervals?.[0]?.every).toBe(3_600_000)
  await handle.delete()
})
