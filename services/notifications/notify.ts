import type { Transaction } from '#db/client.ts'
import { deliveries, notifications } from '#db/schema/index.ts'
import type { NotificationKind } from '#domain/notifications.ts'

export interface News {
  kind: NotificationKind
  /** What this is about: the same cause never tells a person twice, however often a step is tried again. */
  key: string
  documentId: string
  /** Facts for the sentence; never content. */
  facts: Record<string, string | number | null>
  /** Address inside the organization, as `/documents/POL-AC-001`. */
  path: string
}

/** Tells people, in the transaction of what happened: a row for the notification center and one for the mail. */
export async function notify(
  tx: Transaction,
  orgId: string,
  recipients: readonly (string | null | undefined)[],
  news: News,
  at: Date,
): Promise<void> {
  const people = [...new Set(recipients.filter((id): id is string => typeof id === 'string'))]
  if (people.length === 0) return
  const told = await tx
    .insert(notifications)
    .values(people.map((membershipId) => ({ orgId, membershipId, createdAt: at, ...news })))
    .onConflictDoNothing()
    .returning({ id: notifications.id })
  if (told.length === 0) return
  // Mail goes out by the real clock, also when a workflow's own time runs ahead.
  await tx.insert(deliveries).values(told.map(({ id }) => ({ orgId, notificationId: id, channel: 'email' as const })))
}
