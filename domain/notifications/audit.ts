import { action } from '../audit/action.ts'
import type { MailModes } from './preferences.ts'

export const notificationActions = {
  'organization.mail_defaults_changed': action<{ before: { mails: MailModes }; after: { mails: MailModes } }>({
    subject: 'organization',
    sentence: () => 'changed which notifications are mailed to members who chose nothing else',
  }),
}
