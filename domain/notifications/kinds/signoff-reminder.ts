import { paths } from '../../paths.ts'
import { instant } from '../facts.ts'
import { defineKind } from '../kind.ts'
import { signoffMail } from '../signoff-mail.ts'

export const signoffReminder = defineKind({
  subject: 'signoff',
  facts: { dueAt: instant.nullable() },
  icon: 'reminder',
  priority: 'urgent',
  label: 'Reminders to sign',
  asks: true,
  words: ({ dueAt }, { document, day }) => ({
    title: `Reminder: ${document} waits for you`,
    body: `Your sign-off is needed${dueAt === null ? '' : ` by ${day(dueAt)}`}.`,
    action: 'Review and sign',
  }),
  leadsTo: ({ org, subjectId }) => paths.sign(org, subjectId),
  mail: signoffMail('waits for you to sign', 'Decide by'),
})
