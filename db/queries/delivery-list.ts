import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { deliveries, documents, memberships, notifications } from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import { DELIVERY_SHELVES, type DeliveryShelf } from '#domain/notifications/delivery.ts'
import { titleFor, visibleTo } from './visibility.ts'

/** A count goes no further than this: a list of so many is read by nobody to its end. */
const MOST_COUNTED = 10_000

const onShelf = (orgId: string, shelf: DeliveryShelf) =>
  and(eq(deliveries.orgId, orgId), inArray(deliveries.status, [...DELIVERY_SHELVES[shelf]]))

export async function countDeliveries(tx: Transaction, orgId: string, shelf: DeliveryShelf): Promise<number> {
  const some = tx.select({ id: deliveries.id }).from(deliveries).where(onShelf(orgId, shelf)).limit(MOST_COUNTED)
  const [row] = await tx.select({ n: sql<number>`count(*)::int` }).from(some.as('some'))
  return row?.n ?? 0
}

/** A page of deliveries, the newest first, with receivers, and with documents as far as the reader may read them. */
export const listDeliveries = (
  tx: Transaction,
  orgId: string,
  reader: Reader,
  shelf: DeliveryShelf,
  { limit, offset, after }: PageOfRows,
) =>
  tx
    .select({
      delivery: deliveries,
      notification: notifications,
      receiver: { id: memberships.id, name: memberships.name },
      document: { identifier: documents.identifier, title: titleFor(reader) },
    })
    .from(deliveries)
    .innerJoin(
      notifications,
      and(eq(notifications.orgId, deliveries.orgId), eq(notifications.id, deliveries.notificationId)),
    )
    .innerJoin(
      memberships,
      and(eq(memberships.orgId, notifications.orgId), eq(memberships.id, notifications.membershipId)),
    )
    .leftJoin(
      documents,
      and(eq(documents.orgId, notifications.orgId), eq(documents.id, notifications.documentId), visibleTo(reader)),
    )
    .where(and(onShelf(orgId, shelf), after ? lt(deliveries.id, after) : undefined))
    .orderBy(desc(deliveries.id))
    .limit(limit)
    .offset(offset)

/** Those that failed: some by their ids, or all. */
const failed = (orgId: string, ids: string[] | 'all') =>
  and(
    eq(deliveries.orgId, orgId),
    eq(deliveries.status, 'failed'),
    ids === 'all' ? undefined : inArray(deliveries.id, ids),
  )

/** Sends messages that failed once more, with all attempts before them. @returns how many */
export async function resendFailed(tx: Transaction, orgId: string, ids: string[] | 'all'): Promise<number> {
  const { rowCount } = await tx
    .update(deliveries)
    .set({ status: 'pending', attempts: 0, nextAttemptAt: sql`now()`, lease: null })
    .where(failed(orgId, ids))
  return rowCount ?? 0
}

/** Gives messages up for good. @returns how many */
export async function discardFailed(tx: Transaction, orgId: string, ids: string[] | 'all'): Promise<number> {
  const { rowCount } = await tx
    .update(deliveries)
    .set({ status: 'skipped', skipReason: 'discarded' })
    .where(failed(orgId, ids))
  return rowCount ?? 0
}
