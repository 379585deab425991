import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Client } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { acrossOrganizations, type Database } from '#db/client.ts'
import { outboxBacklog } from '#db/queries/outbox.ts'
import { connected } from '#engines/postgres/roles.ts'
import { until } from '#engines/until.ts'
import { enqueue, type OutboxMessage } from '#services/outbox.ts'
import { createRelay } from '#services/temporal/relay.ts'
import { transact } from '#services/transaction.ts'
import type { TestEngines } from '#test/support/engines.ts'
import { makeOrganization, testDeps } from '#test/support/factories.ts'
import { type BenchDatabase, benchDatabase } from './support/databases.ts'
import { milliseconds } from './support/measure.ts'
import { allOf } from './support/rates.ts'
import type { Figure, Result } from './support/report.ts'

const STARTS = 5_000
const NUDGES = 10_000
const BACKLOG = 10_000
/** The starts are made in so many turns, so that whatever else the machine does falls on both sides alike. */
const TURNS = 10
/** As many calls as the relay has under way. */
const AT_ONCE = 30
/** Nobody works here: only the starting counts. */
const IDLE = 'relay'
const NUDGED = 'relay-nudged'

type Bench = BenchDatabase & { client: Client; connection: NativeConnection; organization: { id: string } }

const start = (queue = `start/${randomUUID()}`): OutboxMessage => ({
  kind: 'start',
  queue,
  name: 'nothing',
  payload: { taskQueue: 'approvals', args: [{ some: 'input' }], searchAttributes: {}, summary: 'A start' },
})

const put = (db: Database, orgId: string, messages: OutboxMessage[], also = sql`select 1`) =>
  transact(testDeps(db), { orgId, userId: null }, async (tx) => {
    await tx.execute(also)
    for (const message of messages) enqueue(tx, orgId, message)
  })

const seconds = async (work: () => Promise<unknown>): Promise<number> => (await milliseconds(work)) / 1_000

/** What does the outbox cost beside the calls that it makes, how well are nudges collected, and who has to wait? */
export async function relayBench(engines: TestEngines): Promise<Result> {
  Runtime.install({ logger: new DefaultLogger('WARN'), telemetryOptions: { logging: { filter: 'ERROR' } } })
  const database = await benchDatabase(engines, 'relay')
  const connection = await NativeConnection.connect({ address: engines.temporalAddress })
  const organization = await makeOrganization(database.db)
  const bench: Bench = { ...database, connection, client: new Client({ connection }), organization }
  try {
    const figures = [await starts(bench), await nudges(bench), await beside(bench)]
    return { name: 'relay', title: 'The relay of the outbox', figures, notes: [] }
  } finally {
    await connection.close()
    await database.db.$client.end()
  }
}

const startRelay = ({ db, url, client }: Bench) =>
  createRelay({ db, client, queuePrefix: IDLE, log: pino({ level: 'silent' }) }).start(url)

const nothingWaits = (db: Database) =>
  until(async () => (await acrossOrganizations(db, outboxBacklog)).waiting === 0, 120_000, 'The backlog is not gone')

async function starts(bench: Bench): Promise<Figure> {
  const { db, client, organization } = bench
  const perTurn = STARTS / TURNS
  const relay = startRelay(bench)
  const bare = () =>
    allOf(perTurn, AT_ONCE, () =>
      client.workflow.start('nothing', {
        workflowId: `bare/${randomUUID()}`,
        taskQueue: `${IDLE}-approvals`,
        args: [{ some: 'input' }],
        staticSummary: 'A start',
      }),
    )
  const ours = async () => {
    // As a campaign would: some transactions with many starts each.
    await allOf(5, 5, () =>
      put(
        db,
        organization.id,
        Array.from({ length: perTurn / 5 }, () => start()),
      ),
    )
    await nothingWaits(db)
  }
  const took = { bare: 0, ours: 0 }
  await bare()
  await ours()
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const [side, work] of turn % 2
      ? ([
          ['ours', ours],
          ['bare', bare],
        ] as const)
      : ([
          ['bare', bare],
          ['ours', ours],
        ] as const))
      took[side] += await seconds(work)
  await relay.stop()
  return {
    what: `${STARTS} starts of workflows through the outbox`,
    against: 'the same by a bare client',
    unit: 'per second',
    measured: STARTS / took.ours,
    baseline: STARTS / took.bare,
    limit: { atLeast: 0.8 },
  }
}

async function nudges(bench: Bench): Promise<Figure> {
  const { db, superuserUrl, client, connection, organization } = bench
  await connected(superuserUrl, (owner) =>
    owner.query(
      'create table facts (id bigserial, seen boolean not null default false); grant all on facts to accord_app; grant all on sequence facts_id_seq to accord_app',
    ),
  )
  const readFacts = async () => (await db.$client.query('update facts set seen = true where not seen')).rowCount ?? 0
  const worker = await Worker.create({
    connection,
    taskQueue: NUDGED,
    workflowsPath: join(import.meta.dirname, 'nudged.workflow.ts'),
    activities: { readFacts },
  })
  const running = worker.run()
  const relay = startRelay(bench)
  try {
    const workflowId = `nudged/${randomUUID()}`
    const handle = await client.workflow.start('nudged', { workflowId, taskQueue: NUDGED, args: [NUDGES] })
    const nudge: OutboxMessage = { kind: 'nudge', queue: workflowId, name: 'look', payload: {} }
    const fact = sql`insert into facts default values`
    await allOf(NUDGES, 8, () => put(db, organization.id, [nudge], fact))
    let signals: number | undefined
    // It ends only when it has seen every row.
    void handle.result().then((result) => {
      signals = result as number
    })
    await until(() => signals !== undefined, 30_000, 'A nudge was lost: the workflow does not end')
    return {
      what: `${NUDGES} nudges of one workflow, none lost`,
      unit: 'signals',
      measured: signals ?? Number.NaN,
      limit: { under: 201 },
    }
  } finally {
    await relay.stop()
    worker.shutdown()
    await running
  }
}

async function beside(bench: Bench): Promise<Figure> {
  const { db, superuserUrl, organization } = bench
  const other = await makeOrganization(db)
  await connected(superuserUrl, (owner) =>
    owner.query(
      `insert into outbox (org_id, queue, kind, name, payload)
       select $1, 'backlog/' || n, 'start', 'nothing', $2 from generate_series(1, ${BACKLOG}) n`,
      [organization.id, start().payload],
    ),
  )
  const relay = startRelay(bench)
  const waiting = async () => (await acrossOrganizations(db, outboxBacklog)).waiting
  await until(async () => (await waiting()) < BACKLOG - 200, 30_000, 'The backlog is not being worked off')
  const queue = `start/${randomUUID()}`
  const delivered = () =>
    acrossOrganizations(db, (tx) =>
      tx.execute(sql`select 1 from outbox where queue = ${queue} and delivered_at is not null`),
    )
  const took = await seconds(async () => {
    await put(db, other.id, [start(queue)])
    await until(async () => (await delivered()).rows.length === 1, 30_000, 'The other start is not delivered')
  })
  const left = await waiting()
  await relay.stop()
  if (left < BACKLOG / 2) throw new Error('the backlog was nearly gone: this says nothing')
  return {
    what: `a start of another organization beside a backlog of ${BACKLOG}, to its delivery`,
    unit: 's',
    measured: took,
    limit: { under: 2 },
  }
}
