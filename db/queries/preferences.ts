import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { deliveries, notificationPreferences, notifications } from '#db/schema/index.ts'

export type PreferencesRow = typeof notificationPreferences.$inferSelect

const of = (orgId: string, membershipId: string) =>
  and(eq(notificationPreferences.orgId, orgId), eq(notificationPreferences.membershipId, membershipId))

/** What a member has chosen; null for nothing yet. */
export async function findPreferences(
  tx: Transaction,
  orgId: string,
  membershipId: string,
): Promise<PreferencesRow | null> {
  const [row] = await tx.select().from(notificationPreferences).where(of(orgId, membershipId))
  return row ?? null
}

/** The same row, made where there is none, and locked: two changes at once are made one after the other. */
export async function lockPreferences(tx: Transaction, orgId: string, membershipId: string): Promise<PreferencesRow> {
  const [row] = await tx
    .insert(notificationPreferences)
    .values({ orgId, membershipId })
    .onConflictDoUpdate({
      target: [notificationPreferences.orgId, notificationPreferences.membershipId],
      set: { membershipId },
    })
    .returning()
  if (!row) throw new Error('the row of preferences was not returned')
  return row
}

export async function savePreferences(tx: Transaction, row: PreferencesRow): Promise<void> {
  const { orgId, membershipId, ...chosen } = row
  await tx.update(notificationPreferences).set(chosen).where(of(orgId, membershipId))
}

/** Lets messages that wait for an hour of their receiver be looked at again, now that the hours may have changed. */
export async function lookAgain(tx: Transaction, orgId: string, membershipId: string): Promise<void> {
  const mine = tx
    .select({ id: notifications.id })
    .from(notifications)
    .where(and(eq(notifications.orgId, orgId), eq(notifications.membershipId, membershipId)))
  await tx
    .update(deliveries)
    .set({ nextAttemptAt: sql`now()` })
    .where(
      and(
        eq(deliveries.orgId, orgId),
        eq(deliveries.status, 'pending'),
        eq(deliveries.attempts, 0),
        inArray(deliveries.notificationId, mine),
      ),
    )
}
