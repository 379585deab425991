import type { Logger } from 'pino'
import { acrossOrganizations, type Database, type Transaction, withActor } from '#db/client.ts'
import { type DeliveryOutcome, type DeliveryRow, settleDelivery, takeDeliveries } from '#db/queries/deliveries.ts'
import { putIntoDigest } from '#db/queries/digests.ts'
import { assertNever } from '#domain/assert.ts'
import { DELIVERY_RETRY } from '#domain/notifications/delivery.ts'
import { digestAfter, nextDigest } from '#domain/notifications/digest.ts'
import { type Clock, systemClock } from '../ports.ts'
import { createQueue, type Outcome } from '../queue.ts'
import type { ChannelPorts } from './channels/channel.ts'
import { openChannels } from './channels/index.ts'
import { messageOf } from './message.ts'

/** Messages on their way at once. */
const SLOTS = 10
/** Longer than a channel waits for its server, so that a slow message is not sent twice at once. */
const LEASE_MS = 60_000

export interface DeliveryDeps extends ChannelPorts {
  db: Database
  publicUrl: string
  log: Logger
  /** By which hours of people that want none are kept. */
  clock?: Clock
}

/**
 * Sends notifications through their channels, each at least once. A message is repeated only if its sender died after the
 * server may have had it and before its answer was stored: then with the same key, by which mail programs recognize it.
 */
export function createDelivery({ db, publicUrl, log, clock = systemClock, ...ports }: DeliveryDeps) {
  const channels = openChannels(ports)

  const sendOne = async (row: DeliveryRow): Promise<DeliveryOutcome> => {
    const binding = { orgId: row.orgId, userId: null }
    const now = clock.now()
    const decided = await withActor(db, binding, (tx) => messageOf(tx, row, { publicUrl, now }))
    if ('skip' in decided) return { status: 'skipped', reason: decided.skip, carried: decided.carried }
    if ('until' in decided) return { status: 'held', forMs: decided.until.getTime() - now.getTime() }
    if ('digestOf' in decided) {
      await withActor(db, binding, (tx) => collect(tx, row, decided, now))
      return { status: 'collected' }
    }
    const send = channels.get(row.channel)
    if (!send) throw new Error(`there is no channel ${row.channel}`)
    if (row.repeats > 0)
      log.warn({ deliveryId: row.id, repeats: row.repeats }, 'notification: sent again, after a crash')
    return { status: 'sent', answer: (await send(decided.send)) ?? null, carried: decided.carried }
  }

  return createQueue<DeliveryRow, DeliveryOutcome>({
    slots: SLOTS,
    storesAtOnce: true,
    retry: DELIVERY_RETRY,
    exchange: (settled, free) =>
      acrossOrganizations(db, async (tx) => {
        for (const { job, outcome } of settled) await settleDelivery(tx, job, deliveryOutcome(outcome))
        return free > 0 ? takeDeliveries(tx, free, LEASE_MS) : []
      }),
    // A message that cannot be written is tried again like one that cannot be sent.
    work: sendOne,
    onFailure: ({ id, channel, attempts }, _outcome, err) =>
      log.warn({ deliveryId: id, channel, attempts, err }, 'notification: not sent'),
    channel: 'accord_deliveries',
    onError: (error) => log.error({ err: error }, 'notifications: delivery cannot reach PostgreSQL'),
  })
}

/** Puts a delivery into the next digest of its receiver: the one of the day after, where today's is under way. */
async function collect(
  tx: Transaction,
  row: DeliveryRow,
  { digestOf, hour, timeZone }: { digestOf: string; hour: number; timeZone: string },
  now: Date,
): Promise<void> {
  let { day, at } = nextDigest(now, hour, timeZone)
  const into = () => ({ membershipId: digestOf, day, inMs: at.getTime() - now.getTime() })
  while (!(await putIntoDigest(tx, row, into()))) ({ day, at } = digestAfter(day, hour, timeZone))
}

/** The outcome of a job in the words of the table. */
function deliveryOutcome(outcome: Outcome<DeliveryOutcome>): DeliveryOutcome {
  switch (outcome.state) {
    case 'done':
      return outcome.done
    case 'retry':
      return { status: 'pending', error: outcome.error, retryMs: outcome.retryMs }
    case 'failed':
      return { status: 'failed', error: outcome.error }
    default:
      return assertNever(outcome)
  }
}
