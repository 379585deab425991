import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { deliveries, documents, memberships, notifications, organizations } from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import type { SkipReason } from '#domain/notifications/delivery.ts'
import { inMs, lockDue } from './leases.ts'
import { timeZoneOfMember } from './memberships.ts'
import { titleFor, visibleTo } from './visibility.ts'

export type DeliveryRow = typeof deliveries.$inferSelect

/**
 * Takes deliveries that are due: by priority, then the oldest first. One that is being sent and was not marked within
 * the lease is taken again, since its sender is gone. Needs the role that works across organizations.
 */
export async function takeDeliveries(tx: Transaction, limit: number, leaseMs: number): Promise<DeliveryRow[]> {
  const where = inArray(deliveries.status, ['pending', 'sending'])
  const ids = await lockDue(tx, deliveries, limit, { where, first: [deliveries.priority] })
  if (ids.length === 0) return []
  return tx
    .update(deliveries)
    .set({ status: 'sending', attempts: sql`${deliveries.attempts} + 1`, nextAttemptAt: inMs(leaseMs) })
    .where(inArray(deliveries.id, ids))
    .returning()
}

export type DeliveryOutcome =
  | { status: 'sent' }
  | { status: 'skipped'; reason: SkipReason }
  | { status: 'failed'; error: string }
  | { status: 'pending'; error: string; retryMs: number }

/** Writes the outcome of a delivery, unless another sender has taken it since: then the number of attempts differs. */
export async function settleDelivery(tx: Transaction, row: DeliveryRow, outcome: DeliveryOutcome): Promise<void> {
  await tx
    .update(deliveries)
    .set({
      status: outcome.status,
      sentAt: outcome.status === 'sent' ? sql`now()` : null,
      skipReason: outcome.status === 'skipped' ? outcome.reason : null,
      lastError: 'error' in outcome ? outcome.error : null,
      ...(outcome.status === 'pending' ? { nextAttemptAt: inMs(outcome.retryMs) } : {}),
    })
    .where(and(eq(deliveries.orgId, row.orgId), eq(deliveries.id, row.id), eq(deliveries.attempts, row.attempts)))
}

/** The notification of a delivery, with its receiver and their organization; null when it was deleted with its document. */
export async function notificationOf(tx: Transaction, delivery: DeliveryRow) {
  const [row] = await tx
    .select({
      notification: notifications,
      member: {
        id: memberships.id,
        name: memberships.name,
        email: memberships.email,
        roles: memberships.roles,
        status: memberships.status,
      },
      organization: { slug: organizations.slug, name: organizations.name },
      timeZone: timeZoneOfMember,
    })
    .from(notifications)
    .innerJoin(
      memberships,
      and(eq(memberships.orgId, notifications.orgId), eq(memberships.id, notifications.membershipId)),
    )
    .innerJoin(organizations, eq(organizations.id, notifications.orgId))
    .where(and(eq(notifications.orgId, delivery.orgId), eq(notifications.id, delivery.notificationId)))
  return row ?? null
}

/** The name of a document for its reader; null when they may not read it. */
export async function documentFor(tx: Transaction, orgId: string, reader: Reader, documentId: string) {
  const [row] = await tx
    .select({ identifier: documents.identifier, title: titleFor(reader) })
    .from(documents)
    .where(and(eq(documents.orgId, orgId), eq(documents.id, documentId), visibleTo(reader)))
  return row ?? null
}
