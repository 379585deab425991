import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeOrganization } from '#test/support/factories.ts'
import { waitFor } from '#test/support/wait-for.ts'

const { db } = await createTestDatabase()

test('a connection that breaks inside a transaction fails that transaction, and nothing else', async () => {
  const { id } = await makeOrganization(db)
  const bound = { orgId: id, userId: null }
  const isThere = async (pid: number) =>
    (await db.$client.query('select from pg_stat_activity where pid = $1', [pid])).rowCount === 1
  const broken = withActor(db, bound, async (tx) => {
    const { rows } = await tx.execute<{ pid: number }>(
      sql`select pg_backend_pid() as pid, set_config('idle_in_transaction_session_timeout', '50ms', true)`,
    )
    // Between two statements, when nobody waits for an answer: an error that nobody listens to would end the process.
    await waitFor(async () => !(await isThere(rows[0]?.pid ?? 0)))
    await tx.execute(sql`select 1`)
  })
  await expect(broken).rejects.toThrow()
  expect((await withActor(db, bound, (tx) => tx.execute(sql`select 1 as one`))).rows).toEqual([{ one: 1 }])
})
