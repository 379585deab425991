import type { Logger } from 'pino'
import { acrossOrganizations, type Database, withActor } from '#db/client.ts'
import {
  claimDeliveries,
  type DeliveryOutcome,
  type DeliveryRow,
  mailOf,
  settleDelivery,
} from '#db/queries/deliveries.ts'
import { findDocument } from '#db/queries/documents.ts'
import { memberReader } from '#domain/documents/access.ts'
import { isRole } from '#domain/roles.ts'
import { startWokenLoop } from '../loop.ts'
import { renderMail } from '../mail-template/index.ts'
import type { Mail, Mailer } from '../ports.ts'
import { mailTemplateOf } from './mail-template.ts'

const BATCH = 10
/** Longer than the mailer waits for its server, so that a slow mail is not sent twice at once. */
const LEASE_SECONDS = 60
const LOOK_EVERY_MS = 5_000
/** From a quarter of a minute to an hour: about a day in all, then somebody must look. */
const RETRY_SECONDS = { first: 15, most: 3_600 }
const MOST_ATTEMPTS = 30

export interface DeliveryDeps {
  db: Database
  mailer: Mailer
  publicUrl: string
  log: Logger
}

/** Sends the mails of notifications: each once as far as the mail server can tell, by the key in its Message-ID. */
export function createDelivery({ db, mailer, publicUrl, log }: DeliveryDeps) {
  const mailFor = (row: DeliveryRow): Promise<Mail | { unwanted: string }> =>
    withActor(db, { orgId: row.orgId, userId: null }, async (tx) => {
      const found = await mailOf(tx, row)
      // Whoever left the organization hears no more of it, nor anybody of what they may not read by now.
      if (found?.memberStatus !== 'active') return { unwanted: 'The recipient is no longer a member.' }
      const reader = memberReader(found.membershipId, found.roles.filter(isRole))
      if (found.documentId !== null && !(await findDocument(tx, row.orgId, reader, found.documentId)))
        return { unwanted: 'The document is not for the recipient to read.' }
      const parts = await mailTemplateOf(tx, row.orgId, found, `${publicUrl}/${found.slug}`)
      return renderMail({ ...parts, key: row.notificationId })
    })

  /** What becomes of one mail. One that cannot be written is like one that cannot be sent: it keeps no other back. */
  const attempt = async (row: DeliveryRow): Promise<DeliveryOutcome> => {
    try {
      const mail = await mailFor(row)
      if ('unwanted' in mail) return { status: 'failed', error: mail.unwanted }
      await mailer.send(mail)
      return { status: 'sent' }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      log.warn({ deliveryId: row.id, attempts: row.attempts, reason }, 'mail: not sent')
      if (row.attempts >= MOST_ATTEMPTS) return { status: 'failed', error: reason }
      const retrySeconds = Math.min(RETRY_SECONDS.first * 2 ** (row.attempts - 1), RETRY_SECONDS.most)
      return { status: 'pending', error: reason, retrySeconds }
    }
  }

  const send = async (row: DeliveryRow): Promise<void> => {
    const outcome = await attempt(row)
    await acrossOrganizations(db, (tx) => settleDelivery(tx, row, outcome))
  }

  /** Sends what is due. @returns whether there may be more */
  const sendDue = async (): Promise<boolean> => {
    const claim = { limit: BATCH, leaseSeconds: LEASE_SECONDS }
    const rows = await acrossOrganizations(db, (tx) => claimDeliveries(tx, claim))
    await Promise.all(rows.map(send))
    return rows.length === BATCH
  }

  return {
    sendDue,

    /** Sends until it is stopped, woken by every commit that adds a mail. */
    start: (databaseUrl: string) =>
      startWokenLoop(databaseUrl, 'accord_deliveries', {
        work: sendDue,
        everyMs: LOOK_EVERY_MS,
        onError: (error) => log.error({ err: error }, 'mail: delivery cannot reach PostgreSQL'),
      }),
  }
}
