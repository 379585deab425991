import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { deliveries, memberships, notifications, organizations } from '#db/schema/index.ts'

export type DeliveryRow = typeof deliveries.$inferSelect

/**
 * Takes mails that are due, oldest first. One that is being sent and was not marked within the lease is taken again:
 * whoever had it is gone. Needs the role that works across organizations.
 */
export async function claimDeliveries(
  tx: Transaction,
  { limit, leaseSeconds }: { limit: number; leaseSeconds: number },
): Promise<DeliveryRow[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from deliveries
    where status in ('pending', 'sending') and next_attempt_at <= now()
    order by next_attempt_at, id limit ${limit} for update skip locked`)
  if (rows.length === 0) return []
  return tx
    .update(deliveries)
    .set({
      status: 'sending',
      attempts: sql`${deliveries.attempts} + 1`,
      nextAttemptAt: sql`now() + make_interval(secs => ${leaseSeconds})`,
    })
    .where(
      inArray(
        deliveries.id,
        rows.map(({ id }) => id),
      ),
    )
    .returning()
}

export type DeliveryOutcome =
  | { status: 'sent' }
  | { status: 'failed'; error: string }
  | { status: 'pending'; error: string; retrySeconds: number }

/** Records the result of sending a mail, unless another process has claimed it since: then the number of attempts differs. */
export async function settleDelivery(tx: Transaction, row: DeliveryRow, outcome: DeliveryOutcome): Promise<void> {
  await tx
    .update(deliveries)
    .set({
      status: outcome.status,
      sentAt: outcome.status === 'sent' ? sql`now()` : null,
      lastError: outcome.status === 'sent' ? null : outcome.error,
      ...(outcome.status === 'pending'
        ? { nextAttemptAt: sql`now() + make_interval(secs => ${outcome.retrySeconds})` }
        : {}),
    })
    .where(and(eq(deliveries.orgId, row.orgId), eq(deliveries.id, row.id), eq(deliveries.attempts, row.attempts)))
}

/** The content and the receiver of a mail; null when the notification was deleted with its document. */
export async function mailOf(tx: Transaction, delivery: DeliveryRow) {
  const [row] = await tx
    .select({
      kind: notifications.kind,
      facts: notifications.facts,
      path: notifications.path,
      documentId: notifications.documentId,
      membershipId: memberships.id,
      roles: memberships.roles,
      name: memberships.name,
      email: memberships.email,
      memberStatus: memberships.status,
      timeZone: sql<string>`coalesce(${memberships.timeZone}, ${organizations.timeZone})`,
      slug: organizations.slug,
      organization: organizations.name,
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
