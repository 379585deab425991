import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { campaignRecipients, deliveries, documents, notifications, signoffs } from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import type { SkipReason } from '#domain/notifications/delivery.ts'
import { DIGEST_KIND } from '#domain/notifications/digest.ts'
import type { DeliveryRow } from './deliveries.ts'
import { inMs } from './leases.ts'
import { titleFor, visibleTo } from './visibility.ts'

/** The most that one digest takes along; what is beyond goes with the next one. */
const MOST = 1_000

/**
 * Puts a delivery into the digest of a day, which is made where there is none yet. The digest is a notification with a
 * delivery of its own, one for each member and day by the key. Its row is locked, so its sender either comes later and finds
 * this delivery, or came before.
 * @returns whether it could be put there: not into a digest that is being sent, or was
 */
export async function putIntoDigest(
  tx: Transaction,
  { orgId, id, lease, channel }: DeliveryRow,
  digest: { membershipId: string; day: string; inMs: number },
): Promise<boolean> {
  const { membershipId, day } = digest
  const key = `digest/${day}`
  await tx.execute(sql`with made as (
      insert into ${notifications} (org_id, id, membership_id, kind, key, subject_type, subject_id, read_at)
      values (${orgId}, uuidv7(), ${membershipId}, ${DIGEST_KIND}, ${key}, 'membership', ${membershipId}, now())
      on conflict (org_id, membership_id, key) do nothing returning id)
    insert into ${deliveries} (org_id, id, notification_id, channel, next_attempt_at)
      select ${orgId}::uuid, uuidv7(), id, ${channel}, ${inMs(digest.inMs)} from made`)
  const [own] = await tx
    .select({ status: deliveries.status })
    .from(deliveries)
    .innerJoin(
      notifications,
      and(eq(notifications.orgId, deliveries.orgId), eq(notifications.id, deliveries.notificationId)),
    )
    .where(
      and(eq(notifications.orgId, orgId), eq(notifications.membershipId, membershipId), eq(notifications.key, key)),
    )
    .for('update', { of: deliveries })
  if (own?.status !== 'pending') return false
  await tx
    .update(deliveries)
    // To be put there is no attempt.
    .set({ status: 'digest', lease: null, attempts: sql`${deliveries.attempts} - 1` })
    .where(and(eq(deliveries.orgId, orgId), eq(deliveries.id, id), sql`${deliveries.lease} = ${lease}`))
  return true
}

/** What waits for a member's digest, the oldest first, each with its document as far as they may read it. */
export const linesOfDigest = (tx: Transaction, orgId: string, membershipId: string, reader: Reader) =>
  tx
    .select({
      deliveryId: deliveries.id,
      notification: notifications,
      document: { identifier: documents.identifier, title: titleFor(reader) },
      reviewDate: documents.nextReviewDate,
    })
    .from(deliveries)
    .innerJoin(
      notifications,
      and(eq(notifications.orgId, deliveries.orgId), eq(notifications.id, deliveries.notificationId)),
    )
    .leftJoin(
      documents,
      and(eq(documents.orgId, notifications.orgId), eq(documents.id, notifications.documentId), visibleTo(reader)),
    )
    .where(
      and(eq(deliveries.orgId, orgId), eq(deliveries.status, 'digest'), eq(notifications.membershipId, membershipId)),
    )
    .orderBy(notifications.id)
    .limit(MOST)

/** Those of some subjects with which the member is not done yet: requests to sign that are open, and campaigns. */
export async function openSubjects(
  tx: Transaction,
  orgId: string,
  membershipId: string,
  ids: string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const toSign = tx
    .select({ id: signoffs.id })
    .from(signoffs)
    .where(
      and(
        eq(signoffs.orgId, orgId),
        eq(signoffs.signerId, membershipId),
        eq(signoffs.status, 'pending'),
        inArray(signoffs.id, ids),
      ),
    )
  const toAccept = tx
    .select({ id: campaignRecipients.campaignId })
    .from(campaignRecipients)
    .where(
      and(
        eq(campaignRecipients.orgId, orgId),
        eq(campaignRecipients.membershipId, membershipId),
        eq(campaignRecipients.current, true),
        isNull(campaignRecipients.completedAt),
        isNull(campaignRecipients.leftAt),
        inArray(campaignRecipients.campaignId, ids),
      ),
    )
  return new Set((await toSign.unionAll(toAccept)).map(({ id }) => id))
}

/** What became of the deliveries that a digest had taken along. */
export interface Carried {
  sent: string[]
  skipped: { id: string; reason: SkipReason }[]
}

/** Writes that down. @param tx across organizations, in which the digest itself is settled */
export async function settleCarried(tx: Transaction, orgId: string, { sent, skipped }: Carried): Promise<void> {
  const these = (ids: string[]) =>
    and(eq(deliveries.orgId, orgId), eq(deliveries.status, 'digest'), inArray(deliveries.id, ids))
  if (sent.length > 0)
    await tx.update(deliveries).set({ status: 'sent', sentAt: sql`now()`, answer: 'In the digest' }).where(these(sent))
  for (const reason of new Set(skipped.map((row) => row.reason))) {
    const ids = skipped.filter((row) => row.reason === reason).map(({ id }) => id)
    await tx.update(deliveries).set({ status: 'skipped', skipReason: reason }).where(these(ids))
  }
}
