import { Form } from '@remix-run/react'
import {
  AlarmClock,
  BellRing,
  Box,
  Check,
  CircleCheck,
  CircleX,
  FileCheck,
  type LucideIcon,
  MailCheck,
  MailX,
  OctagonAlert,
  Signature,
  Undo2,
  UserCheck,
  UserRoundCog,
} from 'lucide-react'
import { type NotificationFacts, notificationWords } from '#domain/notification-sentences.ts'
import type { NotificationKind } from '#domain/notifications.ts'
import { Time, useZone } from '../ui/time.tsx'

export interface NotificationItem {
  id: string
  kind: NotificationKind
  facts: NotificationFacts
  path: string
  at: string
  read: boolean
  mail: string | null
}

/** What became of a document has the icon of the state that it is in; what is asked of the reader has one of its own. */
const ICONS = {
  signoff_requested: FileCheck,
  signoff_reminder: BellRing,
  signoff_overdue: AlarmClock,
  signoff_escalated: OctagonAlert,
  signoff_withdrawn: Undo2,
  signoff_recorded: Signature,
  round_rejected: CircleX,
  round_approved: Check,
  round_withdrawn: Undo2,
  document_published: CircleCheck,
  document_archived: Box,
  ownership_transferred: UserRoundCog,
  invitation_accepted: UserCheck,
  round_stuck: OctagonAlert,
} as const satisfies Record<NotificationKind, LucideIcon>

/** What this person was told, in the words of the mails. */
export const NotificationList = ({ items }: { items: readonly NotificationItem[] }) => (
  <ul className="inbox gap-t">
    {items.map((item) => (
      <NotificationRow key={item.id} item={item} />
    ))}
  </ul>
)

/** Each is a button: opening it also marks it as read. */
function NotificationRow({ item }: { item: NotificationItem }) {
  const { title, body } = notificationWords(item.kind, item.facts, useZone())
  const Icon = ICONS[item.kind]
  return (
    <li className={item.read ? 'inbox-row told' : 'inbox-row told unread'}>
      <span className="inbox-kind">
        <Icon className="i" />
      </span>
      <Form method="post" className="grow">
        <input type="hidden" name="path" value={item.path} />
        <button className="told-open" type="submit" name="read" value={item.id}>
          <span className="truncate medium" title={title}>
            {item.read ? null : <span className="sr">New: </span>}
            {title}
          </span>
          <span className="why">{body}</span>
        </button>
      </Form>
      <span className="due">
        <Mail state={item.mail} />
        <Time at={item.at} />
      </span>
    </li>
  )
}

/** What became of the mail. */
function Mail({ state }: { state: string | null }) {
  if (state === 'sent') return <MailCheck className="i i-sm" role="img" aria-label="Mail sent" />
  if (state === 'failed') return <MailX className="i i-sm late" role="img" aria-label="Mail not delivered" />
  return null
}
