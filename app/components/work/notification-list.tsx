import { Form } from '@remix-run/react'
import { Bell, MailCheck, MailX } from 'lucide-react'
import { Time } from '../ui/time.tsx'

export interface NotificationItem {
  id: string
  sentence: string
  identifier: string | null
  title: string | null
  path: string
  at: string
  read: boolean
  mail: string | null
}

/** What this person was told. Each entry is a button: opening it also marks it as read. */
export function NotificationList({ items }: { items: readonly NotificationItem[] }) {
  return (
    <ul className="inbox gap-t">
      {items.map((item) => (
        <li key={item.id} className={item.read ? 'inbox-row told' : 'inbox-row told unread'}>
          <span className="inbox-kind">
            <Bell className="i" />
          </span>
          <Form method="post" className="grow">
            <input type="hidden" name="path" value={item.path} />
            <button className="told-open" type="submit" name="read" value={item.id}>
              {item.identifier ? (
                <span className="what">
                  <span className="id">{item.identifier}</span>
                  <span className="truncate medium">{item.title}</span>
                </span>
              ) : null}
              <span className="why">
                {item.read ? null : <span className="sr">New: </span>}
                {item.sentence}
              </span>
            </button>
          </Form>
          <span className="due">
            <Mail state={item.mail} />
            <Time at={item.at} />
          </span>
        </li>
      ))}
    </ul>
  )
}

/** What became of the mail. */
function Mail({ state }: { state: string | null }) {
  if (state === 'sent') return <MailCheck className="i i-sm" aria-label="Mail sent" />
  if (state === 'failed') return <MailX className="i i-sm late" aria-label="Mail not delivered" />
  return null
}
