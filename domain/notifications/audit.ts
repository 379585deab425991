import { action, phrase } from '../audit/action.ts'
import type { MailModes } from './preferences.ts'

export const notificationActions = {
  'organization.mail_defaults_changed': action<{ before: { mails: MailModes }; after: { mails: MailModes } }>({
    subject: 'organization',
    sentence: () => 'changed which notifications are mailed to members who chose nothing else',
  }),
  'organization.deliveries_resent': action<{ after: { count: number } }>({
    subject: 'organization',
    sentence: ({ after }) => phrase`sent ${messages(after.count)} again that could not be sent`,
  }),
  'organization.deliveries_discarded': action<{ after: { count: number } }>({
    subject: 'organization',
    sentence: ({ after }) => phrase`discarded ${messages(after.count)} that could not be sent`,
  }),
}

const messages = (count: number): string => (count === 1 ? '1 message' : `${count} messages`)
