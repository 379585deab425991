import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { Registry } from 'prom-client'
import { afterAll, expect, test } from 'vitest'
import { operations } from '#app/server/operations.ts'
import { acrossOrganizations } from '#db/client.ts'
import { outboxBacklog } from '#db/queries/outbox.ts'
import { processFigures, saveProcessCheck } from '#db/queries/processes.ts'
import { enqueue } from '#services/outbox.ts'
import { readiness } from '#services/readiness.ts'
import { transact } from '#services/transaction.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeOrganization, testDeps } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
let databaseAnswers = true
const app = express().use(
  operations(
    {
      ready: () => readiness(db, async () => false),
      backlog: async () => {
        if (!databaseAnswers) throw new Error('the database is away')
        return acrossOrganizations(db, outboxBacklog)
      },
      processes: async () => acrossOrganizations(db, processFigures),
    },
    new Registry(),
  ),
)
const server = createServer(app).listen(0, '127.0.0.1')
await once(server, 'listening')
afterAll(() => void server.close())
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const metrics = async () => (await fetch(`${url}/metrics`)).text()

test('operators see how many facts wait for Temporal, and for how long, in readiness and in the figures', async () => {
  const organization = await makeOrganization(db)
  expect(await metrics()).toMatch(/^accord_outbox_waiting 0$/m)
  await transact(testDeps(db), { orgId: organization.id, userId: null }, async (tx) =>
    enqueue(tx, organization.id, {
      kind: 'signal',
      queue: 'approval/nobody-listens',
      name: 'decided',
      payload: { args: [] },
    }),
  )
  const text = await metrics()
  expect(text).toMatch(/^accord_outbox_waiting 1$/m)
  expect(Number(/^accord_outbox_oldest_seconds (\S+)$/m.exec(text)?.[1])).toBeGreaterThan(0)
  const answer = await fetch(`${url}/readyz`)
  // Pages and the API work without Temporal, so traffic is still wanted.
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ ready: true, temporal: 'down', outbox: { waiting: 1 } })
})

test('operators see what has failed and what the reconciler did, before and after its first turn', async () => {
  const before = await metrics()
  expect(before).toMatch(/^accord_processes_failed\{process="approval"\} 0$/m)
  expect(before).not.toMatch(/^accord_processes_under_way\{/m)
  const turn = { process: 'approval', checkedAt: new Date(Date.now() - 60_000), underWay: 7, restarted: 2 } as const
  await acrossOrganizations(db, (tx) => saveProcessCheck(tx, turn))
  await acrossOrganizations(db, (tx) => saveProcessCheck(tx, { ...turn, underWay: 8, restarted: 1 }))
  const after = await metrics()
  expect(after).toMatch(/^accord_processes_under_way\{process="approval"\} 8$/m)
  expect(after).toMatch(/^accord_processes_restarted\{process="approval"\} 3$/m)
  expect(Number(/^accord_processes_checked_seconds\{.*\} (\S+)$/m.exec(after)?.[1])).toBeGreaterThanOrEqual(60)
})

test('figures that cannot be known are left out and hold up nothing else', async () => {
  databaseAnswers = false
  const answer = await fetch(`${url}/metrics`)
  expect(answer.status).toBe(200)
  expect(await answer.text()).not.toMatch(/^accord_outbox_waiting \d/m)
})
