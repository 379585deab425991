import type { Transaction } from '#db/client.ts'
import type { notificationOf } from '#db/queries/deliveries.ts'
import { type Carried, linesOfDigest, openSubjects } from '#db/queries/digests.ts'
import { memberReader } from '#domain/documents/access.ts'
import { describe } from '#domain/notifications/describe.ts'
import { DIGEST_LINES, type DigestLine, digestOf } from '#domain/notifications/digest.ts'
import { kindNamed } from '#domain/notifications/registry.ts'
import { paths } from '#domain/paths.ts'
import { isRole } from '#domain/roles.ts'
import type { Message } from './channels/channel.ts'

type Found = NonNullable<Awaited<ReturnType<typeof notificationOf>>>
type Row = Awaited<ReturnType<typeof linesOfDigest>>[number]
type Line = DigestLine & { words: string; url: string }

/**
 * A member's digest: what waits for them and what happened, without what was settled meanwhile.
 * @returns null in place of a message when nothing is left to say; and what becomes of the deliveries that it takes along
 */
export async function writeDigest(
  tx: Transaction,
  { notification: digest, member, organization, timeZone }: Found,
  publicUrl: string,
): Promise<{ message: Message | null; carried: Carried }> {
  const { orgId } = digest
  const rows = await linesOfDigest(tx, orgId, member.id, memberReader(member.id, member.roles.filter(isRole)))
  const readable = rows.filter(({ notification: { documentId }, document }) => documentId === null || document !== null)
  const asking = readable.filter(({ notification }) => kindNamed(notification.kind)?.asks)
  const subjects = asking.map(({ notification }) => notification.subjectId)
  const open = await openSubjects(tx, orgId, member.id, [...new Set(subjects)])
  const lines = readable.map((row): Line => {
    const described = describe({ ...row.notification, document: row.document }, { org: organization.slug, timeZone })
    return {
      id: row.deliveryId,
      about: row.notification.subjectId,
      asks: kindNamed(row.notification.kind)?.asks ?? false,
      settled: isSettled(row, open),
      words: described.title,
      url: publicUrl + described.address,
    }
  })
  const carried: Carried = {
    sent: lines.filter(({ settled }) => !settled).map(({ id }) => id),
    skipped: [
      ...lines.filter(({ settled }) => settled).map(({ id }) => ({ id, reason: 'settled' as const })),
      ...rows
        .filter((row) => !readable.includes(row))
        .map(({ deliveryId: id }) => ({ id, reason: 'document_not_readable' as const })),
    ],
  }
  const { waits, happened } = digestOf(lines)
  if (waits.length + happened.length === 0) return { message: null, carried }
  return {
    carried,
    message: {
      key: digest.id,
      to: member,
      from: organization.name,
      words: { title: titleOf(waits, happened), body: '', action: 'Open the notifications' },
      url: publicUrl + paths.notifications(organization.slug),
      parts: {
        paragraphs: [],
        lists: [listOf('Waits for you', waits), listOf('What happened', happened)].flat(),
        closing:
          'You chose to get these once a day. In Accord you can choose anew, under Settings, Your notifications.',
      },
    },
  }
}

/** "3 wait for you, 5 things happened" */
const titleOf = ({ length: waits }: readonly Line[], { length: news }: readonly Line[]): string =>
  [
    ...(waits > 0 ? [waits === 1 ? '1 waits for you' : `${waits} wait for you`] : []),
    ...(news > 0 ? [news === 1 ? '1 thing happened' : `${news} things happened`] : []),
  ].join(', ')

/** One heading with its links, and how many more there are; none without lines. */
function listOf(heading: string, lines: readonly Line[]) {
  if (lines.length === 0) return []
  const more = lines.length - DIGEST_LINES
  return [
    {
      heading: more > 0 ? `${heading} (the newest ${DIGEST_LINES} of ${lines.length})` : heading,
      links: lines.slice(-DIGEST_LINES).map(({ words, url }) => ({ words, url })),
    },
  ]
}

/** Whether the receiver is done with it: by doing it, or for news by having read it. */
function isSettled({ notification, reviewDate }: Row, open: ReadonlySet<string>): boolean {
  const { kind, subjectType, subjectId, facts, readAt } = notification
  if (!kindNamed(kind)?.asks) return readAt !== null
  // A review is due until its document has another date.
  return subjectType === 'document' ? reviewDate !== facts.dueOn : !open.has(subjectId)
}
