import { paths } from '../../paths.ts'
import { instant } from '../facts.ts'
import { defineKind } from '../kind.ts'
import { purpose } from '../purpose.ts'
import { signoffMail } from '../signoff-mail.ts'

export const signoffOverdue = defineKind({
  subject: 'signoff',
  facts: { dueAt: instant, purpose },
  icon: 'overdue',
  priority: 'urgent',
  label: 'Your signature is overdue',
  asks: true,
  words: ({ dueAt }, { document, day }) => ({
    title: `Overdue: ${document} waits for you`,
    body: `Your sign-off was due on ${day(dueAt)}.`,
    action: 'Review and sign',
  }),
  leadsTo: ({ org, subjectId }) => paths.sign(org, subjectId),
  mail: signoffMail('still waits for you to sign', 'It was due on'),
})
