import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import {
  deliveries,
  documents,
  memberships,
  notificationPreferences,
  notifications,
  organizations,
} from '#db/schema/index.ts'
import { assertNever } from '#domain/assert.ts'
import type { Reader } from '#domain/documents/access.ts'
import type { SkipReason } from '#domain/notifications/delivery.ts'
import { type Carried, settleCarried } from './digests.ts'
import { givenBack, inMs, lockDue, taken } from './leases.ts'
import { timeZoneOfMember } from './memberships.ts'
import { titleFor, visibleTo } from './visibility.ts'

export type DeliveryRow = typeof deliveries.$inferSelect

/**
 * Takes deliveries that are due: by priority, then the oldest first. One that was `sending` all through its lease lost its sender
 * somewhere between the first byte and the answer of the server: it is taken again, under the same message id, and counted as a
 * repeat. Needs the role that works across organizations.
 */
export async function takeDeliveries(tx: Transaction, limit: number, leaseMs: number): Promise<DeliveryRow[]> {
  const where = inArray(deliveries.status, ['pending', 'sending'])
  const ids = await lockDue(tx, deliveries, limit, { where, first: [deliveries.priority] })
  if (ids.length === 0) return []
  return tx
    .update(deliveries)
    .set({
      ...taken(deliveries, leaseMs),
      status: 'sending',
      repeats: sql`${deliveries.repeats} + (${deliveries.status} = 'sending')::int`,
    })
    .where(inArray(deliveries.id, ids))
    .returning()
}

export type DeliveryOutcome =
  | { status: 'held'; forMs: number }
  /** It was put into a digest, and given back with that. */
  | { status: 'collected' }
  | { status: 'sent'; answer: string | null; carried?: Carried }
  | { status: 'skipped'; reason: SkipReason; carried?: Carried }
  | { status: 'failed'; error: string }
  | { status: 'pending'; error: string; retryMs: number }

/** Writes the outcome of a delivery if it is still held: its lease may be over, and another sender may have taken it. */
export async function settleDelivery(tx: Transaction, row: DeliveryRow, outcome: DeliveryOutcome): Promise<void> {
  if (outcome.status === 'collected') return
  const { rowCount } = await tx
    .update(deliveries)
    .set({ status: outcome.status === 'held' ? 'pending' : outcome.status, ...changesOf(outcome) })
    .where(and(eq(deliveries.orgId, row.orgId), eq(deliveries.id, row.id), sql`${deliveries.lease} = ${row.lease}`))
  if (rowCount === 1 && 'carried' in outcome && outcome.carried) await settleCarried(tx, row.orgId, outcome.carried)
}

function changesOf(outcome: Exclude<DeliveryOutcome, { status: 'collected' }>) {
  switch (outcome.status) {
    // To wait is no attempt.
    case 'held':
      return { lease: null, nextAttemptAt: inMs(outcome.forMs), attempts: sql`${deliveries.attempts} - 1` }
    case 'sent':
      return { lease: null, lastError: null, sentAt: sql`now()`, answer: outcome.answer }
    case 'skipped':
      return { lease: null, lastError: null, skipReason: outcome.reason }
    case 'failed':
      return { lease: null, lastError: outcome.error }
    case 'pending':
      return givenBack(outcome.error, outcome.retryMs)
    default:
      return assertNever(outcome)
  }
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
      organization: { slug: organizations.slug, name: organizations.name, settings: organizations.settings },
      timeZone: timeZoneOfMember,
      preferences: notificationPreferences,
    })
    .from(notifications)
    .innerJoin(
      memberships,
      and(eq(memberships.orgId, notifications.orgId), eq(memberships.id, notifications.membershipId)),
    )
    .innerJoin(organizations, eq(organizations.id, notifications.orgId))
    .leftJoin(
      notificationPreferences,
      and(
        eq(notificationPreferences.orgId, notifications.orgId),
        eq(notificationPreferences.membershipId, notifications.membershipId),
      ),
    )
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
