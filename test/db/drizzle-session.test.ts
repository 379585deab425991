import { readFile } from 'node:fs/promises'
import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { prepared } from '#db/drizzle-session.ts'
import { organizations } from '#db/schema/index.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeOrganization } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
const { id: orgId } = await makeOrganization(db)
const bound = { orgId, userId: null }

/*
 * The versions whose sources were read for db/drizzle-session.ts and db/preparing-client.ts. After an upgrade read
 * NodePgSession, NodePgTransaction and PgDialect, and pg's pipeline mode and parsedStatements, then name the new ones here.
 */
test.each([
  ['drizzle-orm', '0.45.4'],
  ['pg', '8.23.1'],
])('%s is the version whose insides were read, %s', async (name, read) => {
  const { version } = JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8'))
  expect(version).toBe(read)
})

test('queries of a transaction run inside it, on one connection, with names in snake case', async () => {
  const changed = withActor(db, bound, async (tx) => {
    const at = async () => (await tx.execute(sql`select pg_backend_pid() as pid, now() as began`)).rows[0]
    expect(await at()).toEqual(await at())
    await tx.update(organizations).set({ timeZone: 'Europe/Paris' }).where(eq(organizations.id, orgId))
    throw new Error('undo')
  })
  await expect(changed).rejects.toThrow('undo')
  const [organization] = await withActor(db, bound, (tx) => tx.select().from(organizations))
  expect(organization?.timeZone).toBe('UTC')
})

test('a part of a transaction that fails is undone alone', async () => {
  const kept = await withActor(db, bound, async (tx) => {
    const rename = (name: string) => tx.update(organizations).set({ name }).where(eq(organizations.id, orgId))
    await rename('Kept')
    const part = tx.transaction(async () => {
      await rename('Undone')
      throw new Error('only this')
    })
    await expect(part).rejects.toThrow('only this')
    return tx.select({ name: organizations.name }).from(organizations)
  })
  expect(kept).toEqual([{ name: 'Kept' }])
})

test('a prepared query is built once for a connection, and answers by its values', async () => {
  let builds = 0
  const slugOf = prepared('slug_of', (tx) => {
    builds += 1
    const here = eq(organizations.id, sql.placeholder('id'))
    return tx.select({ slug: organizations.slug }).from(organizations).where(here)
  })
  const asked = async (id: string) => withActor(db, bound, (tx) => slugOf(tx, { id }))
  expect(await asked(orgId)).toHaveLength(1)
  expect(await asked(crypto.randomUUID())).toEqual([])
  expect(builds).toBe(1)
})

test('statements that are sent at once on one connection get their own answers, and pg takes that as intended', async () => {
  const client = await db.$client.connect()
  try {
    expect(client).toMatchObject({ pipeline: true })
    const answers = await Promise.all([1, 2, 3, 4].map((n) => client.query('select $1::int as n', [n])))
    expect(answers.map(({ rows }) => rows[0].n)).toEqual([1, 2, 3, 4])
  } finally {
    client.release()
  }
})
