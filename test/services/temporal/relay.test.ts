import { randomUUID } from 'node:crypto'
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { WorkflowHandle } from '@temporalio/client'
import { asc, eq } from 'drizzle-orm'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { acrossOrganizations } from '#db/client.ts'
import { outboxBacklog } from '#db/queries/outbox.ts'
import { outbox } from '#db/schema/index.ts'
import { enqueue } from '#services/outbox.ts'
import { createRelay } from '#services/temporal/relay.ts'
import { transactAs } from '#services/transaction.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeOrganization, testDeps } from '#test/support/factories.ts'
import { taskQueue, temporalAddress, temporalClient, workerClient } from '#test/support/temporal.ts'
import { waitFor } from '#test/support/wait-for.ts'

const { db, url } = await createTestDatabase()
const client = await temporalClient()
const organization = await makeOrganization(db)
const log = pino({ level: 'silent' })
const ofWorker = await workerClient()
const relay = createRelay({ db, client: ofWorker, queuePrefix: taskQueue(), log })

const say = (message: Parameters<typeof enqueue>[2]) =>
  transactAs(testDeps(db), { orgId: organization.id, userId: null }, async (tx) =>
    enqueue(tx, organization.id, message),
  )
/** Nobody works on this task queue: what was delivered stays to be looked at. */
const start = (queue: string) =>
  say({
    kind: 'start',
    queue,
    name: 'approval',
    payload: { taskQueue: 'approvals', args: [], searchAttributes: {}, summary: 'A test' },
  })
const signal = (queue: string, text: string) => say({ kind: 'signal', queue, name: 'said', payload: { args: [text] } })
const rows = (queue: string) =>
  acrossOrganizations(db, (tx) => tx.select().from(outbox).where(eq(outbox.queue, queue)).orderBy(asc(outbox.id)))
const backlog = () => acrossOrganizations(db, outboxBacklog)
const drain = async (which = relay) => {
  while (await which.deliverDue());
}

/** What a workflow was told, with the outbox id of each. */
async function heard(handle: WorkflowHandle): Promise<string[]> {
  const { events } = await handle.fetchHistory()
  return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signaled }) =>
    signaled?.input?.payloads ? [Buffer.from(signaled.input.payloads[0]?.data ?? []).toString()] : [],
  )
}

test('a workflow is started once, and hears its signals in the order of the facts', async () => {
  const queue = `test/${randomUUID()}`
  await start(queue)
  for (const text of ['one', 'two', 'three']) await signal(queue, text)
  await drain()
  expect(await heard(client.workflow.getHandle(queue))).toEqual(['"one"', '"two"', '"three"'])
  expect((await rows(queue)).every(({ deliveredAt, attempts }) => deliveredAt !== null && attempts === 1)).toBe(true)
  // The same start again, as if the first answer had been lost.
  await start(queue)
  await drain()
  expect((await rows(queue)).at(-1)).toMatchObject({ lastError: null, attempts: 1 })
})

test('several relays at once deliver each row once and keep the order', async () => {
  const queue = `test/${randomUUID()}`
  await start(queue)
  const texts = Array.from({ length: 12 }, (_, n) => `${n}`)
  for (const text of texts) await signal(queue, text)
  const others = Array.from({ length: 4 }, () => createRelay({ db, client: ofWorker, queuePrefix: taskQueue(), log }))
  await waitFor(async () => {
    await Promise.all(others.map((other) => other.deliverDue()))
    return (await rows(queue)).every(({ deliveredAt }) => deliveredAt !== null)
  })
  expect(await heard(client.workflow.getHandle(queue))).toEqual(texts.map((text) => JSON.stringify(text)))
  expect((await rows(queue)).map(({ attempts }) => attempts)).toEqual(Array(13).fill(1))
})

test('a signal to a workflow that has ended counts as delivered, with a note', async () => {
  const queue = `test/${randomUUID()}`
  await start(queue)
  await drain()
  await client.workflow.getHandle(queue).terminate()
  await signal(queue, 'too late')
  await start(queue)
  await drain()
  expect((await rows(queue)).map(({ lastError }) => lastError)).toEqual([
    null,
    'the workflow had ended',
    'had started before',
  ])
})

