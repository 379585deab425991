import type { Logger } from 'pino'
import { acrossOrganizations, type Database, withActor } from '#db/client.ts'
import { claimDeliveries, type DeliveryOutcome, type DeliveryRow, settleDelivery } from '#db/queries/deliveries.ts'
import { startWokenLoop } from '../loop.ts'
import type { ChannelPorts } from './channels/channel.ts'
import { openChannels } from './channels/index.ts'
import { messageOf } from './message.ts'

const BATCH = 10
/** Longer than a channel waits for its server, so that a slow message is not sent twice at once. */
const LEASE_SECONDS = 60
const LOOK_EVERY_MS = 5_000
/** From a quarter of a minute to an hour: about a day in all, then somebody must look. */
const RETRY_SECONDS = { first: 15, most: 3_600 }
const MOST_ATTEMPTS = 30

export interface DeliveryDeps extends ChannelPorts {
  db: Database
  publicUrl: string
  log: Logger
}

/**
 * Sends notifications through their channels, each once. After a crash a message may be repeated with the same key, by
 * which a mail server can recognize it.
 */
export function createDelivery({ db, publicUrl, log, ...ports }: DeliveryDeps) {
  const channels = openChannels(ports)

  const sendOne = async (row: DeliveryRow): Promise<DeliveryOutcome> => {
    const binding = { orgId: row.orgId, userId: null }
    const message = await withActor(db, binding, (tx) => messageOf(tx, row, publicUrl))
    if ('skip' in message) return { status: 'skipped', reason: message.skip }
    const send = channels.get(row.channel)
    if (!send) throw new Error(`there is no channel ${row.channel}`)
    await send(message)
    return { status: 'sent' }
  }

  /** The outcome of one delivery. A message that cannot be written is tried again like one that cannot be sent. */
  const attempt = (row: DeliveryRow): Promise<DeliveryOutcome> =>
    sendOne(row).catch((error) => {
      const reason = error instanceof Error ? error.message : String(error)
      log.warn({ deliveryId: row.id, channel: row.channel, attempts: row.attempts, reason }, 'notification: not sent')
      if (row.attempts >= MOST_ATTEMPTS) return { status: 'failed', error: reason }
      const retrySeconds = Math.min(RETRY_SECONDS.first * 2 ** (row.attempts - 1), RETRY_SECONDS.most)
      return { status: 'pending', error: reason, retrySeconds }
    })

  const deliver = async (row: DeliveryRow): Promise<void> => {
    const outcome = await attempt(row)
    await acrossOrganizations(db, (tx) => settleDelivery(tx, row, outcome))
  }

  /** Sends what is due. @returns whether there may be more */
  const sendDue = async (): Promise<boolean> => {
    const claim = { limit: BATCH, leaseSeconds: LEASE_SECONDS }
    const rows = await acrossOrganizations(db, (tx) => claimDeliveries(tx, claim))
    await Promise.all(rows.map(deliver))
    return rows.length === BATCH
  }

  return {
    sendDue,

    /** Sends until it is stopped, woken by every commit that adds a delivery. */
    start: (databaseUrl: string) =>
      startWokenLoop(databaseUrl, 'accord_deliveries', {
        work: sendDue,
        everyMs: LOOK_EVERY_MS,
        onError: (error) => log.error({ err: error }, 'notifications: delivery cannot reach PostgreSQL'),
      }),
  }
}
