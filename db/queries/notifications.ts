import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import {
  deliveries,
  documents,
  memberships,
  notificationPreferences,
  notifications,
  organizations,
} from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import type { DeliveryStatus } from '#domain/notifications/delivery.ts'
import { DIGEST_KIND } from '#domain/notifications/digest.ts'
import { timeZoneOfMember } from './memberships.ts'
import { titleFor, visibleTo } from './visibility.ts'

/** What became of a notification in one channel. */
export interface ChannelState {
  channel: string
  status: DeliveryStatus
}

/** A person's notifications, newest first, each with its deliveries, and with its document as far as they may read it. */
export const listNotifications = (
  tx: Transaction,
  orgId: string,
  membershipId: string,
  reader: Reader,
  page: { limit: number; before?: string; unreadOnly?: boolean; id?: string },
) =>
  tx
    .select({
      id: notifications.id,
      kind: notifications.kind,
      facts: notifications.facts,
      subjectType: notifications.subjectType,
      subjectId: notifications.subjectId,
      createdAt: notifications.createdAt,
      readAt: notifications.readAt,
      documentId: notifications.documentId,
      document: { identifier: documents.identifier, title: titleFor(reader) },
      timeZone: timeZoneOfMember,
      deliveries: sql<
        ChannelState[]
      >`(select coalesce(json_agg(json_build_object('channel', channel, 'status', status)), '[]')
        from ${deliveries} d where d.org_id = ${notifications.orgId} and d.notification_id = ${notifications.id})`,
    })
    .from(notifications)
    .innerJoin(
      memberships,
      and(eq(memberships.orgId, notifications.orgId), eq(memberships.id, notifications.membershipId)),
    )
    .innerJoin(organizations, eq(organizations.id, notifications.orgId))
    .leftJoin(
      documents,
      and(eq(documents.orgId, notifications.orgId), eq(documents.id, notifications.documentId), visibleTo(reader)),
    )
    .where(
      and(
        eq(notifications.orgId, orgId),
        eq(notifications.membershipId, membershipId),
        page.unreadOnly ? isNull(notifications.readAt) : undefined,
        // One that is asked for by its id comes from a link in a mail.
        page.id ? eq(notifications.id, page.id) : isShown(orgId, membershipId),
        // Ids are UUIDv7: their order is the order of time.
        page.before ? sql`${notifications.id} < ${page.before}` : undefined,
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(page.limit)

export type ListedNotification = Awaited<ReturnType<typeof listNotifications>>[number]

/** Kinds that the person keeps out of the notification center are in none of its lists, nor is the digest of them. */
const isShown = (orgId: string, membershipId: string) =>
  sql`${notifications.kind} <> ${DIGEST_KIND} and ${notifications.kind} <> all (coalesce((select ${notificationPreferences.hiddenKinds} from ${notificationPreferences}
    where ${notificationPreferences.orgId} = ${orgId} and ${notificationPreferences.membershipId} = ${membershipId}), '{}'))`

export async function countUnread(tx: Transaction, orgId: string, membershipId: string): Promise<number> {
  const [row] = await tx
    .select({ n: sql<number>`count(*)::int` })
    .from(notifications)
    .where(
      and(
        eq(notifications.orgId, orgId),
        eq(notifications.membershipId, membershipId),
        isNull(notifications.readAt),
        isShown(orgId, membershipId),
      ),
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
