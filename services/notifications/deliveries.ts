import * as queries from '#db/queries/delivery-list.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import type { DeliveryShelf } from '#domain/notifications/delivery.ts'
import { describe } from '#domain/notifications/describe.ts'
import { failureInWords } from '#domain/notifications/failures.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { type Deps, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { WhichDeliveries } from './input.ts'

/** What became of an organization's messages, and what to do with those that could not be sent. */
export const deliveryService = (deps: Deps) => ({
  /** One page of the messages on a shelf, the newest first. Of a document that the actor may not read it says nothing. @throws forbidden */
  async list(actor: Actor, shelf: DeliveryShelf, asked: PageAsked = {}) {
    authorize(actor, 'settings.manage')
    return transact(deps, actor, async (tx) => {
      const total = await queries.countDeliveries(tx, actor.orgId, shelf)
      const { rows, ...place } = await readPage(asked, total, (page) =>
        queries.listDeliveries(tx, actor.orgId, readerOf(actor), shelf, page),
      )
      const deliveries = rows.map(({ delivery, notification, receiver, document }) => ({
        id: delivery.id,
        kind: notification.kind,
        title: describe({ ...notification, document }, { org: actor.orgSlug, timeZone: 'UTC' }).title,
        receiver,
        channel: delivery.channel,
        status: delivery.status,
        skipReason: delivery.skipReason,
        attempts: delivery.attempts,
        failure: delivery.lastError === null ? null : failureInWords(delivery.lastError),
        /** When it is tried next; null when nothing is to be tried. */
        nextAttemptAt: ['pending', 'sending'].includes(delivery.status) ? delivery.nextAttemptAt : null,
        writtenAt: notification.createdAt,
        sentAt: delivery.sentAt,
      }))
      return { deliveries, ...place }
    })
  },

  /** Sends messages that failed once more: those that are named, or all. @returns how many @throws forbidden */
  resend: (actor: Actor, given: WhichDeliveries): Promise<number> =>
    settle(deps, actor, given, 'organization.deliveries_resent', queries.resendFailed),

  /** Gives them up for good. @returns how many @throws forbidden */
  discard: (actor: Actor, given: WhichDeliveries): Promise<number> =>
    settle(deps, actor, given, 'organization.deliveries_discarded', queries.discardFailed),
})

/** Two admins at once count each message once: whoever comes second finds it failed no more. */
async function settle(
  deps: Deps,
  actor: Actor,
  given: WhichDeliveries,
  action: 'organization.deliveries_resent' | 'organization.deliveries_discarded',
  change: typeof queries.resendFailed,
): Promise<number> {
  authorize(actor, 'settings.manage')
  const { ids } = checked(WhichDeliveries, given)
  return transact(deps, actor, async (tx) => {
    const count = await change(tx, actor.orgId, ids ?? 'all')
    if (count > 0) {
      appendAudit(tx, actor, { at: deps.clock.now(), action, subjectId: actor.orgId, after: { count } })
    }
    return count
  })
}
