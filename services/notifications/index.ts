import { uuidv7 } from 'uuidv7'
import type { Transaction } from '#db/client.ts'
import { countUnread, type ListedNotification, listNotifications, markRead } from '#db/queries/notifications.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import type { NotificationKind } from '#domain/notifications.ts'
import { pendingEffectsOf } from '../pending-effects.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'

export interface Telling {
  kind: NotificationKind
  /** Says what this is about ("signoff/{id}/reminder/2"): the same key never tells a person twice. */
  key: string
  documentId?: string
  /** What the sentence needs: names, labels, dates; never content. */
  facts?: Record<string, string | number | null>
  /** Where it leads, inside the organization: "/sign/…". */
  path: string
}

/**
 * Tells people of something, with all that comes of the transaction: in the notification center and by mail.
 * @param to memberships; the same person named twice is told once
 */
export function notify(tx: Transaction, orgId: string, to: readonly string[], telling: Telling, at: Date): void {
  for (const person of new Set(to)) {
    const { kind, key, documentId = null, facts = {}, path } = telling
    const row = { id: uuidv7(), membershipId: person, kind, key, documentId, facts, path, createdAt: at }
    pendingEffectsOf(tx, orgId).notifications.push(row)
  }
}

/** Of a document that is kept from its reader by now a notification says no more than that it was sent. */
const withoutSecrets = (row: ListedNotification): ListedNotification =>
  row.documentId === null || row.identifier !== null ? row : { ...row, facts: {}, path: '/notifications' }

export const notificationService = (deps: Deps) => ({
  /** The actor's own notifications, newest first. `next` is the cursor of the page after. */
  async list(actor: Actor, page: { limit: number; before?: string; unreadOnly?: boolean }) {
    const me = memberOf(actor)
    return transact(deps, actor, async (tx) => {
      const rows = await listNotifications(tx, actor.orgId, me, readerOf(actor), { ...page, limit: page.limit + 1 })
      const shown = rows.slice(0, page.limit).map(withoutSecrets)
      return {
        notifications: shown,
        next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
        unread: await countUnread(tx, actor.orgId, me),
      }
    })
  },

  /** Marks one, or all, of the actor's notifications as read. Others' are not found by it. */
  async read(actor: Actor, id: string | 'all'): Promise<void> {
    await transact(deps, actor, (tx) => markRead(tx, actor.orgId, memberOf(actor), id, deps.clock.now()))
  },
})

export type NotificationService = ReturnType<typeof notificationService>
