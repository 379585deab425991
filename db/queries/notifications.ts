import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { deliveries, documents, notifications } from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import { titleFor, visibleTo } from './visibility.ts'

export type NotificationRow = typeof notifications.$inferSelect

/** A person's notifications, newest first, with the state of their mail, and their document while it is theirs to see. */
export const listNotifications = (
  tx: Transaction,
  orgId: string,
  membershipId: string,
  reader: Reader,
  page: { limit: number; before?: string; unreadOnly?: boolean },
) =>
  tx
    .select({
      id: notifications.id,
      kind: notifications.kind,
      facts: notifications.facts,
      path: notifications.path,
      createdAt: notifications.createdAt,
      readAt: notifications.readAt,
      documentId: notifications.documentId,
      identifier: documents.identifier,
      title: titleFor(reader),
      delivery: deliveries.status,
      deliveryError: deliveries.lastError,
      sentAt: deliveries.sentAt,
    })
    .from(notifications)
    .leftJoin(
      documents,
      and(eq(documents.orgId, notifications.orgId), eq(documents.id, notifications.documentId), visibleTo(reader)),
    )
    .leftJoin(
      deliveries,
      and(eq(deliveries.orgId, notifications.orgId), eq(deliveries.notificationId, notifications.id)),
    )
    .where(
      and(
        eq(notifications.orgId, orgId),
        eq(notifications.membershipId, membershipId),
        page.unreadOnly ? isNull(notifications.readAt) : undefined,
        // Ids are UUIDv7: their order is the order of time.
        page.before ? sql`${notifications.id} < ${page.before}` : undefined,
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(page.limit)

export type ListedNotification = Awaited<ReturnType<typeof listNotifications>>[number]

export async function countUnread(tx: Transaction, orgId: string, membershipId: string): Promise<number> {
  const [row] = await tx
    .select({ n: sql<number>`count(*)::int` })
    .from(notifications)
    .where(
      and(eq(notifications.orgId, orgId), eq(notifications.membershipId, membershipId), isNull(notifications.readAt)),
    )
  return row?.n ?? 0
}

/** Marks one notification, or all of a person's, as read. */
export async function markRead(
  tx: Transaction,
  orgId: string,
  membershipId: string,
  id: string | 'all',
  at: Date,
): Promise<void> {
  await tx
    .update(notifications)
    .set({ readAt: at })
    .where(
      and(
        eq(notifications.orgId, orgId),
        eq(notifications.membershipId, membershipId),
        isNull(notifications.readAt),
        id === 'all' ? undefined : eq(notifications.id, id),
      ),
    )
}