test('a job of one step is started by its own id, once', async () => {
  const queue = `job/${randomUUID()}`
  const job = () =>
    say({ kind: 'activity', queue, name: 'doNothing', payload: { taskQueue: 'mail', args: [{ some: 'input' }] } })
  await job()
  await job()
  await drain()
  const described = await client.activity.getHandle(queue).describe()
  expect(described.activityType).toBe('doNothing')
  expect((await rows(queue)).every(({ deliveredAt }) => deliveredAt !== null)).toBe(true)
})

test('a job that nobody would ask for again is tried until it is done, any other for some minutes', async () => {
  const attemptsOf = async (untilDone: boolean) => {
    const queue = `job/${randomUUID()}`
    await say({ kind: 'activity', queue, name: 'doNothing', payload: { taskQueue: 'mail', args: [], untilDone } })
    await drain()
    return (await client.activity.getHandle(queue).describe()).retryPolicy?.maximumAttempts
  }
  // That is: without a limit.
  expect(await attemptsOf(true)).toBe(0)
  expect(await attemptsOf(false)).toBe(10)
})

/** A door to the Temporal server that can be shut: then it is as if the server were gone. */
async function door() {
  const [host = '', port = ''] = temporalAddress().split(':')
  const sockets = new Set<Socket>()
  let open = false
  const server: Server = createServer((incoming) => {
    if (!open) return void incoming.destroy()
    const outgoing = connect(Number(port), host)
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        incoming.destroy()
        outgoing.destroy()
      })
    }
    incoming.pipe(outgoing).pipe(incoming)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('the door has no port')
  afterAll(() => server.close())
  return {
    address: `127.0.0.1:${address.port}`,
    open: () => {
      open = true
    },
    shut: () => {
      open = false
      for (const socket of sockets) socket.destroy()
    },
  }
}

test('while Temporal is away facts wait, in order, and the backlog says how long; then all catch up by themselves', async () => {
  const { address, open, shut } = await door()
  open()
  const behind = createRelay({ db, client: await workerClient(address), queuePrefix: taskQueue(), log })
  shut()
  const running = behind.start(url)
  const queues = [`test/${randomUUID()}`, `test/${randomUUID()}`]
  for (const queue of queues) {
    await start(queue)
    await signal(queue, 'first')
    await signal(queue, 'second')
  }
  await waitFor(async () => (await rows(queues[0] ?? '')).some(({ attempts }) => attempts > 0), 20_000)
  const before = await backlog()
  expect(before.waiting).toBe(6)
  expect(before.oldestSeconds).toBeGreaterThan(0)

  open()
  await waitFor(async () => (await backlog()).waiting === 0, 30_000, 'The backlog to be gone')
  for (const queue of queues) expect(await heard(client.workflow.getHandle(queue))).toEqual(['"first"', '"second"'])

  shut()
  const [queue = ''] = queues
  await signal(queue, 'third')
  await waitFor(async () => (await rows(queue)).at(-1)?.lastError !== null, 20_000)
  open()
  await waitFor(async () => (await backlog()).waiting === 0, 60_000, 'The backlog to be gone again')
  expect(await heard(client.workflow.getHandle(queue))).toEqual(['"first"', '"second"', '"third"'])
  await running.stop()
}, 120_000)

test('a relay that died with a row leaves it to others when its lease is over', async () => {
  const queue = `test/${randomUUID()}`
  await start(queue)
  await acrossOrganizations(db, (tx) =>
    tx
      .update(outbox)
      .set({ leasedUntil: new Date(Date.now() + 60_000), attempts: 1 })
      .where(eq(outbox.queue, queue)),
  )
  await drain()
  expect((await rows(queue))[0]?.deliveredAt).toBeNull()
  await acrossOrganizations(db, (tx) =>
    tx
      .update(outbox)
      .set({ leasedUntil: new Date(Date.now() - 1_000) })
      .where(eq(outbox.queue, queue)),
  )
  await drain()
  expect((await rows(queue))[0]).toMatchObject({ attempts: 2 })
  expect((await rows(queue))[0]?.deliveredAt).not.toBeNull()
})
