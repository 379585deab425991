import type { Transaction } from '#db/client.ts'
import { type DeliveryRow, documentFor, notificationOf } from '#db/queries/deliveries.ts'
import { memberReader } from '#domain/documents/access.ts'
import type { SkipReason } from '#domain/notifications/delivery.ts'
import { readingOf } from '#domain/notifications/describe.ts'
import { mailModeOf } from '#domain/notifications/preferences.ts'
import { quietUntil } from '#domain/notifications/quiet-hours.ts'
import { kindNamed } from '#domain/notifications/registry.ts'
import { isRole } from '#domain/roles.ts'
import type { Message } from './channels/channel.ts'
import { detailsOf } from './details.ts'
import { quietHoursOf } from './preferences.ts'

/**
 * The message of a delivery. Whether its receiver may have it, and wants it now, is decided now, not when the notification
 * was written.
 * @param publicUrl scheme and host, no slash at the end
 * @returns the reason why it must not be sent, where there is one, or until when it has to wait
 * @throws for a notification that this version of Accord cannot put into words
 */
export async function messageOf(
  tx: Transaction,
  delivery: DeliveryRow,
  { publicUrl, now }: { publicUrl: string; now: Date },
): Promise<Message | { skip: SkipReason } | { until: Date }> {
  const { orgId } = delivery
  const found = await notificationOf(tx, delivery)
  if (found?.member.status !== 'active') return { skip: 'not_a_member' }
  const { notification, member, organization } = found
  const { documentId, subjectType, subjectId } = notification
  const reader = memberReader(member.id, member.roles.filter(isRole))
  const document = documentId === null ? null : await documentFor(tx, orgId, reader, documentId)
  if (documentId !== null && document === null) return { skip: 'document_not_readable' }

  const reading = readingOf({ ...notification, document }, { org: organization.slug, timeZone: found.timeZone })
  const kind = kindNamed(notification.kind)
  const words = kind?.words(notification.facts, reading)
  if (!kind || !words) throw new Error(`notification of unknown kind or with unknown facts: ${notification.kind}`)
  const { preferences } = found
  const defaults = organization.settings.mailDefaults ?? {}
  if (mailModeOf(notification.kind, kind.must, preferences?.mails ?? {}, defaults) === 'off')
    return { skip: 'switched_off' }
  const quiet = kind.must === 'security' ? null : quietHoursOf(preferences)
  const until = quiet && quietUntil(now, quiet, found.timeZone)
  if (until) return { until }
  const { answers = [], ...parts } = kind.mail(
    await detailsOf(tx, orgId, { type: subjectType, id: subjectId }),
    reading,
    notification.facts,
  )
  return {
    key: notification.id,
    to: member,
    from: organization.name,
    words,
    url: publicUrl + kind.leadsTo(reading),
    parts: { ...parts, answers: answers.map(({ words, address }) => ({ words, url: publicUrl + address })) },
  }
}
