import type pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createDatabase } from '#db/client.ts'
import { createTestDatabase } from '#test/support/database.ts'

const { url } = await createTestDatabase()

/** A pool of one connection, so that every statement is asked on the same. */
function onePool(): pg.Pool {
  const { $client: pool } = createDatabase(url, { max: 1 })
  onTestFinished(() => pool.end())
  return pool
}

/** The statements of this test that the connection keeps, and how often each was asked. */
async function keptBy(pool: pg.Pool): Promise<Map<string, number>> {
  const { rows } = await pool.query(
    `select statement, (generic_plans + custom_plans)::int as times from pg_prepared_statements where statement ~ 'asked'`,
  )
  return new Map(rows.map(({ statement, times }) => [statement, times]))
}

const asked = (n: number) => `select $1::int + ${n} as asked`

test('a connection keeps the 600 statements that were used last, and closes the others', async () => {
  const pool = onePool()
  const ask = async (n: number) => expect((await pool.query({ text: asked(n) }, [1])).rows).toEqual([{ asked: n + 1 }])
  for (let n = 0; n < 650; n++) {
    await ask(n)
    if (n % 100 === 0) await ask(0)
  }
  const kept = await keptBy(pool)
  expect(kept.size).toBe(600)
  expect(kept.get(asked(0))).toBe(8)
  expect([1, 50, 51].map((n) => kept.has(asked(n)))).toEqual([false, false, true])
  // What was closed is prepared anew, also when it comes right behind the statement that closes another.
  await Promise.all([ask(1), ask(2), ask(1)])
  const later = await keptBy(pool)
  expect([later.size, later.has(asked(1)), later.has(asked(51))]).toEqual([600, true, false])
})

test('pg itself remembers no statement that was closed', async () => {
  const pool = onePool()
  for (let n = 0; n < 610; n++) await pool.query({ text: asked(n) }, [1])
  const client = await pool.connect()
  const { connection } = client as unknown as { connection: { parsedStatements: Record<string, string> } }
  client.release()
  expect(Object.keys(connection.parsedStatements)).toHaveLength(600)
})
