import type { Client } from '@temporalio/client'
import type { Logger } from 'pino'
import { acrossOrganizations, type Database } from '#db/client.ts'
import {
  type Delivered,
  giveBackOutbox,
  markDelivered,
  type OutboxRow,
  sameNudges,
  takeOutbox,
} from '#db/queries/outbox.ts'
import { createQueue, type Settled } from '../queue.ts'
import { deliver } from './deliver.ts'

const DEADLINE_MS = 10_000
/** Longer than the deadline, so that a slow delivery is not made twice at once. */
const LEASE_MS = 30_000
/** Calls under way at once. With more of them each takes longer, and all together are no faster. */
const SLOTS = 30
/** Sooner than other queues: a first retry comes after a second. */
const LOOK_EVERY_MS = 2_000
/** A fact must not be lost, so it is never given up. The backlog's age shows what does not get through. */
const RETRY = { firstMs: 1_000, mostMs: 60_000 }
/** So long nudges of a queue are collected after one was delivered: a workflow gets two a second at most. */
const NUDGE_EVERY_MS = 500

export interface RelayDeps {
  db: Database
  /** Over a worker's own connection: what it starts here begins here. */
  client: Client
  queuePrefix: string
  log: Logger
}

export type Relay = ReturnType<typeof createRelay>

/** Carries facts from the outbox to Temporal: in order per workflow, at least once, for as long as it takes. */
export function createRelay({ db, client, queuePrefix, log }: RelayDeps) {
  const organizations = new Map<string, number>()
  /** Queues that were nudged a moment ago, with what ends that moment. */
  const nudged = new Map<string, NodeJS.Timeout>()

  const count = ({ orgId }: OutboxRow, change: 1 | -1): void => {
    const rows = (organizations.get(orgId) ?? 0) + change
    if (rows > 0) organizations.set(orgId, rows)
    else organizations.delete(orgId)
  }

  const rest = (queueName: string): void => {
    const over = () => {
      nudged.delete(queueName)
      queue.wake()
    }
    nudged.set(queueName, setTimeout(over, NUDGE_EVERY_MS).unref())
  }

  const queue = createQueue<OutboxRow, Delivered>({
    slots: SLOTS,
    retry: RETRY,

    // What came through is marked by the transaction that takes the next rows, since the next row of a queue can be taken
    // only when the one before it is through.
    async exchange(settled, free) {
      const rows = await acrossOrganizations(db, async (tx) => {
        await markDelivered(tx, settled.flatMap(deliveredOf))
        for (const { job, outcome } of settled)
          if (outcome.state === 'retry') await giveBackOutbox(tx, job, outcome.error, outcome.retryMs)
        const inHand = { organizations, nudged: nudged.keys() }
        return free > 0 ? takeOutbox(tx, free, LEASE_MS, inHand) : []
      })
      for (const { job } of settled) count(job, -1)
      for (const row of rows) count(row, 1)
      return rows
    },

    async work(row) {
      // Read before the signal is sent: the workflow sees the rows of these nudges, and perhaps not of later ones.
      const ids = row.kind === 'nudge' ? await acrossOrganizations(db, (tx) => sameNudges(tx, row)) : [row.id]
      if (row.kind === 'nudge') rest(row.queue)
      const note = await client.withDeadline(Date.now() + DEADLINE_MS, () => deliver(client, queuePrefix, row))
      return { ids, note }
    },

    onFailure: ({ id, queue, attempts }, _outcome, err) =>
      log.warn({ outboxId: id, queue, attempts, err }, 'outbox: not delivered, will retry'),
    channel: 'accord_outbox',
    everyMs: LOOK_EVERY_MS,
    onError: (error) => log.error({ err: error }, 'outbox: the relay cannot reach PostgreSQL'),
  })

  return {
    /** Delivers what is due by now. */
    drain: queue.drain,

    /** Delivers until it is stopped, woken by every commit that adds a row. */
    start(databaseUrl: string): { stop(): Promise<void> } {
      const running = queue.start(databaseUrl)
      return {
        async stop() {
          await running.stop()
          for (const timer of nudged.values()) clearTimeout(timer)
        },
      }
    },
  }
}

const deliveredOf = ({ outcome }: Settled<OutboxRow, Delivered>): Delivered[] =>
  outcome.state === 'done' ? [outcome.done] : []
