import type { Transaction } from '#db/client.ts'
import type { Audience } from '#domain/notifications/audience.ts'
import { PRIORITIES } from '#domain/notifications/delivery.ts'
import { type FactsOf, NOTIFICATION_KINDS, type NotificationKind } from '#domain/notifications/registry.ts'
import { newId } from '../ids.ts'
import { pendingEffectsOf } from '../pending-effects.ts'
import { CHANNEL_NAMES } from './channels/index.ts'

/** What people are notified of; its kind says which facts it needs and which type of subject it has. */
export interface Notice<K extends NotificationKind = NotificationKind> {
  kind: K
  /** Names the cause ("signoff/{id}/reminder/2"). A member gets one notification of one cause, however often it is given. */
  key: string
  /** Of the row that the notification is about; its kind says of which type. */
  subjectId: string
  /** Whoever may not read this document gets no message, and a notification that says nothing of it. */
  documentId: string | null
  facts: FactsOf<K>
}

/**
 * Notifies members, in the notification center and through every channel. The rows are written with the commit.
 * @param to memberships; one that is named twice gets one notification
 * @throws ZodError for facts that are not those of the kind, or too long
 */
export const notify = <K extends NotificationKind>(
  tx: Transaction,
  orgId: string,
  to: readonly string[],
  notice: Notice<K>,
  at: Date,
): void => notifyAudience(tx, orgId, { members: to }, notice, at)

/**
 * Notifies an audience of any size. The database finds the members and writes all rows in one statement with the commit,
 * so 10,000 receivers cost no loop here.
 * @throws ZodError for facts that are not those of the kind, or too long
 */
export function notifyAudience<K extends NotificationKind>(
  tx: Transaction,
  orgId: string,
  audience: Audience,
  { kind, key, subjectId, documentId, facts }: Notice<K>,
  at: Date,
): void {
  const { subject, facts: schema, priority } = NOTIFICATION_KINDS[kind]
  pendingEffectsOf(tx, orgId).notices.push({
    kind,
    key,
    subjectType: subject,
    subjectId,
    documentId,
    facts: schema.parse(facts),
    createdAt: at,
    priority: PRIORITIES[priority],
    channels: CHANNEL_NAMES,
    ...(audience === 'everyone' ? {} : audience),
    ...(typeof audience === 'object' && 'members' in audience ? { ids: audience.members.map(() => newId(tx)) } : {}),
  })
}
