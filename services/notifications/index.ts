import { countUnread, type ListedNotification, listNotifications, markRead } from '#db/queries/notifications.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import { DomainError } from '#domain/errors.ts'
import { describe } from '#domain/notifications/describe.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'

/** A notification in the words of its receiver. Of a document that is kept from them it says nothing. */
const inWords = ({ timeZone, ...row }: ListedNotification, org: string) => ({
  ...row,
  facts: row.documentId !== null && row.document === null ? {} : row.facts,
  ...describe(row, { org, timeZone }),
})

export const notificationService = (deps: Deps) => ({
  /** The actor's own notifications, newest first. `next` is the cursor of the page after. */
  async list(actor: Actor, page: { limit: number; before?: string; unreadOnly?: boolean }) {
    const me = memberOf(actor)
    return transact(deps, actor, async (tx) => {
      const rows = await listNotifications(tx, actor.orgId, me, readerOf(actor), { ...page, limit: page.limit + 1 })
      const shown = rows.slice(0, page.limit).map((row) => inWords(row, actor.orgSlug))
      return {
        notifications: shown,
        next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
        unread: await countUnread(tx, actor.orgId, me),
      }
    })
  },

  /** Marks one of the actor's notifications as read. @returns the page that it leads to @throws not_found */
  open: (actor: Actor, id: string): Promise<string> =>
    transact(deps, actor, async (tx) => {
      const me = memberOf(actor)
      const [row] = await listNotifications(tx, actor.orgId, me, readerOf(actor), { id, limit: 1 })
      if (!row) throw new DomainError('not_found')
      await markRead(tx, actor.orgId, me, id, deps.clock.now())
      return inWords(row, actor.orgSlug).address
    }),

  /** Marks one, or all, of the actor's notifications as read. Others' are not found by it. */
  async read(actor: Actor, id: string | 'all'): Promise<void> {
    await transact(deps, actor, (tx) => markRead(tx, actor.orgId, memberOf(actor), id, deps.clock.now()))
  },
})

export type NotificationService = ReturnType<typeof notificationService>
