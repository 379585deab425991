import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createDatabase } from '#db/client.ts'
import { readiness } from '#services/readiness.ts'
import { createTestDatabase } from '#test/support/database.ts'

const { db, ownerDb } = await createTestDatabase()

test('with its database and all migrations a process is ready, whether or not Temporal answers', async () => {
  expect(await readiness(db, async () => false)).toEqual({
    ready: true,
    database: 'ok',
    migrations: 'ok',
    temporal: 'down',
    outbox: { waiting: 0, oldestSeconds: null },
  })
})

test('with a database that lacks the newest migration it is not ready, however many were applied', async () => {
  const history = (change: string) => ownerDb.$client.query(`update drizzle.__drizzle_migrations set ${change}`)
  await history('created_at = created_at - 1')
  onTestFinished(() => history('created_at = created_at + 1').then(() => undefined))
  await ownerDb.$client.query(`insert into drizzle.__drizzle_migrations (hash, created_at) values ('an older one', 0)`)
  expect(await readiness(db, async () => true)).toMatchObject({ ready: false, migrations: 'pending' })
})

test('a database that does not answer counts as down after a few seconds', async () => {
  const silent = createServer((socket) => void socket.on('error', () => {}))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  if (!address || typeof address === 'string') throw new Error('the silent server has no port')
  const waiting = createDatabase(`postgres://nobody@127.0.0.1:${address.port}/nothing`)
  onTestFinished(async () => {
    silent.close()
    await waiting.$client.end()
  })
  const asked = performance.now()
  expect(await readiness(waiting, async () => true)).toMatchObject({ ready: false, database: 'down', temporal: 'ok' })
  expect(performance.now() - asked).toBeLessThan(4_000)
})
