import { randomUUID } from 'node:crypto'
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { WorkflowHandle } from '@temporalio/client'
import { asc, eq } from 'drizzle-orm'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { acrossOrganizations } from '#db/client.ts'
import { markDelivered, outboxBacklog, sameNudges, takeOutbox } from '#db/queries/outbox.ts'
import { outbox } from '#db/schema/index.ts'
import { enqueue } from '#services/outbox.ts'
import { createRelay } from '#services/temporal/relay.ts'
import { transact } from '#services/transaction.ts'
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
  transact(testDeps(db), { orgId: organization.id, userId: null }, async (tx) => enqueue(tx, organization.id, message))
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
const nudge = (queue: string) => say({ kind: 'nudge', queue, name: 'look', payload: {} })
const drain = (which = relay) => which.drain()

/** What a workflow received, with the outbox id of each. */
async function receivedBy(handle: WorkflowHandle): Promise<string[]> {
  const { events } = await handle.fetchHistory()
  return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signaled }) =>
    signaled?.input?.payloads ? [Buffer.from(signaled.input.payloads[0]?.data ?? []).toString()] : [],
  )
}

test('a workflow is started once, and receives its signals in the order of the facts', async () => {
  const queue = `test/${randomUUID()}`
  await start(queue)
  for (const text of ['one', 'two', 'three']) await signal(queue, text)
  await drain()
  expect(await receivedBy(client.workflow.getHandle(queue))).toEqual(['"one"', '"two"', '"three"'])
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
    await Promise.all(others.map((other) => other.drain()))
    return (await rows(queue)).every(({ deliveredAt }) => deliveredAt !== null)
  })
  expect(await receivedBy(client.workflow.getHandle(queue))).toEqual(texts.map((text) => JSON.stringify(text)))
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
    say({ kind: 'activity', queue, name: 'doNothing', payload: { taskQueue: 'printing', args: [{ some: 'input' }] } })
  await job()
  await job()
  await drain()
  const described = await client.activity.getHandle(queue).describe()
  expect(described.activityType).toBe('doNothing')
  expect((await rows(queue)).every(({ deliveredAt }) => deliveredAt !== null)).toBe(true)
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
  for (const queue of queues)
    expect(await receivedBy(client.workflow.getHandle(queue))).toEqual(['"first"', '"second"'])

  shut()
  const [queue = ''] = queues
  await signal(queue, 'third')
  await waitFor(async () => (await rows(queue)).at(-1)?.lastError !== null, 20_000)
  open()
  await waitFor(async () => (await backlog()).waiting === 0, 60_000, 'The backlog to be gone again')
  expect(await receivedBy(client.workflow.getHandle(queue))).toEqual(['"first"', '"second"', '"third"'])
  await running.stop()
}, 120_000)

test('a relay that died with a row leaves it to others when its lease is over', async () => {
  const queue = `test/${randomUUID()}`
  await start(queue)
  await acrossOrganizations(db, (tx) =>
    tx
      .update(outbox)
      .set({ nextAttemptAt: new Date(Date.now() + 60_000), attempts: 1 })
      .where(eq(outbox.queue, queue)),
  )
  await drain()
  expect((await rows(queue))[0]?.deliveredAt).toBeNull()
  await acrossOrganizations(db, (tx) =>
    tx
      .update(outbox)
      .set({ nextAttemptAt: new Date(Date.now() - 1_000) })
      .where(eq(outbox.queue, queue)),
  )
  await drain()
  expect((await rows(queue))[0]).toMatchObject({ attempts: 2 })
  expect((await rows(queue))[0]?.deliveredAt).not.toBeNull()
})

const signalsOf = async (queue: string) => {
  const { events } = await client.workflow.getHandle(queue).fetchHistory()
  return (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes).length
}
const allDelivered = async (queue: string) => (await rows(queue)).every(({ deliveredAt }) => deliveredAt !== null)

