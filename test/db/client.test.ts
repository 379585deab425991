import { and, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { acrossOrganizations, withActor } from '#db/client.ts'
import { PLANNED_BY_VALUES } from '#db/preparing-client.ts'
import { organizations } from '#db/schema/index.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeOrganization } from '#test/support/factories.ts'
import { waitFor } from '#test/support/wait-for.ts'

const { db, ownerDb } = await createTestDatabase()

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

test('a statement with parameters is planned once on a connection', async () => {
  const { id } = await makeOrganization(db)
  const planned = await withActor(db, { orgId: id, userId: null }, async (tx) => {
    const ask = () => tx.select({ slug: organizations.slug }).from(organizations).where(eq(organizations.id, id))
    await ask()
    await ask()
    const { rows } = await tx.execute<{ times: number }>(
      sql`select (generic_plans + custom_plans)::int as times from pg_prepared_statements
        where statement like 'select "slug" from "organizations"%'`,
    )
    return rows
  })
  expect(planned).toEqual([{ times: 2 }])
})

test('a transaction that fails leaves nothing of what bound it on its connection', async () => {
  const { id } = await makeOrganization(db)
  const failing = withActor(db, { orgId: id, userId: null }, async (tx) => {
    await tx.execute(sql`select 1 from organizations where id = ${id} for update`)
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  const { rows } = await db.execute(sql`select nullif(current_setting('app.org_id', true), '') as org`)
  expect(rows).toEqual([{ org: null }])
})

test('a transaction that cannot begin carries out no statement, and fails with the error of its begin', async () => {
  const { id } = await makeOrganization(db)
  // The owner of the tables may not become the role of the system.
  const begun = acrossOrganizations(ownerDb, (tx) =>
    tx.update(organizations).set({ name: 'Renamed' }).where(eq(organizations.id, id)),
  )
  await expect(begun).rejects.toThrow(/permission denied to set role/)
  const [kept] = await withActor(db, { orgId: id, userId: null }, (tx) => tx.select().from(organizations))
  expect(kept?.name).not.toBe('Renamed')
})

test('a transaction of which nothing was kept does not end well, though nobody passed its error on', async () => {
  const { id } = await makeOrganization(db)
  const swallowing = withActor(db, { orgId: id, userId: null }, async (tx) => {
    await tx.update(organizations).set({ name: 'Renamed' }).where(eq(organizations.id, id))
    await tx.execute(sql`select 1 / 0`).catch(() => undefined)
    return 'done'
  })
  await expect(swallowing).rejects.toThrow('a statement before it had failed')
  const [kept] = await withActor(db, { orgId: id, userId: null }, (tx) => tx.select().from(organizations))
  expect(kept?.name).not.toBe('Renamed')
})

test('a statement that is best planned for its values is not kept', async () => {
  const { id } = await makeOrganization(db)
  const kept = await withActor(db, { orgId: id, userId: null }, async (tx) => {
    const here = and(eq(organizations.id, id), PLANNED_BY_VALUES)
    expect(await tx.select({ name: organizations.name }).from(organizations).where(here)).toHaveLength(1)
    const { rows } = await tx.execute(sql`select from pg_prepared_statements where statement like 'select "name"%'`)
    return rows
  })
  expect(kept).toEqual([])
})
