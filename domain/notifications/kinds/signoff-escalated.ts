import { paths } from '../../paths.ts'
import { instant, name } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const signoffEscalated = defineKind({
  subject: 'signoff',
  facts: { signer: name, dueAt: instant.nullable() },
  icon: 'alarm',
  priority: 'urgent',
  label: 'A late request to sign reaches you',
  words: ({ signer, dueAt }, { document, day }) => ({
    title: `Overdue: ${document}`,
    body: `${signer} has not decided${dueAt === null ? '' : ` by ${day(dueAt)}`}.`,
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
