import { dayIn } from '../date-formatter.ts'
import { paths } from '../paths.ts'
import type { Icon, Place, Reading, Words } from './kind.ts'
import { kindNamed } from './registry.ts'

/** A notification as it is stored, with its document as far as the receiver may read it. */
export interface StoredNotification {
  kind: string
  subjectId: string
  facts: unknown
  documentId: string | null
  /** Null when the document is kept from the receiver. */
  document: { identifier: string; title: string } | null
}

/** For whom a notification is described: the slug of their organization and their time zone. */
export interface Receiver {
  org: string
  timeZone: string
}

export interface Description extends Words {
  icon: Icon
  /** The page that it links to. */
  address: string
}

/** What a kind may use to describe a notification to its receiver. */
export const readingOf = (
  { document, subjectId }: StoredNotification,
  { org, timeZone }: Receiver,
): Reading & Place => ({
  org,
  subjectId,
  identifier: document?.identifier ?? '',
  document: document ? `${document.identifier} ${document.title}` : 'A document',
  day: (instant) => dayIn(instant, timeZone),
})

/** What a notification says to its receiver and where it leads, the same in page, mail and API. */
export function describe(stored: StoredNotification, receiver: Receiver): Description {
  const elsewhere = {
    icon: 'other',
    action: 'Open the notifications',
    address: paths.notifications(receiver.org),
  } as const
  if (stored.documentId !== null && stored.document === null) {
    return { ...elsewhere, title: 'About a document', body: 'You may not read this document any more.' }
  }
  const kind = kindNamed(stored.kind)
  const reading = readingOf(stored, receiver)
  const words = kind?.words(stored.facts, reading)
  // While versions of Accord are exchanged, the older one reads what the newer one wrote.
  if (!kind || !words) return { ...elsewhere, title: 'A notification', body: 'Reload this page to read it.' }
  return { ...words, icon: kind.icon, address: kind.leadsTo(reading) }
}
