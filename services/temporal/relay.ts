import type { Client } from '@temporalio/client'
import type { Logger } from 'pino'
import { acrossOrganizations, type Database } from '#db/client.ts'
import { claimOutbox, type Delivered, giveBack, markDelivered, type OutboxRow } from '#db/queries/outbox.ts'
import { startWokenLoop } from '../loop.ts'
import { deliver } from './deliver.ts'

const DEADLINE_MS = 10_000
/** Longer than the deadline, so that a slow delivery is not made twice at once. */
const LEASE_SECONDS = 30
const BATCH = 20
/** Rows that wait for their next attempt send no nudge. */
const LOOK_EVERY_MS = 2_000
const RETRY_SECONDS = { first: 1, most: 60 }

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
  /** @returns null when it was not delivered, and is tried again after a while */
  const deliverOne = async (row: OutboxRow): Promise<Delivered | null> => {
    try {
      const note = await client.withDeadline(Date.now() + DEADLINE_MS, () => deliver(client, queuePrefix, row))
      return { id: row.id, note }
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      const seconds = Math.min(RETRY_SECONDS.first * 2 ** (row.attempts - 1), RETRY_SECONDS.most)
      await acrossOrganizations(db, (tx) => giveBack(tx, row.id, reason, seconds * (0.5 + Math.random() / 2)))
      log.warn(
        { outboxId: row.id, queue: row.queue, attempts: row.attempts, reason },
        'outbox: not delivered, will retry',
      )
      return null
    }
  }

  let unmarked: Delivered[] = []

  /**
   * Delivers what is due. What came through is marked by the transaction that takes the next rows, since the next one of
   * a queue can be taken only when the one before it is through.
   * @returns whether there may be more: call it until there is not
   */
  const deliverDue = async (): Promise<boolean> => {
    const rows = await acrossOrganizations(db, async (tx) => {
      await markDelivered(tx, unmarked)
      return claimOutbox(tx, { limit: BATCH, leaseSeconds: LEASE_SECONDS })
    })
    unmarked = []
    unmarked = (await Promise.all(rows.map(deliverOne))).filter((outcome) => outcome !== null)
    return unmarked.length > 0
  }

  return {
    deliverDue,

    /** Delivers until it is stopped, woken by every commit that adds a row. */
    start(databaseUrl: string): { stop(): Promise<void> } {
      const loop = startWokenLoop(databaseUrl, 'accord_outbox', {
        work: deliverDue,
        everyMs: LOOK_EVERY_MS,
        onError: (error) => log.error({ err: error }, 'outbox: the relay cannot reach PostgreSQL'),
      })
      return {
        async stop() {
          await loop.stop()
          // What cannot be marked any more is delivered again, and known by its id.
          await acrossOrganizations(db, (tx) => markDelivered(tx, unmarked)).catch(() => undefined)
        },
      }
    },
  }
}
