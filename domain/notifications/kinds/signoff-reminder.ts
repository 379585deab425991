import type { ApprovalType } from '../../approvals/definition.ts'
import { paths } from '../../paths.ts'
import { instant } from '../facts.ts'
import { defineKind } from '../kind.ts'
import { purpose } from '../purpose.ts'
import { signoffMail } from '../signoff-mail.ts'

const NEEDED = {
  approval: 'Your sign-off is needed',
  publication: 'Your decision on its publication is needed',
  retirement: 'Your decision on its retirement is needed',
  review: 'Your decision on its review is needed',
} as const satisfies Record<ApprovalType, string>

export const signoffReminder = defineKind({
  subject: 'signoff',
  facts: { dueAt: instant.nullable(), purpose },
  icon: 'reminder',
  priority: 'urgent',
  label: 'Reminders to sign',
  asks: true,
  words: ({ dueAt, purpose }, { document, day }) => ({
    title: `Reminder: ${document} waits for you`,
    body: `${NEEDED[purpose]}${dueAt === null ? '' : ` by ${day(dueAt)}`}.`,
    action: 'Review and sign',
  }),
  leadsTo: ({ org, subjectId }) => paths.sign(org, subjectId),
  mail: signoffMail('waits for you to sign', 'Decide by'),
})
