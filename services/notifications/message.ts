import type { Transaction } from '#db/client.ts'
import { type DeliveryRow, documentFor, notificationOf } from '#db/queries/deliveries.ts'
import type { Carried } from '#db/queries/digests.ts'
import { memberReader } from '#domain/documents/access.ts'
import type { SkipReason } from '#domain/notifications/delivery.ts'
import { readingOf } from '#domain/notifications/describe.ts'
import { DIGEST_HOUR, DIGEST_KIND } from '#domain/notifications/digest.ts'
import { mailModeOf } from '#domain/notifications/preferences.ts'
import { quietUntil } from '#domain/notifications/quiet-hours.ts'
import { kindNamed } from '#domain/notifications/registry.ts'
import { isRole } from '#domain/roles.ts'
import type { Message } from './channels/channel.ts'
import { detailsOf } from './details.ts'
import { writeDigest } from './digest.ts'
import { quietHoursOf } from './preferences.ts'

/** What is done with a delivery: it is sent, or not at all, or later, or with the next digest. */
type Decision =
  | { send: Message; carried?: Carried }
  | { skip: SkipReason; carried?: Carried }
  | { until: Date }
  | { digestOf: string; hour: number; timeZone: string }

/**
 * The message of a delivery. Whether its receiver may have it, and wants it now, is decided now, not when the notification
 * was written.
 * @param publicUrl scheme and host, no slash at the end
 * @returns what to do with it
 * @throws for a notification that this version of Accord cannot put into words
 */
export async function messageOf(
  tx: Transaction,
  delivery: DeliveryRow,
  { publicUrl, now }: { publicUrl: string; now: Date },
): Promise<Decision> {
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
  const { preferences, timeZone } = found
  const isDigest = notification.kind === DIGEST_KIND
  const defaults = organization.settings.mailDefaults ?? {}
  const mode = isDigest ? 'at_once' : mailModeOf(notification.kind, kind.must, preferences?.mails ?? {}, defaults)
  if (mode === 'off') return { skip: 'switched_off' }
  if (mode === 'digest') return { digestOf: member.id, hour: preferences?.digestHour ?? DIGEST_HOUR, timeZone }
  const quiet = kind.must === 'security' ? null : quietHoursOf(preferences)
  const until = quiet && quietUntil(now, quiet, timeZone)
  if (until) return { until }
  if (isDigest) {
    const { message, carried } = await writeDigest(tx, found, publicUrl)
    return message ? { send: message, carried } : { skip: 'nothing_to_say', carried }
  }
  const whole = ({ words, address }: { words: string; address: string }) => ({ words, url: publicUrl + address })
  const {
    answers = [],
    lists = [],
    ...parts
  } = kind.mail(await detailsOf(tx, orgId, { type: subjectType, id: subjectId }), reading, notification.facts)
  const send = {
    key: notification.id,
    to: member,
    from: organization.name,
    words,
    url: publicUrl + kind.leadsTo(reading),
    parts: {
      ...parts,
      answers: answers.map(whole),
      lists: lists.map(({ heading, links }) => ({ heading, links: links.map(whole) })),
    },
  }
  return { send }
}