test('nudges that wait become one signal, and keep no other signal waiting', async () => {
  const queue = `test/${randomUUID()}`
  await start(queue)
  for (let n = 0; n < 20; n += 1) await nudge(queue)
  await signal(queue, 'a fact')
  await drain()
  expect(await signalsOf(queue)).toBe(2)
  expect(await receivedBy(client.workflow.getHandle(queue))).toContain('"a fact"')
  expect(await allDelivered(queue)).toBe(true)
})

test('a nudge that is committed while one is delivered leads to another signal', async () => {
  const queue = `test/${randomUUID()}`
  await start(queue)
  await drain()
  await nudge(queue)
  await nudge(queue)
  // What a relay does, step by step: it takes a row, reads which nudges its signal is for, sends it, and marks those.
  const [row, ...others] = await acrossOrganizations(db, (tx) =>
    takeOutbox(tx, 40, 60_000, { organizations: new Map(), nudged: [] }),
  )
  if (!row) throw new Error('nothing was taken')
  expect(others).toEqual([])
  const ids = await acrossOrganizations(db, (tx) => sameNudges(tx, row))
  expect(ids).toHaveLength(2)
  await nudge(queue)
  await acrossOrganizations(db, (tx) => markDelivered(tx, [{ ids, note: null }]))
  expect((await rows(queue)).map(({ deliveredAt }) => deliveredAt !== null)).toEqual([true, true, true, false])
  await drain()
  expect(await signalsOf(queue)).toBe(1)
  expect(await allDelivered(queue)).toBe(true)
})

test('a call that hangs holds up its own queue only', async () => {
  const [hung, other] = [`test/${randomUUID()}`, `test/${randomUUID()}`]
  for (const queue of [hung, other]) await start(queue)
  await drain()
  let end = () => {}
  const hanging = new Promise<void>((resolve) => {
    end = resolve
  })
  // A client whose call to one workflow does not end.
  const stuck = Object.create(ofWorker, {
    workflow: {
      value: {
        getHandle: (id: string) => (id === hung ? { signal: () => hanging } : ofWorker.workflow.getHandle(id)),
      },
    },
  })
  const behind = createRelay({ db, client: stuck, queuePrefix: taskQueue(), log })
  await signal(hung, 'stuck')
  const running = behind.start(url)
  await waitFor(async () => (await rows(hung)).at(-1)?.lease !== null, 10_000, 'The call that hangs')
  for (let n = 0; n < 60; n += 1) await signal(other, `${n}`)
  await waitFor(() => allDelivered(other), 30_000, 'The other queue')
  expect((await rows(hung)).at(-1)?.deliveredAt).toBeNull()
  end()
  await waitFor(() => allDelivered(hung), 10_000, 'The end of the call that hung')
  await running.stop()
})

test('the organization with the fewest rows in hand is served first', async () => {
  const small = await makeOrganization(db)
  const big = organization
  const begun = (orgId: string) => (queue: string) =>
    transact(testDeps(db), { orgId, userId: null }, async (tx) =>
      enqueue(tx, orgId, { kind: 'signal', queue, name: 'said', payload: { args: [] } }),
    )
  for (let n = 0; n < 30; n += 1) await begun(big.id)(`test/${randomUUID()}`)
  await begun(small.id)(`test/${randomUUID()}`)
  const take = (limit: number, organizations: Map<string, number>) =>
    acrossOrganizations(db, (tx) => takeOutbox(tx, limit, 60_000, { organizations, nudged: [] }))
  expect((await take(1, new Map())).map(({ orgId }) => orgId)).toEqual([big.id])
  // The big one came first and still has 29 waiting; the next free slot is the small one's.
  expect((await take(1, new Map([[big.id, 1]]))).map(({ orgId }) => orgId)).toEqual([small.id])
  expect(await take(40, new Map([[big.id, 1]]))).toHaveLength(29)
})
