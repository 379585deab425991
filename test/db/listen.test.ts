import { expect, onTestFinished, test } from 'vitest'
import { listen } from '#db/listen.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { waitFor } from '#test/support/wait-for.ts'

const { db, url } = await createTestDatabase()
const say = (words: string) => db.$client.query('select pg_notify($1, $2)', ['a channel', words])

test('what is announced is received, also after the connection broke, and each connection is reported', async () => {
  const received: string[] = []
  const listener = listen(url, 'a channel', {
    onNotice: (payload) => received.push(payload),
    onConnected: () => received.push('connected'),
    onLost: () => received.push('lost'),
  })
  onTestFinished(() => listener.close())
  await waitFor(() => received.length === 1)
  await say('one')
  await waitFor(() => received.length === 2)
  await db.$client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'accord-listen' and datname = current_database()`,
  )
  await waitFor(() => received.length === 4)
  await say('two')
  await waitFor(() => received.length === 5)
  expect(received).toEqual(['connected', 'one', 'lost', 'connected', 'two'])
})
