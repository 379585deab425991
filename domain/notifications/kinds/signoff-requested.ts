import { paths } from '../../paths.ts'
import { instant } from '../facts.ts'
import { defineKind } from '../kind.ts'
import { signoffMail } from '../signoff-mail.ts'

export const signoffRequested = defineKind({
  subject: 'signoff',
  facts: { dueAt: instant.nullable() },
  icon: 'request',
  priority: 'urgent',
  words: ({ dueAt }, { document, day }) => ({
    title: `Please review ${document}`,
    body: `You are asked to sign off this version${dueAt === null ? '' : ` by ${day(dueAt)}`}.`,
    action: 'Review and sign',
  }),
  leadsTo: ({ org, subjectId }) => paths.sign(org, subjectId),
  mail: signoffMail('asks you to sign', 'Decide by'),
})
