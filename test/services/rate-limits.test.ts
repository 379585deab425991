import pg from 'pg'
import { expect, test } from 'vitest'
import { rateLimits } from '#db/schema/auth.ts'
import { type Budget, createRateLimits } from '#services/rate-limits/index.ts'
import { createTestDatabase } from '#test/support/database.ts'

const { db, url } = await createTestDatabase()
const budget = (name: string, points = 5): Budget => ({ name, points, seconds: 60 })
/** However busy the machine is: the counts are those of the table. */
const PATIENT_MS = 60_000
const processes = (patienceMs = PATIENT_MS) =>
  [createRateLimits(db, patienceMs), createRateLimits(db, patienceMs)] as const

test('two processes count the same requests', async () => {
  const [one, another] = processes()
  expect(await one.take(budget('shared'), 'ada')).toMatchObject({ isOver: false, remaining: 4 })
  expect(await another.take(budget('shared'), 'ada', 3)).toMatchObject({ isOver: false, remaining: 1 })
  expect(await one.take(budget('shared'), 'ada', 2)).toMatchObject({ isOver: true, remaining: 0 })
  expect(await another.look(budget('shared'), 'ada')).toMatchObject({ isOver: true })
  expect(await another.take(budget('shared'), 'miguel')).toMatchObject({ isOver: false, remaining: 4 })
})

test('of many requests at once no more pass than the budget allows, in all processes together', async () => {
  const [one, another] = processes()
  const asked = Array.from({ length: 40 }, (_, n) => (n % 2 ? one : another).take(budget('race', 10), 'ada'))
  expect((await Promise.all(asked)).filter(({ isOver }) => !isOver)).toHaveLength(10)
})

test('a refusal says when the window ends', async () => {
  const [one] = processes()
  const { secondsLeft } = await one.take(budget('window', 1), 'ada', 2)
  expect(secondsLeft).toBeGreaterThan(50)
  expect(secondsLeft).toBeLessThanOrEqual(60)
})

test('the table holds no key as it was sent', async () => {
  const [one] = processes()
  await one.take(budget('secret'), 'acc_visible')
  const keys = (await db.select().from(rateLimits)).map(({ key }) => key)
  expect(keys.some((key) => key.startsWith('secret'))).toBe(true)
  expect(keys.join()).not.toContain('acc_visible')
})

test('a count writes no WAL', async () => {
  const { rows } = await db.$client.query(`select relpersistence from pg_class where relname = 'rate_limits'`)
  expect(rows).toEqual([{ relpersistence: 'u' }])
})

test('while PostgreSQL does not answer, each process keeps the budget by itself', async () => {
  const [one, another] = processes(100)
  const holder = new pg.Client({ connectionString: url })
  await holder.connect()
  await holder.query('begin; lock table rate_limits in access exclusive mode')
  try {
    const took = [1, 2, 3].map(() => one.take(budget('slow', 2), 'ada'))
    expect((await Promise.all(took)).map(({ isOver }) => isOver)).toEqual([false, false, true])
    expect(await another.take(budget('slow', 2), 'ada')).toMatchObject({ isOver: false, remaining: 1 })
  } finally {
    await holder.end()
  }
})
