import { Form } from '@remix-run/react'
import {
  AlarmClock,
  Bell,
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
  UserRoundCog,
} from 'lucide-react'
import type { DeliveryStatus } from '#domain/notifications/delivery.ts'
import type { Icon as IconName } from '#domain/notifications/kind.ts'
import { Time } from '../ui/time.tsx'

export interface NotificationItem {
  id: string
  icon: IconName
  title: string
  body: string
  at: string
  read: boolean
  /** The state of its mail; null when none was to be sent. */
  mail: DeliveryStatus | null
}

/** What became of a document has the icon of the state that it is in; what is asked of the reader has one of its own. */
const ICONS: Record<IconName, LucideIcon> = {
  request: FileCheck,
  reminder: BellRing,
  overdue: AlarmClock,
  alarm: OctagonAlert,
  undone: Undo2,
  signature: Signature,
  rejected: CircleX,
  approved: Check,
  in_effect: CircleCheck,
  archived: Box,
  owner: UserRoundCog,
  other: Bell,
}

/** The notifications of a person, in the words of the mails. */
export const NotificationList = ({ items }: { items: readonly NotificationItem[] }) => (
  <ul className="inbox gap-t">
    {items.map((item) => (
      <NotificationRow key={item.id} item={item} />
    ))}
  </ul>
)

/** Each is a button: opening it also marks it as read. */
function NotificationRow({ item }: { item: NotificationItem }) {
  const { title, body } = item
  const Icon = ICONS[item.icon]
  return (
    <li className={item.read ? 'inbox-row notification' : 'inbox-row notification unread'}>
      <span className="inbox-kind">
        <Icon className="i" />
      </span>
      <Form method="post" className="grow">
        <button className="notification-open" type="submit" name="read" value={item.id}>
          <span className="truncate medium" title={title}>
            {item.read ? null : <span className="sr">New: </span>}
            {title}
          </span>
          <span className="why">{body}</span>
        </button>
      </Form>
      <span className="due">
        <MailState state={item.mail} />
        <Time at={item.at} />
      </span>
    </li>
  )
}

/** Whether the mail was sent. A mail that was not to be sent has no sign. */
function MailState({ state }: { state: DeliveryStatus | null }) {
  if (state === 'sent') return <MailCheck className="i i-sm" role="img" aria-label="Mail sent" />
  if (state === 'failed') return <MailX className="i i-sm late" role="img" aria-label="Mail not delivered" />
  return null
}
